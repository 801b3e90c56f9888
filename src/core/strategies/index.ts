import { divideOnly } from './divide.ts';
import { funcoder } from './funcoder.ts';
import { optimiseCode } from './optimise.ts';
import { parsel } from './parsel.ts';
import { reflexion } from './reflexion.ts';
import { resample } from './resample.ts';
import type { Strategy } from '../engine/strategy.ts';

/** Every Strategy that settings can name. */
export const strategies: readonly Strategy[] = [
  funcoder,
  parsel,
  resample,
  reflexion,
  optimiseCode,
  divideOnly,
];

/** The Strategy of that name; undefined where there is none. */
export function strategyNamed(name: string): Strategy | undefined {
  return strategies.find((strategy) => strategy.name === name);
}
