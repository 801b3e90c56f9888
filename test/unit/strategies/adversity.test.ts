import assert from 'node:assert/strict';
import { funcoder } from '../../../src/core/strategies/funcoder.ts';
import { sourceParser } from '../../support/parser.ts';
import { contextOf, play, runScript, type Play } from './kit.ts';
import { division, eventsOf, fence, goodTotal, scripted, task } from './total-task.ts';

describe('FunCoder when things go wrong', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  const solve = (script: Play) =>
    play(funcoder.solve(contextOf(task, { samples: 3 })), script, parser);

  it('repairs when nothing passes the trusted examples', async () => {
    const wrong = fence(
      'function total(text: string): number {\n  return add(numbers(text)) + 1;\n}',
    );
    const { result, prompts } = await solve(
      scripted({
        'divide total': [division.replace('add(numbers(text));', 'add(numbers(text)) + 1;')],
        'sample total': [wrong],
        'refine total': [fence(goodTotal)],
      }),
    );
    assert.equal(result.accepted, true);
    assert.equal(result.functions[0]?.candidate.origin.operator, 'refine');
    assert.ok(prompts.get('refine total')!.includes('it returned 4'));
  });

  it('gives its best effort, not accepted, where repair fails too', async () => {
    const wrong = fence(
      'function total(text: string): number {\n  return add(numbers(text)) + 1;\n}',
    );
    const { result } = await solve(
      scripted({
        'divide total': [division.replace('add(numbers(text));', 'add(numbers(text)) + 1;')],
        'sample total': [wrong],
      }),
    );
    assert.equal(result.accepted, false);
    assert.equal(result.functions.length, 3);
  });

  it('works with what it has when the budget denies the rest', async () => {
    const { answer } = scripted();
    const { result, asks } = await solve({
      run: runScript,
      answer: (ask, prompt, samples) =>
        ask.operator === 'divide'
          ? answer(ask, prompt, samples)
          : { reason: 'budget', limit: 'tokens', fits: 0, message: 'The budget is spent.' },
    });
    assert.equal(result.functions.length, 3);
    assert.equal(result.verdict?.level, 'unproven', 'one example is too little for one candidate');
    for (const what of ['samples', 'tests', 'inputs']) {
      assert.ok(result.verdict.leftOut?.includes(what), what);
    }
    assert.ok(asks.includes('sample total'));
  });

  it('asks for as many samples as still fit', async () => {
    const { answer } = scripted();
    const sizes: number[] = [];
    await solve({
      run: runScript,
      answer: (ask, prompt, samples) => {
        if (ask.operator !== 'sample') return answer(ask, prompt, samples);
        sizes.push(samples);
        return samples > 2
          ? { reason: 'budget', limit: 'tokens', fits: 2, message: 'Two fit.' }
          : answer(ask, prompt, samples);
      },
    });
    assert.deepEqual(sizes, [3, 2, 3, 2, 3, 2]);
  });

  it('ends without functions where the model gives nothing', async () => {
    const { result, events } = await solve({
      run: runScript,
      answer: () => ({ reason: 'server-error', message: 'no' }),
    });
    assert.deepEqual(result.functions, []);
    assert.equal(result.accepted, false);
    assert.ok(eventsOf(events, 'state').some(({ state }) => state === 'failed'));
  });

  it('accepts nothing that could be run on nothing, however many answers agree', async () => {
    const bare = { ...task, examples: [], contract: { ...task.contract, examples: [] } };
    const whole = fence(
      "function total(text: string): number {\n  return text.split(',').map(Number).length;\n}",
    );
    const { result, events } = await play(
      funcoder.solve(contextOf(bare, { samples: 3 })),
      scripted({
        'divide total': [whole],
        'sample total': [whole],
        'write-tests total': [fence('')],
        'write-probes total': [fence('')],
      }),
      parser,
    );
    assert.equal(result.accepted, false);
    assert.equal(result.functions.length, 1);
    assert.ok(result.functions[0]?.evidence.every(({ source }) => source !== 'determinism'));
    assert.equal(eventsOf(events, 'state').at(-1)?.note, 'There was nothing to run it on.');
  });

  it('accepts nothing that only failed, however many fail alike, and asks for a repair', async () => {
    const bare = { ...task, examples: [], contract: { ...task.contract, examples: [] } };
    const broken = fence(
      'function total(text: string): number {\n  return missing(text.length);\n}',
    );
    const answers = {
      'divide total': [broken],
      'sample total': [broken],
      'write-tests total': [fence("assert.deepStrictEqual(total('5'), 5);")],
      'write-probes total': [fence("total('9,9')\ntotal('')")],
    };
    const failed = await play(
      funcoder.solve(contextOf(bare, { samples: 3 })),
      scripted(answers),
      parser,
    );
    assert.equal(failed.result.accepted, false);
    assert.equal(failed.result.agreement.agrees, failed.result.agreement.of, 'equal sources');
    assert.match(
      eventsOf(failed.events, 'state').at(-1)?.note ?? '',
      /^No call of it worked: .*ReferenceError/,
    );
    const whole =
      "function total(text: string): number {\n  return text.split(',').reduce((sum, part) => sum + Number(part), 0);\n}";
    const repaired = await play(
      funcoder.solve(contextOf(bare, { samples: 3 })),
      scripted({ ...answers, 'refine total': [fence(whole)] }),
      parser,
    );
    assert.equal(repaired.result.functions[0]?.candidate.origin.operator, 'refine');
    assert.ok(repaired.prompts.get('refine total')!.includes('ReferenceError'));
  });

  it('asks for no repair where nothing runs for want of a module that the file imports', async () => {
    const lacking = fence(
      `function total(text: string): number {\n  throw new Error("Cannot find module 'left-pad': there is none");\n}`,
    );
    const answers = scripted({ 'divide total': [lacking], 'sample total': [lacking] });
    const { target } = task;
    const text = `import pad from 'left-pad';\n${target.snapshot.text}`;
    const importing = { ...task, target: { ...target, snapshot: { ...target.snapshot, text } } };
    const asked = async (of: typeof task) =>
      play(funcoder.solve(contextOf(of, { samples: 3 })), answers, parser);

    const told = await asked(importing);
    assert.ok(!told.asks.some((ask) => ask.startsWith('refine')));
    assert.ok(eventsOf(told.events, 'note').some(({ note }) => note.includes('imports left-pad')));
    const invented = await asked(task);
    assert.ok(invented.asks.includes('refine total'), 'a module that candidates made up can go');
  });

  it('gives programs what only the checks mention of the file', async () => {
    const prices = 'class Prices {\n  constructor(readonly text: string) {}\n}';
    const { snapshot } = task.target;
    const text = `${snapshot.text}\n${prices}\n`;
    const bare = {
      ...task,
      target: { ...task.target, snapshot: { ...snapshot, text } },
      examples: [],
      contract: { ...task.contract, examples: [] },
      scaffold: { ...task.scaffold, offers: [{ names: ['Prices'], code: prices }] },
    };
    const whole = fence('function total(text: string): number {\n  return text.length;\n}');
    const { runs } = await play(
      funcoder.solve(contextOf(bare, { samples: 3 })),
      scripted({
        'divide total': [whole],
        'sample total': [whole],
        'write-tests total': [fence("assert.deepStrictEqual(total(new Prices('5').text), 1);")],
        'write-probes total': [fence("total('9,9')")],
      }),
      parser,
    );
    assert.ok(
      runs.length > 0 &&
        runs.every(({ programs }) =>
          programs.every(({ source }) => source.includes('class Prices')),
        ),
    );
  });
});
