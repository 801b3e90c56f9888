import assert from 'node:assert/strict';
import type { Parameter } from '../../../src/core/contract.ts';
import { isReferenceFitting } from '../../../src/core/strategies/oracle.ts';
import { funcoder } from '../../../src/core/strategies/funcoder.ts';
import { targetJob } from '../../../src/core/strategies/job.ts';
import { resample } from '../../../src/core/strategies/resample.ts';
import { sourceParser } from '../../support/parser.ts';
import { contextOf, play } from './kit.ts';
import { fence, scripted, task } from './total-task.ts';

describe('a slow reference', () => {
  const parser = sourceParser();
  after(() => parser.dispose());
  const body = (code: string) => fence(`function total(text: string): number {\n${code}\n}`);
  // All but the last add what is no whole number, too.
  const wrong = [
    body("  return text.split(',').reduce((sum, part) => sum + (Number(part) || 0), 0);"),
    body(
      "  let sum = 0;\n  for (const part of text.split(',')) sum += Number(part) || 0;\n  return sum;",
    ),
  ];
  const right = body(
    "  return text.split(',').filter((p) => /^\\d+$/.test(p)).reduce((sum, p) => sum + Number(p), 0);",
  );
  // Some thirty inputs in all: enough to judge by, and few enough to be quick.
  const generator = `function random_arguments(rng, size) {
  const parts = ['1', '22', '1.5', '-3', 'x', ''];
  return [[rng.choice(parts), rng.choice(parts)].join(',')];
}
function is_allowed(text) {
  return typeof text === 'string';
}`;
  const reference = (isWhole: string) =>
    fence(
      `function total_reference(text: string): number {\n  let sum = 0;\n  for (const part of text.split(',')) {\n    if (${isWhole}) sum += Number(part);\n  }\n  return sum;\n}\n${generator}`,
    );
  const literal = reference("part !== '' && [...part].every((c) => '0123456789'.includes(c))");
  const answers = {
    'write-tests total': [
      fence(
        "assert.equal(total('5'), 5);\nassert.equal(total('7,8'), 15);\nassert.equal(total('2,3,4'), 9);",
      ),
    ],
    'write-reference total': [literal],
  };
  const grow = (changes: Readonly<Record<string, readonly string[]>>) =>
    play(
      resample.solve(
        contextOf(task, { samples: 4, testSamples: 1, adaptive: true, reference: true }),
      ),
      scripted({ ...answers, ...changes }),
      parser,
    );

  it('proves the first sample that is right in three requests', async () => {
    const { result, asks } = await grow({ 'sample total': [right] });
    assert.equal(result.verdict?.level, 'proven', result.verdict?.why);
    assert.deepEqual([...asks].sort(), [
      'sample total',
      'write-reference total',
      'write-tests total',
    ]);
    assert.ok((result.agreement.reference ?? 0) >= 20);
  });

  it('proves what the division wrote in three requests, of which one waits for another', async () => {
    const { result, asks, roundTrips } = await play(
      funcoder.solve(
        contextOf(task, { samples: 4, testSamples: 1, adaptive: true, reference: true }),
      ),
      scripted({ ...answers, 'divide total': [right] }),
      parser,
    );
    assert.equal(result.verdict?.level, 'proven', result.verdict?.why);
    assert.deepEqual([...asks].sort(), [
      'divide total',
      'write-reference total',
      'write-tests total',
    ]);
    assert.equal(roundTrips, 2);
  });

  it('has the function sampled anew where what the division wrote is wrong', async () => {
    const { result, asks } = await play(
      funcoder.solve(
        contextOf(task, { samples: 4, testSamples: 1, adaptive: true, reference: true }),
      ),
      scripted({ ...answers, 'divide total': [wrong[0] ?? ''], 'sample total': [right] }),
      parser,
    );
    assert.ok(result.functions[0]?.candidate.code.includes('filter'));
    assert.equal(result.verdict?.level, 'proven', result.verdict?.why);
    assert.equal(asks.filter((ask) => ask === 'sample total').length, 1);
  });

  it('finds the one that is right among others, and asks for no more then', async () => {
    const { result, asks } = await grow({ 'sample total': [...wrong, right, right, right, right] });
    assert.ok(result.functions[0]?.candidate.code.includes('filter'));
    assert.equal(result.verdict?.level, 'proven', result.verdict?.why);
    assert.ok(!asks.includes('distinguish total'));
  });

  it('judges on allowed inputs too that its own generator does not think of', async () => {
    const narrow = literal.replace(
      /function random_arguments[^}]*\}/,
      'function random_arguments(rng, size) {\n  return [String(rng.randint(0, 9999))];\n}',
    );
    const two = body("  const [a, b = '0'] = text.split(',');\n  return Number(a) + Number(b);");
    const { result, runs } = await grow({
      'sample total': [two, right, right, right, right],
      'write-tests total': [fence("assert.equal(total('5'), 5);\nassert.equal(total('7,8'), 15);")],
      'write-reference total': [narrow],
    });
    assert.ok(result.functions[0]?.candidate.code.includes('filter'));
    const guarded = runs.flatMap(({ checks }) =>
      checks.filter(({ call }) => call.startsWith('is_allowed(')),
    );
    assert.equal(guarded.length, 60);
  });

  it('alone against all is a question, and proves nothing', async () => {
    const { result, questions } = await grow({
      'sample total': [right],
      'write-reference total': [
        reference(
          "part !== '22' && part !== '' && [...part].every((c) => '0123456789'.includes(c))",
        ),
      ],
    });
    assert.equal(result.verdict?.level, 'unproven');
    assert.match(result.verdict.why ?? '', /slow reference .* gives something else/);
    assert.equal(questions.length, 1);
  });

  it('that fails an example itself has no vote', async () => {
    const { result, asks } = await grow({
      'sample total': [right],
      'write-reference total': [reference("part === '1'")],
    });
    assert.ok(asks.includes('write-probes total'));
    assert.equal(result.agreement.reference, undefined);
    assert.equal(result.functions[0]?.candidate.code.includes('filter'), true);
  });

  it('fits functions of plain data alone', () => {
    const fits = (type: string, returns: string, more = {}) => {
      const parameters: readonly Parameter[] = [{ name: 'a', kind: 'positional', type }];
      const contract = { ...task.contract, parameters, returns, ...more };
      return isReferenceFitting(targetJob({ ...task, contract }));
    };
    assert.ok(fits('ReadonlyArray<{ name: string; at?: number }>', 'Map<string, number[]>'));
    assert.ok(fits("'up' | 'down'", 'boolean'));
    assert.ok(!fits('(item: string) => boolean', 'string'));
    assert.ok(!fits('Account', 'string'));
    assert.ok(!fits('string', 'void'));
    assert.ok(!fits('string', 'string', { async: true }));
  });
});
