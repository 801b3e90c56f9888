import type { TierName } from './tiers/tier.ts';

/** The live stream of what runs: the integrated terminal shows it. Never the source of a verdict. */
export type RunnerEvent =
  /** A sandboxed server was started: the exact command, and what isolates it. */
  | {
      readonly kind: 'server';
      readonly language: string;
      /** `own`: the language brings its isolation. */
      readonly tier: TierName | 'own';
      readonly command: readonly string[];
    }
  /** A batch ended. */
  | {
      readonly kind: 'batch';
      /** The run that it was for; absent where the caller named none. */
      readonly run?: string;
      readonly language: string;
      readonly programs: number;
      readonly calls: number;
      readonly ms: number;
      /** `finished`, `timeout`, `died` …: see BatchEnd. */
      readonly end: string;
      /** Why, where it did not finish. */
      readonly detail?: string;
    }
  /** A program is done. */
  | {
      readonly kind: 'program';
      readonly program: string;
      readonly passed: number;
      readonly failed: number;
      readonly outcomes: number;
    }
  | { readonly kind: 'log'; readonly line: string };
