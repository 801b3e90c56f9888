import { aces } from './aces.ts';
import { agreement } from './agreement.ts';
import { b4 } from './b4.ts';
import { balance } from './balance.ts';
import { cascade } from './cascade.ts';
import { codet } from './codet.ts';
import { consensus } from './consensus.ts';
import { anyCandidate, firstCandidate } from './controls.ts';
import { exact } from './exact.ts';
import { maxPass } from './max-pass.ts';
import type { Selector } from './selector.ts';
import { sstar } from './sstar.ts';

/** Every selector, the default first. */
export const selectors: readonly Selector[] = Object.freeze([
  balance,
  cascade,
  agreement,
  b4,
  codet,
  consensus,
  exact,
  maxPass,
  aces,
  sstar,
  anyCandidate,
  firstCandidate,
]);

/** The selector of that name; undefined where there is none. */
export function selectorNamed(name: string): Selector | undefined {
  return selectors.find((selector) => selector.name === name);
}
