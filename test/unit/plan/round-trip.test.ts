import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diagnose } from '../../../src/core/plan/diagnose.ts';
import { components, solveOrder } from '../../../src/core/plan/graph.ts';
import { planOf, type PlanSource } from '../../../src/core/plan/plan-of.ts';
import { formatPlan, printPlan } from '../../../src/core/plan/print.ts';
import { plan, planSource } from './generators.ts';

function read(text: string): PlanSource {
  const found = planOf(diagnose(text));
  assert.ok(found.ok, found.ok ? '' : `${found.error.message}\n${text}`);
  return found.value;
}

describe('printing and reading plans', () => {
  it('gives back the plan that was printed', () => {
    fc.assert(
      fc.property(planSource, fc.constantFrom('  ', '    ', '\t'), (source, indent) => {
        const text = printPlan(source, { indent });
        const again = read(text);
        assert.deepEqual([...again.plan.functions], [...source.plan.functions], text);
        assert.deepEqual(
          { ...again, plan: again.plan.root },
          { ...source, plan: source.plan.root },
        );
      }),
      { numRuns: 300 },
    );
  });

  it('gives back the text that was read, where it is canonical', () => {
    fc.assert(
      fc.property(planSource, (source) => {
        const text = printPlan(source);
        assert.equal(formatPlan(text), text);
        assert.equal(printPlan(read(text)), text);
      }),
      { numRuns: 300 },
    );
  });

  it('reads a document with other line ends and indentation as the same plan', () => {
    fc.assert(
      fc.property(planSource, (source) => {
        const text = printPlan(source, { indent: '    ' });
        const other = read(text.replaceAll('\n', '\r\n'));
        assert.deepEqual([...other.plan.functions], [...source.plan.functions]);
        assert.deepEqual(other.header, source.header);
      }),
      { numRuns: 100 },
    );
  });
});

describe('components', () => {
  it('partition the functions, and come after all that they need', () => {
    fc.assert(
      fc.property(plan, (made) => {
        const list = components(made);
        const names = list.flatMap((component) => component.members);
        assert.deepEqual([...names].sort(), [...made.functions.keys()].sort());
        const order = solveOrder(list);
        assert.deepEqual([...order].sort(), list.map((_, index) => index).sort());
        order.forEach((index, at) => {
          const before = new Set(order.slice(0, at));
          for (const needed of list[index]?.needs ?? []) assert.ok(before.has(needed));
        });
        for (const [name, { calls }] of made.functions) {
          const at = list.findIndex((component) => component.members.includes(name));
          for (const called of calls) {
            const other = list.findIndex((component) => component.members.includes(called));
            assert.ok(at === other || list[at]?.needs.includes(other));
            const checked = (made.functions.get(called)?.contract.examples.length ?? 0) > 0;
            assert.ok(checked || at === other, `${called} cannot be judged without ${name}`);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
