import assert from 'node:assert/strict';
import type { StrategyEvent } from '../../../src/core/engine/event.ts';
import type { Contract } from '../../../src/core/plan/contract.ts';
import { replacementFor } from '../../../src/core/program/replacement.ts';
import { divideOnly } from '../../../src/core/strategies/divide.ts';
import { funcoder } from '../../../src/core/strategies/funcoder.ts';
import { resample } from '../../../src/core/strategies/resample.ts';
import { sourceParser } from '../../support/parser.ts';
import { contextOf, play, runScript, taskOf, type Play, type Script } from './kit.ts';

const contract: Contract = {
  name: 'total',
  parameters: [{ name: 'text', kind: 'positional', type: 'string' }],
  returns: 'number',
  description: 'Adds up the whole numbers that stand between commas.',
  examples: [
    {
      id: 'example-1',
      call: "total('1,2')",
      source: 'docstring',
      expectation: { kind: 'equals', expected: '3' },
    },
  ],
};
const signature = 'export function total(text: string): number';
const stub = `${signature} {\n  throw new Error('not implemented');\n}`;
const task = taskOf('typescript', contract, signature, stub);

const fence = (code: string) => `\`\`\`typescript\n${code}\n\`\`\``;
const stubOf = (header: string, doc: string) =>
  `/** ${doc} */\nfunction ${header} {\n  throw new Error('not implemented');\n}`;

const goodTotal = 'function total(text: string): number {\n  return add(numbers(text));\n}';
const division = fence(
  [
    goodTotal,
    stubOf(
      'numbers(text: string): number[]',
      'The whole numbers between commas. Empty text has none.',
    ),
    stubOf('add(list: number[]): number', 'The sum.'),
  ].join('\n\n'),
);
const goodNumbers =
  "function numbers(text: string): number[] {\n  return text === '' ? [] : text.split(',').map(Number);\n}";
const badNumbers =
  "function numbers(text: string): number[] {\n  return text.split(',').map(Number);\n}";
const goodAdd =
  'function add(list: number[]): number {\n  return list.reduce((a, b) => a + b, 0);\n}';
const otherAdd =
  'function add(list: number[]): number {\n  let sum = 0;\n  for (const n of list) sum += n;\n  return sum;\n}';

/** Answers by `operator function`; each entry is the answer to one ask, for all its samples. */
function answering(answers: Readonly<Record<string, readonly string[]>>): Script {
  return ({ node, operator, ordinal }, _prompt, samples) => {
    const texts = answers[`${operator} ${node.split('/').at(-1) ?? ''}`];
    if (texts === undefined) return { reason: 'nothing-usable', message: 'not scripted' };
    return Array.from(
      { length: samples },
      (_, at) => texts[(ordinal * samples + at) % texts.length]!,
    );
  };
}

const answers = {
  'divide total': [division],
  'divide numbers': [fence(goodNumbers)],
  'divide add': [fence(goodAdd)],
  'sample numbers': [fence(goodNumbers), fence(badNumbers), fence(goodNumbers)],
  'sample add': [fence(goodAdd), fence(otherAdd), fence(goodAdd)],
  'sample total': [fence(goodTotal)],
  'write-tests numbers': [
    fence(
      "assert.deepStrictEqual(numbers('1,2'), [1, 2]);\nassert.deepStrictEqual(numbers(''), []);",
    ),
  ],
  'write-tests add': [
    fence('assert.deepStrictEqual(add([1, 2]), 3);\nassert.deepStrictEqual(add([]), 0);'),
  ],
  'write-tests total': [
    fence("assert.deepStrictEqual(total('5'), 5);\nassert.deepStrictEqual(total(''), 0);"),
  ],
  'write-probes numbers': [fence("numbers('1')\nnumbers('')\nnumbers('7,8')")],
  'write-probes add': [fence('add([4])\nadd([4, 5])')],
  'write-probes total': [fence("total('9,9')\ntotal('')")],
};

function scripted(
  changes: Readonly<Record<string, readonly string[]>> = {},
  more: Partial<Play> = {},
): Play {
  return { answer: answering({ ...answers, ...changes }), run: runScript, ...more };
}

function of<K extends StrategyEvent['type']>(events: readonly StrategyEvent[], type: K) {
  return events.filter(
    (event): event is Extract<StrategyEvent, { type: K }> => event.type === type,
  );
}

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
    assert.deepEqual(result.agreement, { agrees: 4, of: 4 });
    assert.equal(result.passed.passed, result.passed.of);
  });

  it('writes the result as the file has it', async () => {
    const { result } = await solve(scripted());
    const replacement = replacementFor(task, result.functions);
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
    const scores = of(events, 'scores').find(({ node }) => node === 'total/numbers');
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
    const scores = of(events, 'scores').findLast(({ node }) => node === 'total')!.scores;
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
    assert.ok(of(events, 'note').length > 0 || result.tests.length === 1);
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
    assert.ok(of(events, 'note').some(({ note }) => note.includes('changed from run to run')));
  });

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
    assert.equal(result.accepted, true);
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
    assert.ok(of(events, 'state').some(({ state }) => state === 'failed'));
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

  it('shares a helper that two functions name, and solves it first', async () => {
    const top = fence(
      [
        'function total(text: string): number {\n  return left(text) + right(text);\n}',
        stubOf('left(text: string): number', 'The first number.'),
        stubOf('right(text: string): number', 'The second number.'),
      ].join('\n\n'),
    );
    const side = (name: string, at: number) =>
      fence(
        `function ${name}(text: string): number {\n  return numbers(text)[${at}] ?? 0;\n}\n\n${stubOf('numbers(text: string): number[]', 'All numbers.')}`,
      );
    const { result, asks, events } = await solve(
      scripted({
        'divide total': [top],
        'divide left': [side('left', 0)],
        'divide right': [side('right', 1)],
        'sample total': ['no'],
        'sample left': [side('left', 0)],
        'sample right': [side('right', 1)],
      }),
    );
    assert.equal(result.accepted, true);
    assert.equal(
      asks.filter((ask) => ask.startsWith('sample') && ask.endsWith('numbers')).length,
      1,
    );
    assert.ok(asks.indexOf('sample total/left/numbers') < asks.indexOf('sample total/right'));
    const shared = of(events, 'node').find(({ sharedWith }) => sharedWith !== undefined);
    assert.deepEqual(
      [shared?.node, shared?.sharedWith],
      ['total/right/numbers', 'total/left/numbers'],
    );
  });

  it('keeps apart helpers of one name that two functions mean differently', async () => {
    const top = fence(
      [
        'function total(text: string): number {\n  return left(text) + right(text);\n}',
        stubOf('left(text: string): number', 'The first number.'),
        stubOf('right(text: string): number', 'The second number.'),
      ].join('\n\n'),
    );
    const { result } = await solve(
      scripted({
        'divide total': [top],
        'divide left': [
          fence(
            `function left(text: string): number {\n  return pick(text);\n}\n\n${stubOf('pick(text: string): number', 'The first.')}`,
          ),
        ],
        'divide right': [
          fence(
            `function right(text: string): number {\n  return pick(text, 1);\n}\n\n${stubOf('pick(text: string, at: number): number', 'The one at.')}`,
          ),
        ],
      }),
    );
    const names = [...(result.plan?.functions.keys() ?? [])];
    assert.deepEqual(names, ['total', 'left', 'right', 'pick', 'pick_2']);
    assert.deepEqual(result.plan?.functions.get('right')?.calls, ['pick_2']);
  });

  it('takes a stub that names an ancestor for recursion', async () => {
    const main =
      "function total(text: string): number {\n  return text === '' ? 0 : first(text) + rest(text);\n}";
    const rest =
      "function rest(text: string): number {\n  return total(text.split(',').slice(1).join(','));\n}";
    const { result } = await solve(
      scripted({
        'divide total': [
          fence(
            [
              main,
              stubOf('first(text: string): number', 'The first.'),
              stubOf('rest(text: string): number', 'The total of the rest.'),
            ].join('\n\n'),
          ),
        ],
        'divide rest': [fence(`${rest}\n\n${stubOf('total(text: string): number', 'Adds up.')}`)],
        'sample rest': [fence(rest)],
        'sample total': [fence(main)],
        'divide first': [
          fence("function first(text: string): number {\n  return Number(text.split(',')[0]);\n}"),
        ],
        'write-tests total': [fence("assert.equal(total('1,2,3'), 6);")],
      }),
    );
    assert.equal(result.accepted, true);
    assert.deepEqual([...(result.plan?.functions.keys() ?? [])], ['total', 'first', 'rest']);
    assert.deepEqual(result.plan?.functions.get('rest')?.calls, ['total']);
  });

  it('reports the plan, the candidates, the tests and the choice of each function', async () => {
    const { events } = await solve(scripted());
    assert.deepEqual(
      of(events, 'node').map(({ node }) => node),
      ['total', 'total/numbers', 'total/add'],
    );
    assert.equal(of(events, 'candidate').filter(({ node }) => node === 'total').length, 4);
    assert.deepEqual(
      of(events, 'selected').map(({ node, accepted }) => [node, accepted]),
      [
        ['total/numbers', true],
        ['total/add', true],
        ['total', true],
      ],
    );
    const scores = of(events, 'scores').findLast(({ node }) => node === 'total')!;
    const tests = of(events, 'tests').findLast(({ node }) => node === 'total')!;
    const probes = of(events, 'probes').findLast(({ node }) => node === 'total')!;
    for (const passes of Object.values(scores.passes!))
      assert.equal(passes.length, tests.tests.length);
    for (const outcomes of Object.values(scores.outcomes!))
      assert.equal(outcomes.length, probes.calls.length);
  });
});

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
      scripted({ ...script, 'label total': [fence("assert.deepStrictEqual(total('1, 2'), 3);")] }),
      parser,
    );
    assert.deepEqual(asks.slice(3, 5), ['distinguish total', 'label total']);
    assert.ok(prompts.get('distinguish total')!.includes('Version 2'));
    assert.ok(!prompts.get('label total')!.includes('split'));
    assert.ok(result.functions[0]?.candidate.code.includes('reduce((a, p) => a + Number(p), 0)'));
    assert.ok(!result.functions[0].candidate.code.includes('filter'));
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
    assert.ok(result.functions[0].evidence.length > 0);
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
