import { divideOnly } from './divide.ts';
import { funcoder } from './funcoder.ts';
import { optimiseCode } from './optimise.ts';
import { parsel } from './parsel.ts';
import { propose } from './propose.ts';
import { reflexion } from './reflexion.ts';
import { resample } from './resample.ts';
import { verify } from './verify.ts';
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

/** Those of side runs, which grow nothing: a stub is proposed, or what is written is run. */
export const sideStrategies = { propose, verify } as const;

/** The Strategy of that name; undefined where there is none. */
export function strategyNamed(name: string): Strategy | undefined {
  return strategies.find((strategy) => strategy.name === name);
}
