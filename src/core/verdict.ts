import type { Question } from './question.ts';

/**
 * How much a result deserves to be believed.
 *
 * - `proven`: tests that are trusted, or true, ran and decided.
 * - `unproven`: it ran, and too little speaks for it, or something is open.
 * - `failed`: nothing usable: no candidate, none that works, or a trusted test fails.
 */
export type VerdictLevel = 'proven' | 'unproven' | 'failed';

/** What is said of one result. */
export interface Verdict {
  readonly level: VerdictLevel;
  /** What stands in its line instead of counts, where those say nothing. */
  readonly summary?: string;
  /** Why it is not proven, in one sentence. */
  readonly why?: string;
  /** What would prove it, in one sentence. */
  readonly wanted?: string;
  /** What the budget had no room for: `tests`, `inputs`, … */
  readonly leftOut?: readonly string[];
  /** What only the user can settle, where nobody was there to answer. */
  readonly open?: Question;
}

/** What each level is called and how it is drawn: the same in editor, terminal and report. */
export interface LevelLook {
  readonly word: 'Proven' | 'Unproven' | 'Failed';
  /** Name of a codicon. */
  readonly icon: 'pass' | 'warning' | 'error';
  /** One character for terminals. */
  readonly mark: '✓' | '!' | '✗';
}

export const levelLooks: Readonly<Record<VerdictLevel, LevelLook>> = {
  proven: { word: 'Proven', icon: 'pass', mark: '✓' },
  unproven: { word: 'Unproven', icon: 'warning', mark: '!' },
  failed: { word: 'Failed', icon: 'error', mark: '✗' },
};

/**
 * Exit codes of everything that ends with a verdict: the command line, hooks, tools. `docs/verdicts.md`
 * says the same to users.
 */
export const exitCodes = {
  /** The result is proven, or the command did its work. */
  proven: 0,
  /** The run ended and nothing usable came of it. */
  failed: 1,
  /** The command line or a file it names is wrong. */
  usage: 2,
  /** No model or no sandbox to be had, or the model answered no request. */
  unavailable: 3,
  /** There is a result, which is not proven. Only `--apply=unproven` writes it. */
  unproven: 4,
  /** Stopped by Ctrl-C. */
  cancelled: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The part of a Solution that tells its level. */
interface Judged {
  readonly accepted: boolean;
  readonly functions: readonly unknown[];
  readonly verdict?: Verdict;
}

/** The level of a solution; of one from an older journal, what its other facts say. */
export function levelOf(solution: Judged | undefined): VerdictLevel {
  if (solution === undefined) return 'failed';
  if (solution.verdict !== undefined) return solution.verdict.level;
  if (solution.accepted) return 'proven';
  return solution.functions.length > 0 ? 'unproven' : 'failed';
}
