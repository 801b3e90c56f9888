/** How a language comes to the runner: a factory, which stands in its row of `languages.ts`. */
import type { Result } from '../../core/result.ts';
import type { LanguageId } from '../../core/text.ts';
import type { RunnerEvent } from './events.ts';
import type { Harness, WorkerFailure } from './harness.ts';
import type { SandboxPolicy } from './policy.ts';
import type { Tier } from './tiers/tier.ts';

/** What a language needs to make its harness. */
export interface HarnessContext {
  readonly policy: SandboxPolicy;
  /** Folder of the runner's assets: what is read by path. */
  readonly assets: string;
  readonly tell: (event: RunnerEvent) => void;
}

export interface TieredContext extends HarnessContext {
  readonly tier: Tier;
}

interface LanguageFactory {
  /** For people, and in reports. */
  readonly name: string;
  readonly languageIds: readonly LanguageId[];
  /** The interpreter, for people; or why there is none. Its answer stays the same. */
  interpreter(): Promise<Result<string, WorkerFailure>>;
}

/** Its workers are processes of this machine: they start inside a sandbox tier, or not at all. */
export interface TieredFactory extends LanguageFactory {
  readonly isolation: 'tier';
  create(context: TieredContext): Promise<Result<Harness, WorkerFailure>>;
}

/**
 * Its workers can reach nothing by themselves: a runtime without an operating system, or a machine
 * elsewhere. It needs no tier, so it runs where none works too.
 */
export interface SelfIsolatedFactory extends LanguageFactory {
  readonly isolation: 'own';
  create(context: HarnessContext): Promise<Result<Harness, WorkerFailure>>;
}

export type HarnessFactory = TieredFactory | SelfIsolatedFactory;
