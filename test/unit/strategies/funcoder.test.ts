import assert from 'node:assert/strict';
import { replacementFor } from '../../../src/core/program/replacement.ts';
import { divideOnly } from '../../../src/core/strategies/divide.ts';
import { funcoder } from '../../../src/core/strategies/funcoder.ts';
import { keyOnCall, passedOn } from '../../../src/core/view/matrix.ts';
import { sourceParser } from '../../support/parser.ts';
import { contextOf, play, runScript, type Play } from './kit.ts';
import {
  badNumbers,
  eventsOf,
  fence,
  goodNumbers,
  goodTotal,
  scripted,
  task,
} from './total-task.ts';

describe('FunCoder', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  const solve = (script: Play, settings = {}, backwards = false) =>
    play(funcoder.solve(contextOf(task, { samples: 3, ...settings })), script, parser, backwards);

  it('divides from the top, conquers from below, and gives the target with its helpers', async () => {
    const { result, asks } = await solve(scripted());
    assert.equal(result.accepted, true);
    assert.deepEqual(
      result.functions.map(({ contract: { name } }) => name),
      ['total', 'add', 'numbers'],
    );
    assert.deepEqual(asks.slice(0, 3), [
      'divide total',
      'divide total/numbers',
      'divide total/add',
    ]);
    const conquered = asks.filter((ask) => ask.startsWith('sample'));
    assert.deepEqual(conquered, ['sample total/numbers', 'sample total/add', 'sample total']);
    assert.deepEqual([...(result.plan?.functions.keys() ?? [])], ['total', 'numbers', 'add']);
    assert.deepEqual(result.plan?.functions.get('total')?.calls, ['add', 'numbers']);
    assert.deepEqual(result.agreement, { agrees: 4, of: 4, share: 1 });
    assert.equal(result.passed.passed, result.passed.of);
  });

  it('writes the result as the file has it', async () => {
    const { result } = await solve(scripted());
    const replacement = await replacementFor(task, result.functions, parser);
    assert.equal(replacement?.target, `export ${goodTotal}`);
    assert.deepEqual(
      replacement.helpers.map(({ name }) => name),
      ['numbers', 'add'],
    );
    assert.ok(replacement.helpers[0]?.code.startsWith('/** The whole numbers'));
  });

  it('hides the body and shows finished helpers when it samples again', async () => {
    const { prompts } = await solve(scripted());
    const prompt = prompts.get('sample total')!;
    assert.ok(prompt.includes('function numbers(text: string): number[] { ... }'));
    assert.ok(!prompt.includes('split'));
    assert.ok(!prompt.includes('add(numbers(text))'));
  });

  it('writes tests and inputs without having seen any code', async () => {
    const { prompts } = await solve(scripted());
    for (const [key, prompt] of prompts) {
      if (!/^write-/.test(key)) continue;
      assert.ok(!/split|reduce|add\(numbers/.test(prompt), key);
    }
  });

  it('does not depend on the order in which answers arrive', async () => {
    const forwards = await solve(scripted());
    const backwards = await solve(scripted(), {}, true);
    assert.deepEqual(backwards.result, forwards.result);
  });

  it('runs equal sources once and counts them as often as they were sampled', async () => {
    const { runs, events } = await solve(scripted());
    const first = runs.find(
      ({ purpose, checks }) =>
        purpose === 'candidates' && checks.some(({ call }) => call.startsWith('numbers(')),
    );
    assert.equal(first?.programs.length, 2);
    const scores = eventsOf(events, 'scores').find(({ node }) => node === 'total/numbers');
    assert.equal(scores?.scores.length, 4);
    assert.deepEqual(scores.scores.map(({ agrees }) => agrees).sort(), [1, 3, 3, 3]);
  });

  it('has a generated test reject a candidate that agrees with the majority', async () => {
    const { result } = await solve(
      scripted({
        'divide numbers': [fence(badNumbers)],
        'sample numbers': [
          fence(badNumbers),
          fence(badNumbers.replace('Number', '(part) => Number(part)')),
          fence(goodNumbers),
        ],
        'write-tests numbers': [
          fence(
            "assert.deepStrictEqual(numbers(''), []);\nassert.deepStrictEqual(numbers('1,2'), [1, 2]);\nassert.deepStrictEqual(numbers('3'), [3]);",
          ),
        ],
        'write-probes numbers': [
          fence("numbers('1')\nnumbers('2,3')\nnumbers('4')\nnumbers('5,6')"),
        ],
      }),
      { selector: 'cascade', testSamples: 4 },
    );
    const numbers = result.functions.find(({ contract: { name } }) => name === 'numbers');
    assert.ok(numbers?.candidate.code.includes("text === ''"));
  });

  it('lets a trusted example reject what everybody agrees on', async () => {
    const wrong = fence(
      'function total(text: string): number {\n  return add(numbers(text)) + 1;\n}',
    );
    const { result, events } = await solve(
      scripted({ 'sample total': [wrong], 'write-tests total': [''], 'write-probes total': [''] }),
    );
    assert.equal(result.functions[0]?.candidate.origin.operator, 'divide');
    const scores = eventsOf(events, 'scores').findLast(({ node }) => node === 'total')!.scores;
    const rejected = scores.filter(({ gate }) => !gate);
    assert.equal(rejected.length, 3);
    for (const { evidence } of rejected) {
      assert.equal(evidence[0]?.source, 'trusted-examples');
      assert.ok(evidence[0].note.includes("`total('1,2')` should be 3, but it returned 4"));
    }
  });

  it('lets tests vote only after they failed on a stub and on a mutant', async () => {
    const { result, events, runs } = await solve(
      scripted({
        'write-tests total': [
          fence(
            "assert.deepStrictEqual(total('5'), 5);\nassert.ok(total('5') !== 'x');\nassert.deepStrictEqual(typeof total, 'function');",
          ),
        ],
      }),
    );
    assert.ok(runs.some(({ purpose }) => purpose === 'mutants'));
    assert.deepEqual(
      result.tests.map(({ call }) => call),
      ["total('5')"],
    );
    assert.ok(eventsOf(events, 'note').length > 0 || result.tests.length === 1);
  });

  it('runs the winner again, alone and under another hash seed', async () => {
    const { runs, result } = await solve(scripted());
    const confirmed = runs.filter(({ purpose }) => purpose === 'confirm');
    assert.equal(confirmed.length, 3);
    for (const { alone, hashSeed } of confirmed) {
      assert.equal(alone, true);
      assert.ok(hashSeed);
    }
    const sources = result.functions[0]!.evidence.map(({ source }) => source);
    assert.ok(sources.includes('determinism'));
  });

  it('leaves out results that change from run to run', async () => {
    const script = scripted();
    const { events } = await solve({
      ...script,
      run: (request) => {
        const reply = runScript(request);
        if (request.alone !== true) return reply;
        return {
          results: reply.results.map((row) =>
            row.map((result, at) =>
              at === row.length - 1
                ? { ...result, outcome: { kind: 'value', value: '99', ms: 1 } }
                : result,
            ),
          ),
        };
      },
    });
    assert.ok(
      eventsOf(events, 'note').some(({ note }) => note.includes('changed from run to run')),
    );
  });

  it('stops at the depth limit', async () => {
    const { asks } = await solve(scripted(), { depth: 1 });
    assert.deepEqual(
      asks.filter((ask) => ask.startsWith('divide')),
      ['divide total'],
    );
  });

  it('stops sampling when it is sure', async () => {
    const { asks } = await solve(scripted(), { adaptive: true, samples: 12, waves: 4 });
    const waves = asks.filter((ask) => ask === 'sample total/add');
    assert.ok(waves.length < 4, `${waves.length} waves`);
  });

  it('reports the plan, the candidates, the tests and the choice of each function', async () => {
    const { events } = await solve(scripted());
    assert.deepEqual(
      eventsOf(events, 'node').map(({ node }) => node),
      ['total', 'total/numbers', 'total/add'],
    );
    assert.equal(eventsOf(events, 'candidate').filter(({ node }) => node === 'total').length, 4);
    assert.deepEqual(
      eventsOf(events, 'selected').map(({ node, accepted }) => [node, accepted]),
      [
        ['total/numbers', true],
        ['total/add', true],
        ['total', true],
      ],
    );
  });

  it('reports every result of every candidate, and how strong each generated test is', async () => {
    const { events } = await solve(scripted());
    const { matrix } = eventsOf(events, 'matrix').findLast(({ node }) => node === 'total')!;
    const scores = eventsOf(events, 'scores').findLast(({ node }) => node === 'total')!;
    assert.deepEqual(
      [...matrix.rows.keys()].sort(),
      scores.scores.map(({ candidate }) => candidate).sort(),
    );
    for (const row of matrix.rows.values()) assert.equal(row.length, matrix.columns.length);
    const tests = eventsOf(events, 'tests').findLast(({ node }) => node === 'total')!.tests;
    for (const { candidate, trustedPassed, generatedPassed } of scores.scores) {
      const passed = tests.filter((test) => passedOn(matrix, candidate, test));
      assert.equal(passed.length, trustedPassed + generatedPassed);
    }
    const { calls } = eventsOf(events, 'probes').findLast(({ node }) => node === 'total')!;
    const [some] = matrix.rows.keys();
    assert.ok(calls.length > 0 && calls.every((call) => keyOnCall(matrix, some!, call)));
    const generated = matrix.columns.filter(
      ({ check }) => 'source' in check && check.source === 'generated',
    );
    assert.ok(generated.length > 0);
    for (const { check, strength, withheld } of generated) {
      assert.equal(strength === undefined, withheld !== undefined, check.call);
      assert.equal(
        withheld === undefined,
        tests.some(({ id }) => id === check.id),
      );
    }
  });
});

describe('dividing only', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  it('ends with the plan and runs nothing', async () => {
    const { result, runs, asks } = await play(
      divideOnly.solve(contextOf(task)),
      scripted(),
      parser,
    );
    assert.deepEqual(runs, []);
    assert.ok(asks.every((ask) => ask.startsWith('divide')));
    assert.deepEqual([...(result.plan?.functions.keys() ?? [])], ['total', 'numbers', 'add']);
    assert.equal(result.accepted, true);
  });
});
