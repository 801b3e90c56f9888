import assert from 'node:assert/strict';
import type { RunReply, RunRequest } from '../../../src/core/ports.ts';
import { parsel } from '../../../src/core/strategies/parsel.ts';
import { reflexion } from '../../../src/core/strategies/reflexion.ts';
import { resample } from '../../../src/core/strategies/resample.ts';
import { sourceParser } from '../../support/parser.ts';
import { contextOf, play, runScript } from './kit.ts';
import { eventsOf, fence, scripted, task } from './total-task.ts';

const right =
  "function total(text: string): number {\n  return text.split(',').reduce((a, p) => a + Number(p), 0);\n}";
const constant = 'function total(text: string): number {\n  return text.length;\n}';

/** A runner for which the trusted examples pass by the word of the candidate's own objects. */
function forgeable(request: RunRequest): RunReply {
  const reply = runScript(request);
  return {
    results: reply.results.map((row) =>
      row.map((result, at) => {
        const check = request.checks[at];
        const trusted = check !== undefined && 'source' in check && check.source === 'docstring';
        return trusted ? { ...result, passed: true, forgeable: true } : result;
      }),
    ),
  };
}

describe('a verdict that the candidate could forge', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  it('proves nothing about a candidate that nobody agrees with', async () => {
    const { result, events } = await play(
      reflexion.solve(contextOf(task)),
      scripted({ 'sample total': [fence(right)] }, { run: forgeable }),
      parser,
    );
    assert.equal(result.accepted, false);
    const notes = eventsOf(events, 'state').flatMap(({ note }) =>
      note === undefined ? [] : [note],
    );
    assert.match(notes.at(-1) ?? '', /its own objects decided/);
  });

  it('goes with most candidates having given the same data', async () => {
    const { result } = await play(
      resample.solve(contextOf(task, { samples: 3 })),
      scripted({ 'sample total': [fence(right)] }, { run: forgeable }),
      parser,
    );
    assert.equal(result.accepted, true);
  });

  it('goes with objects only where different code gave them', async () => {
    const boxed = (request: RunRequest): RunReply => ({
      results: forgeable(request).results.map((row) =>
        row.map(({ outcome, ...verdict }) => ({
          ...verdict,
          outcome: { kind: 'value', value: '@"Box"{"x":1}', ms: outcome.ms },
        })),
      ),
    });
    const other = right.replace('(a, p) => a + Number(p)', '(sum, part) => sum + Number(part)');
    for (const [answers, accepted] of [
      [[fence(right)], false],
      [[fence(right), fence(other)], true],
    ] as const) {
      const { result } = await play(
        resample.solve(contextOf(task, { samples: 4 })),
        scripted({ 'sample total': answers }, { run: boxed }),
        parser,
      );
      assert.equal(result.accepted, accepted);
    }
  });

  it('does not go with candidates that are split', async () => {
    const { result } = await play(
      resample.solve(contextOf(task, { samples: 4 })),
      scripted({ 'sample total': [fence(right), fence(constant)] }, { run: forgeable }),
      parser,
    );
    assert.equal(result.accepted, false);
  });

  it('proves no combination of a plan', async () => {
    const { result } = await play(
      parsel.solve(contextOf(task)),
      scripted({ 'sample total': [fence(right)] }, { run: forgeable }),
      parser,
    );
    assert.equal(result.functions[0]?.candidate.code, right);
    assert.equal(result.accepted, false);
  });

  it('is still that where it comes with another value when it is run again', async () => {
    const changing = (request: RunRequest): RunReply => {
      const reply = forgeable(request);
      if (request.alone !== true) return reply;
      const other = { kind: 'value', value: '"another"', ms: 1 } as const;
      return {
        results: reply.results.map((row) =>
          row.map((result) => (result.forgeable ? { ...result, outcome: other } : result)),
        ),
      };
    };
    const { result, events } = await play(
      reflexion.solve(contextOf(task)),
      scripted({ 'sample total': [fence(right)] }, { run: changing }),
      parser,
    );
    assert.ok(eventsOf(events, 'note').some(({ note }) => note.startsWith('Results changed')));
    assert.equal(result.accepted, false);
  });

  it('stands behind one that it could not forge', async () => {
    const other = { ...task.contract.examples[0]!, id: 'user-1', source: 'user' as const };
    const examples = [...task.examples, other];
    const both = { ...task, examples, contract: { ...task.contract, examples } };
    const { result } = await play(
      reflexion.solve(contextOf(both)),
      scripted({ 'sample total': [fence(right)] }, { run: forgeable }),
      parser,
    );
    assert.equal(result.accepted, true);
  });
});
