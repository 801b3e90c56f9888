import { decodeEntry } from '../engine/journal.ts';
import type { RunEnds } from '../ports.ts';
import type { RunSettings } from '../settings.ts';
import type { Task } from '../task.ts';
import { exactly, span, type Span } from './span.ts';

/** What was asked in an earlier run, and the tokens that it took. */
export interface PastRun {
  readonly task: Task;
  readonly settings: RunSettings;
  readonly tokens: number;
}

/**
 * The run of a journal's ends, where it came to its end by itself and paid for all its answers.
 * Others say nothing about what such a run takes.
 */
export function pastRunOf(ends: RunEnds): PastRun | undefined {
  const first = decodeEntry(ends.first, 1);
  const last = decodeEntry(ends.last, 2);
  if (!first.ok || first.value.type !== 'started' || first.value.forkOf !== undefined) {
    return undefined;
  }
  if (!last.ok || last.value.type !== 'ended') return undefined;
  if (last.value.state !== 'solved' && last.value.state !== 'unsolved') return undefined;
  const { task, settings } = first.value;
  return { task, settings, tokens: last.value.tokens };
}

/** Fewer runs than this correct nothing: one odd run would. */
const fewest = 3;

/**
 * By how much to multiply what is expected, from how many times the expected amount earlier runs
 * took: their median. The outer ends only move outwards, for what happened once may happen again.
 */
export function scaleOf(ratios: readonly number[]): {
  readonly factor: Span;
  readonly runs: number;
} {
  const sorted = [...ratios].sort((a, b) => a - b);
  const [least] = sorted;
  const most = sorted.at(-1);
  if (least === undefined || most === undefined || sorted.length < fewest) {
    return { factor: exactly(1), runs: 0 };
  }
  const half = sorted.length / 2;
  const median = ((sorted[Math.ceil(half) - 1] ?? least) + (sorted[Math.floor(half)] ?? most)) / 2;
  return { factor: span(Math.min(median, 1), median, Math.max(median, 1)), runs: sorted.length };
}
