import assert from 'node:assert/strict';
import { resample } from '../../../src/core/strategies/resample.ts';
import { sourceParser } from '../../support/parser.ts';
import { contextOf, play } from './kit.ts';
import { fence, scripted, task } from './total-task.ts';

describe('telling candidates apart', () => {
  const parser = sourceParser();
  after(() => parser.dispose());
  // Two readings of "between commas": blanks around numbers count, or they do not.
  const strict = fence(
    "function total(text: string): number {\n  return text.split(',').filter((p) => /^\\d+$/.test(p)).reduce((a, p) => a + Number(p), 0);\n}",
  );
  const loose = fence(
    "function total(text: string): number {\n  return text.split(',').reduce((a, p) => a + Number(p), 0);\n}",
  );
  const script = {
    'sample total': [strict, loose, strict, loose],
    'write-probes total': [fence("total('4,5')\ntotal('6, 7')")],
    'write-tests total': [fence("assert.equal(total('1,1'), 2);")],
    'distinguish total': [fence("total('1, 2')\ntotal('3')")],
  };
  const settings = { samples: 4, testSamples: 1 };

  it('has a distinguishing input labelled from the description and ranks again', async () => {
    const { result, asks, prompts } = await play(
      resample.solve(contextOf(task, settings)),
      scripted({ ...script, 'label total': [fence("assert.deepStrictEqual(total('6, 7'), 13);")] }),
      parser,
    );
    assert.deepEqual(asks.slice(3), ['label total'], 'a difference that is known comes first');
    assert.ok(!prompts.get('label total')!.includes('split'));
    assert.ok(result.functions[0]?.candidate.code.includes('reduce((a, p) => a + Number(p), 0)'));
    assert.ok(!result.functions[0]?.candidate.code.includes('filter'));
  });

  it('asks the user where it stays split; the answer becomes a trusted example', async () => {
    const { result, questions } = await play(
      resample.solve(contextOf(task, settings)),
      scripted(script, {
        question: ({ choices }) => ({
          kind: 'choice',
          index: choices.findIndex(({ expected }) => expected === '6'),
        }),
      }),
      parser,
    );
    assert.equal(questions.length, 1);
    assert.equal(questions[0]?.call, "total('6, 7')");
    assert.deepEqual(questions[0].choices.map(({ shown }) => shown).sort(), ['13', '6']);
    assert.equal(result.accepted, true);
    assert.ok(result.functions[0]?.candidate.code.includes('filter'));
    assert.ok(result.functions[0]!.evidence.length > 0);
  });

  // Five calls: of the example and the first test, where both readings agree; of two inputs and the
  // labelled test, where they differ.
  it('hears no dissent from candidates that fail the examples', async () => {
    const refused = loose.replace('a + Number(p), 0', 'a + Number(p), 1');
    const dissenter = loose.replace('a + Number(p)', 'a + Number(p.trim())');
    for (const [answers, agreement] of [
      [[loose, refused], { agrees: 1, of: 2 }],
      [[loose, dissenter, refused, refused], { agrees: 2, of: 4, share: 1 }],
      [[loose, loose, strict, refused], { agrees: 2, of: 4, share: 7 / 10 }],
    ] as const) {
      const { result } = await play(
        resample.solve(contextOf(task, { samples: answers.length, adaptive: false })),
        scripted({
          'sample total': answers,
          'write-tests total': [fence("assert.equal(total('1,1'), 2);")],
          'write-probes total': [fence("total('6, 7')\ntotal('8, 9')")],
          'label total': [fence("assert.deepStrictEqual(total('6, 7'), 13);")],
        }),
        parser,
      );
      assert.deepEqual(result.agreement, agreement);
    }
  });

  it('proves nothing by the agreement of few where most fail the examples', async () => {
    const same = loose.replace('a + Number(p)', 'a + Number(p.trim())');
    const refused = loose.replace('a + Number(p), 0', 'a + Number(p), 1');
    const verdictOn = async (answers: readonly string[]) => {
      const { result } = await play(
        resample.solve(contextOf(task, { samples: answers.length, testSamples: 0 })),
        scripted({ 'sample total': answers, 'write-probes total': [fence("total('6, 7')")] }),
        parser,
      );
      return result.verdict;
    };
    assert.equal((await verdictOn([loose, same]))?.level, 'proven');
    assert.deepEqual(await verdictOn([loose, same, refused, refused, refused, refused]), {
      level: 'unproven',
      why: 'By what ran it is right with a probability of about 73 %.',
      wanted: 'More samples, or an example, would prove it.',
    });
  });

  it('finds an input by itself before a model is asked for one', async () => {
    // Each passes a test that the other fails.
    const tests = "assert.equal(total('1, 2'), 3);\nassert.equal(total('3, 4'), 3);";
    const { asks, runs } = await play(
      resample.solve(contextOf(task, settings)),
      scripted({ ...script, 'write-tests total': [fence(tests)] }),
      parser,
    );
    assert.deepEqual(asks.slice(3), []);
    const found = runs.find(({ purpose }) => purpose === 'distinguish');
    assert.ok((found?.checks.length ?? 0) > 1);
    assert.match(found?.checks[0]?.call ?? '', /^total\('..?'\)$/, 'made smaller');
  });

  it('goes on without an answer', async () => {
    const { result, questions } = await play(
      resample.solve(contextOf(task, settings)),
      scripted(script),
      parser,
    );
    assert.equal(questions.length, 1);
    assert.equal(result.functions.length, 1);
  });

  it('counts the silence of those who were asked', async () => {
    const silent = fence('// The description does not say whether blanks count.');
    const { result, questions } = await play(
      resample.solve(contextOf(task, settings)),
      scripted({
        ...script,
        'label total': [silent, silent, fence("assert.deepStrictEqual(total('6, 7'), 13);")],
      }),
      parser,
    );
    assert.equal(questions[0]?.call, "total('6, 7')");
    assert.equal(result.accepted, false);
    const { verdict } = result;
    assert.equal(verdict?.level, 'unproven');
    assert.ok(verdict.why?.includes("total('6, 7')"), verdict.why);
    assert.deepEqual(
      verdict.open?.choices.map(({ shown, candidates, example }) => [shown, candidates, example]),
      [
        ['6', 2, "total('6, 7') == 6"],
        ['13', 2, "total('6, 7') == 13"],
      ],
    );
  });

  it('has a minority win where the description speaks for it', async () => {
    const other = fence(
      'function total(text: string): number {\n  let sum = 0;\n  for (const part of text.split(",")) sum += Number(part);\n  return sum;\n}',
    );
    const { result } = await play(
      resample.solve(contextOf(task, settings)),
      scripted({
        ...script,
        'sample total': [loose, other, loose, strict],
        'label total': [fence("assert.deepStrictEqual(total('6, 7'), 6);")],
      }),
      parser,
    );
    assert.ok(result.functions[0]?.candidate.code.includes('filter'));
    assert.equal(result.verdict?.level, 'proven', result.verdict?.why);
  });
});
