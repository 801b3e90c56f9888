import { efforts, type Effort } from '../../core/effort.ts';

/** The efforts that a server says it knows, where it refuses one; empty where it names none. */
export function effortsTold(said: string): readonly Effort[] {
  const list = /(?:supported values|supported|allowed|expected|one of|must be)\b(.*)$/i.exec(said);
  const words = (list?.[1] ?? '').toLowerCase().split(/[^a-z]+/);
  return efforts.filter((effort) => words.includes(effort));
}

/** Tokens that an effort comes to where a server wants their number. */
export const effortTokens: Readonly<Record<Effort, number>> = {
  none: 0,
  minimal: 512,
  low: 1024,
  medium: 4096,
  high: 16_384,
  xhigh: 32_768,
};
