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
 * Samples to ask for after `drawn` of them. Where only candidates can judge each other, all that are
 * left are needed, and at once.
 */
export function nextWave(settings: RunSettings, drawn: number, { oracle }: Doubts): number {
  const left = settings.samples - drawn;
  if (oracle === undefined) return left;
  let sum = 0;
  for (const size of waveSizes(settings)) {
    if (sum >= drawn) return Math.min(size, left);
    sum += size;
  }
  return left;
}
