import { checkText, randomText } from '../../../bench/fuzz-plan-cases.ts';
import { SeededRandom } from '../../../src/core/random.ts';

describe('fuzzing the plan reader', () => {
  it('finds no crash and no broken promise in a short run with a fixed seed', () => {
    const seeds = ['f(x): f\n1 -> 1\n  g(a, b=[1, 2]) -> c: g\n  | more\n    f\n'];
    const random = new SeededRandom('plan fuzz');
    for (let n = 0; n < 1200; n += 1) checkText(randomText(random, seeds));
  });
});
