import assert from 'node:assert/strict';
import type { RunReply, RunRequest } from '../../../src/core/ports.ts';
import { optimiseCode } from '../../../src/core/strategies/optimise.ts';
import { sourceParser } from '../../support/parser.ts';
import { contextOf, play, runScript, taskOf } from './kit.ts';
import { fence, scripted, task } from './total-task.ts';

const slow =
  "function total(text: string): number {\n  return text.split(',').reduce((a, p) => a + Number(p), 0);\n}";
const fast =
  "function total(text: string): number {\n  let sum = 0;\n  for (const part of text.split(',')) sum += Number(part);\n  return sum;\n}";
const wrong = fast.replace('sum = 0', 'sum = 1');

/** Programs with a loop take 1 ms a call, the others 5 ms. */
function timed(request: RunRequest): RunReply {
  const { results } = runScript(request);
  return {
    results: results.map((row, p) => {
      const ms = request.programs[p]!.source.includes('for (') ? 1 : 5;
      return row.map((result) => ({ ...result, outcome: { ...result.outcome, ms } }));
    }),
  };
}

describe('making code faster', () => {
  const parser = sourceParser();
  after(() => parser.dispose());
  const base = taskOf('typescript', task.contract, task.target.signature, `export ${slow}`);
  const written = { ...base, target: { ...base.target, isStub: false } };
  const solve = (texts: readonly string[], about = written) =>
    play(
      optimiseCode.solve(contextOf(about, { samples: texts.length })),
      scripted({ 'optimise total': texts.map(fence) }, { run: timed }),
      parser,
    );

  it('takes the fastest that returns the same', async () => {
    const { result, prompts } = await solve([wrong, fast]);
    assert.equal(result.accepted, true);
    assert.equal(result.functions[0]?.candidate.code, fast);
    assert.ok(result.functions[0].evidence[0]?.note.startsWith('Needs '));
    assert.ok(prompts.get('optimise total')!.includes('took 5.0 ms'));
  });

  it('makes arguments larger until the time tells something, and shows no time that tells nothing', async () => {
    /** A loop takes no time at all; anything else a thousandth of a millisecond for each character of a call. */
    const byLength = (request: RunRequest): RunReply => ({
      results: runScript(request).results.map((row, p) =>
        row.map((result, c) => {
          const each = request.programs[p]!.source.includes('for (') ? 0 : 0.001;
          const ms = each * request.checks[c]!.call.length;
          return { ...result, outcome: { ...result.outcome, ms } };
        }),
      ),
    });
    const { result, prompts } = await play(
      optimiseCode.solve(contextOf(written, { samples: 1 })),
      scripted({ 'optimise total': [fence(fast)] }, { run: byLength }),
      parser,
    );
    assert.equal(result.functions[0]?.candidate.code, fast);
    const shown = prompts
      .get('optimise total')!
      .split('\n')
      .filter((line) => line.includes('` took '));
    assert.ok(shown.length > 0);
    for (const line of shown) assert.match(line, /^- `total\(.{1,80}characters\)\)` took [1-9]/);
  });

  it('leaves the code as it is where nothing is faster and right', async () => {
    const { result } = await solve([wrong]);
    assert.equal(result.accepted, false);
    assert.equal(result.functions[0]?.candidate.code, slow);
  });

  it('says so where there is no code yet', async () => {
    const { result, asks, events } = await solve([fast], task);
    assert.deepEqual(result.functions, []);
    assert.deepEqual(asks, []);
    assert.ok(events.some((event) => event.type === 'state' && event.state === 'failed'));
  });
});
