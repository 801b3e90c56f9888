import assert from 'node:assert/strict';
import fc from 'fast-check';
import { frame, FrameReader } from '../../../src/node/runner/frames.ts';

describe('frames', () => {
  it('come out as they went in, however the stream is cut', () => {
    const payloads = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 10 });
    const cuts = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(payloads, cuts, (sent, sizes) => {
        const stream = Buffer.concat(sent.map(frame));
        const reader = new FrameReader(40);
        const received: Buffer[] = [];
        for (let at = 0, i = 0; at < stream.length; i++) {
          const size = sizes[i % sizes.length] ?? 1;
          received.push(...reader.push(stream.subarray(at, at + size)));
          at += size;
        }
        assert.deepEqual(
          received.map((payload) => [...payload]),
          sent.map((payload) => [...payload]),
        );
        assert.equal(reader.pending, 0);
      }),
    );
  });

  it('hold no more than one frame, and nothing after one that is too long', () => {
    const reader = new FrameReader(10);
    assert.equal(reader.push(Buffer.from([0, 0, 0, 10, 1])).length, 0);
    assert.equal(reader.pending, 5);
    assert.equal(reader.push(Buffer.alloc(9)).length, 1);
    assert.deepEqual(reader.push(Buffer.from([0, 0, 0, 11])), []);
    assert.ok(reader.broken);
    assert.equal(reader.pending, 0);
    assert.deepEqual(reader.push(frame(Buffer.from('x'))), []);
  });
});
