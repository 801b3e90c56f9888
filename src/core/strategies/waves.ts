import type { Candidate } from '../candidate.ts';
import { writtenOperator } from '../program/written-code.ts';
import type { RunSettings } from '../settings.ts';
import type { Doubts } from './doubts.ts';

/**
 * Samples per wave: all at once, or where sampling is adaptive one that is to be proven, and then more
 * one wave after the other.
 */
export function waveSizes({ samples, adaptive, waves }: RunSettings): readonly number[] {
  if (!adaptive || waves < 2) return samples > 0 ? [samples] : [];
  const sizes: number[] = [];
  for (let left = samples; left > 0;) {
    const size = sizes.length + 1 >= waves ? left : Math.min(left, sizes.length < 2 ? 1 : 2);
    sizes.push(size);
    left -= size;
  }
  return sizes;
}

/**
 * Samples to begin with. Where sampling is adaptive and the division has written the function, that is the one
 * to be proven.
 */
export function firstWave(settings: RunSettings, drafts: readonly Candidate[]): number {
  const isDrafted = drafts.some(({ origin }) => origin.operator !== writtenOperator);
  if (isDrafted && settings.adaptive && settings.waves > 1) return 0;
  return waveSizes(settings)[0] ?? 0;
}

/** Fewest candidates that can judge each other, where nobody else does. */
const jury = 4;

/**
 * Samples to ask for after `drawn` of them. Where only candidates can judge each other, half of those
 * allowed are needed at once, and then the rest.
 */
export function nextWave(settings: RunSettings, drawn: number, { oracle }: Doubts): number {
  const left = settings.samples - drawn;
  if (!settings.adaptive) return left;
  if (oracle === undefined) {
    const size = Math.max(jury, Math.ceil(settings.samples / 2));
    return drawn < jury ? Math.min(left, size) : left;
  }
  let sum = 0;
  for (const size of waveSizes(settings)) {
    if (sum >= drawn) return Math.min(size, left);
    sum += size;
  }
  return left;
}
