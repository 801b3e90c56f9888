import assert from 'node:assert/strict';
import fc from 'fast-check';
import { eventsOf, type ServerEvent } from '../../../src/node/models/event-stream.ts';

/** Characters of one event. */
const longest = 16 * 2 ** 20;

async function read(pieces: readonly string[]): Promise<readonly ServerEvent[]> {
  async function* source(): AsyncGenerator<string> {
    for (const piece of pieces) yield await Promise.resolve(piece);
  }
  const events: ServerEvent[] = [];
  for await (const event of eventsOf(source(), longest)) events.push(event);
  return events;
}

describe('a stream of events', () => {
  const message = (data: string) => ({ type: 'message', data });

  it('has comments, names, joined lines and fields without a space', async () => {
    const text = ': wait\n\nevent: error\ndata: {"a":1}\n\ndata:x\ndata: y\nid: 7\n\n:\n\ndata\n\n';
    assert.deepEqual(await read([text]), [
      { type: 'error', data: '{"a":1}' },
      message('x\ny'),
      message(''),
    ]);
  });

  it('counts a last event that nothing ends, and lines that begin with "error"', async () => {
    assert.deepEqual(await read(['data: x']), [message('x')]);
    assert.deepEqual(await read(['error: {"a":1}\n\n']), [{ type: 'error', data: '{"a":1}' }]);
  });

  it('has no event without an end', async () => {
    const piece = `data: ${'x'.repeat(2 ** 20)}`;
    await assert.rejects(read(Array.from({ length: 20 }, () => piece)), /does not end/);
    assert.equal((await read([`data: ${'x'.repeat(2 ** 20)}\n\n`])).length, 1);
  });

  it('is the same wherever it is cut and however its lines end', async () => {
    const line = fc.constantFrom('data: a', 'data:b', ': c', 'event: d', 'data: é€', '', '', 'x');
    await fc.assert(
      fc.asyncProperty(
        fc.array(line),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.nat(400)),
        async (lines, end, cuts) => {
          const text = lines.map((each) => `${each}${end}`).join('');
          const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort(
            (a, b) => a - b,
          );
          const pieces = [0, ...places].map((from, at) =>
            text.slice(from, places[at] ?? text.length),
          );
          const whole = await read([lines.map((each) => `${each}\n`).join('')]);
          assert.deepEqual(await read(pieces), whole);
        },
      ),
    );
  });
});
