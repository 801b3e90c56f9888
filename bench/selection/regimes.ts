import { basename } from 'node:path';
import type { View } from './draws.ts';
import type { Replay } from './evaluate.ts';

/** One way in which candidates and evidence meet: a recorded set, a number of samples, a gate or none. */
export interface Regime {
  readonly name: string;
  readonly set: string;
  readonly replay: Replay;
  readonly view: View;
}

const sizes = [5, 10, 20, 50, 100];

/**
 * The regimes of a set: every size of draw that its tasks have samples for, without and with the examples. Where there
 * are no tests, no rule but agreement has anything to choose by without the examples; there they always gate.
 */
export function regimesOf(file: string, replay: Replay): readonly Regime[] {
  const set = file
    .split('+')
    .map((part) => basename(part).replace(/\.jsonl(\.gz)?$/, ''))
    .join(' + ');
  const { outcomes } = replay;
  const most = Math.min(...outcomes.map(({ ofSample }) => ofSample.length));
  const untested = outcomes.every(({ samples }) => samples.length === 0);
  const gates = outcomes.some(({ examples }) => examples > 0)
    ? untested
      ? [true]
      : [false, true]
    : [false];
  return gates.flatMap((gate) =>
    sizes
      .filter((n) => n <= most)
      .map((n) => ({
        name: `${set}, n = ${n}${gate ? ', gate' : ''}`,
        set,
        replay,
        view: { n, m: Infinity, gate },
      })),
  );
}
