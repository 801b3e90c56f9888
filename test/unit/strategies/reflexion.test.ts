import assert from 'node:assert/strict';
import { reflexion } from '../../../src/core/strategies/reflexion.ts';
import { strategies, strategyNamed } from '../../../src/core/strategies/index.ts';
import { sourceParser } from '../../support/parser.ts';
import { contextOf, play, taskOf } from './kit.ts';
import { fence, scripted, task } from './total-task.ts';

const right =
  "function total(text: string): number {\n  return text.split(',').reduce((a, p) => a + Number(p), 0);\n}";
const wrong = right.replace(', 0)', ', 1)');

describe('repairing what the file has', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  const written = (code: string) => {
    const base = taskOf('typescript', task.contract, task.target.signature, `export ${code}`);
    return { ...base, target: { ...base.target, isStub: false } };
  };

  it('starts from the code and mends it from the failing test', async () => {
    const { result, prompts, asks } = await play(
      reflexion.solve(contextOf(written(wrong))),
      scripted({ 'refine total': [fence(right)] }),
      parser,
    );
    assert.ok(!asks.includes('sample total'));
    assert.ok(prompts.get('refine total')!.includes('it returned 4'));
    assert.equal(result.accepted, true);
    assert.equal(result.functions[0]?.candidate.code, right);
    assert.deepEqual(result.agreement, { agrees: 1, of: 2 }, 'what was broken is no dissenter');
  });

  it('leaves code alone that passes', async () => {
    const { result, asks } = await play(
      reflexion.solve(contextOf(written(right))),
      scripted(),
      parser,
    );
    assert.ok(!asks.includes('refine total'));
    assert.equal(result.functions[0]?.candidate.origin.operator, 'file');
    assert.equal(result.functions[0].candidate.code, right);
  });

  it('samples once where there is only a stub', async () => {
    const { result, asks } = await play(
      reflexion.solve(contextOf(task)),
      scripted({ 'sample total': [fence(right)] }),
      parser,
    );
    assert.equal(asks.filter((ask) => ask === 'sample total').length, 1);
    assert.equal(result.accepted, true);
  });
});

describe('the strategies', () => {
  it('are found by their names', () => {
    for (const strategy of strategies) assert.equal(strategyNamed(strategy.name), strategy);
    assert.equal(strategyNamed('none'), undefined);
    assert.equal(new Set(strategies.map(({ name }) => name)).size, strategies.length);
  });
});
