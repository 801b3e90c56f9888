import { fail } from '../core/result.ts';
import type { GivenModel } from './coppice.ts';

/** For what asks no model: a run is shown again, or code that is there is run. */
export const noModel: GivenModel = {
  model: {
    id: 'none',
    complete: () =>
      Promise.resolve(fail({ reason: 'not-configured', message: 'Nothing is asked of a model.' })),
  },
  prices: {},
};
