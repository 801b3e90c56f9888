import { cliPlay } from './cli-play.ts';
import { enginePlay } from './engine-play.ts';
import { killAtRandom, moments, seed } from './random-moments.ts';

describe(`a run killed at ${moments} random moments (seed ${seed})`, () => {
  it('ends as the undisturbed run and pays for nothing twice, on the command line', () =>
    killAtRandom(cliPlay));

  it('does so with every kind of step, on the engine alone', () => killAtRandom(enginePlay));
});
