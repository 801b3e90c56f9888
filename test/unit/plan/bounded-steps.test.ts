import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diagnose } from '../../../src/core/plan/diagnose.ts';
import { FreeNames } from '../../../src/core/plan/free-name.ts';
import { touching } from '../../../src/core/plan/touching.ts';

describe('what a plan costs whoever reads it', () => {
  it('is two names looked at for each that is made, however many want the same', () => {
    const free = new FreeNames(['a', 'a_2', 'a_3']);
    assert.deepEqual(
      [free.take('a'), free.take('a'), free.take('b'), free.take('b')],
      ['a_4', 'a_5', 'b', 'b_2'],
    );
    const many = new FreeNames(['helper']);
    for (let i = 0; i < 10_000; i++) many.take('helper');
    assert.ok(many.steps <= 20_000, `${many.steps} steps`);
  });

  it('is no list of all that has a name for each line that mentions it', () => {
    const count = 400;
    const below = (name: string, inner: string): string => `  ${name}(x): does\n    ${inner}\n`;
    const twice = below('a', 'b(x): does') + below('c', 'b(x): does');
    const { diagnostics } = diagnose(
      `f(x): does\n${twice.repeat(count)}  g(x): does\n${'    b\n'.repeat(count)}`,
    );
    const ambiguous = diagnostics.filter(({ code }) => code === 'ambiguous-name');
    assert.equal(ambiguous.length, count);
    for (const { related = [] } of diagnostics) assert.ok(related.length <= 10);
  });

  it('is a few steps for each question of what a range touches, answered as by looking at all', () => {
    const range = fc
      .tuple(fc.nat(60), fc.nat(12))
      .map(([start, length]) => ({ start, end: start + length }));
    fc.assert(
      fc.property(fc.array(range), range, (ranges, asked) => {
        const all = ranges.some(({ start, end }) => start < asked.end && end > asked.start);
        assert.equal(touching(ranges)(asked), all);
      }),
    );
  });
});
