/** Chooses the tier and has the harnesses made: each once, when first asked for. */
import { fail, type Result } from '../../core/result.ts';
import type { RunFailure } from '../../core/ports.ts';
import type { LanguageId } from '../../core/text.ts';
import type { Harness, WorkerFailure } from './harness.ts';
import type { HarnessContext, HarnessFactory } from './harness-factory.ts';
import type { SandboxReport } from './sandbox-report.ts';
import { chooseTier, type Launcher, type NoTier, type TierChoice } from './tiers/choose.ts';
import type { TierName } from './tiers/tier.ts';

export interface HarnessSetOptions extends HarnessContext {
  /** The user's explicit word, in machine scope, to run without a sandbox where none works. */
  readonly allowUnsandboxed: boolean;
  /** Only these tiers are tried, e.g. by tests. */
  readonly tiers?: readonly TierName[];
  /** Folders to look for a tier's programs in. */
  readonly searchPath: string;
  /** Finds the Python with which tiers confine a process. */
  readonly launcher: () => Promise<Result<Launcher, unknown>>;
  /** Of those that know a language, the first that can run here is taken. */
  readonly factories: readonly HarnessFactory[];
}

export class HarnessSet {
  readonly #options: HarnessSetOptions;
  readonly #harnesses = new Map<HarnessFactory, Promise<Result<Harness, RunFailure>>>();
  #choice: Promise<Result<TierChoice, NoTier>> | undefined;
  #report: Promise<SandboxReport> | undefined;

  constructor(options: HarnessSetOptions) {
    this.#options = options;
  }

  async find(language: LanguageId): Promise<Result<Harness, RunFailure>> {
    let failure: RunFailure = {
      reason: 'unsupported-language',
      message: `Coppice cannot run ${language} yet.`,
    };
    for (const factory of this.#options.factories) {
      if (!factory.languageIds.includes(language)) continue;
      const harness = await this.#harness(factory);
      if (harness.ok) return harness;
      // What the first of them lacks is the thing to mend.
      if (failure.reason === 'unsupported-language') failure = harness.error;
    }
    return fail(failure);
  }

  describe(): Promise<SandboxReport> {
    return (this.#report ??= this.#describe());
  }

  /** Resolves when no interpreter is looked for and no tier is tried any more. */
  async settled(): Promise<void> {
    await Promise.allSettled([this.#choice, this.#report, ...this.#harnesses.values()]);
  }

  async #describe(): Promise<SandboxReport> {
    const { factories, policy, allowUnsandboxed } = this.#options;
    const choice = await this.#tier();
    return {
      platform: `${process.platform} ${process.arch}`,
      ...(choice.ok
        ? { tier: { name: choice.value.tier.name, summary: choice.value.tier.summary } }
        : { problem: choice.error.message }),
      missing: choice.ok ? choice.value.missing : choice.error.missing,
      interpreters: await Promise.all(
        factories.map(async (factory) => {
          const { name: language } = factory;
          const found = await factory.interpreter();
          const description = found.ok ? found.value : found.error.message;
          return { language, description, usable: found.ok };
        }),
      ),
      policy,
      allowUnsandboxed,
    };
  }

  #harness(factory: HarnessFactory): Promise<Result<Harness, RunFailure>> {
    let harness = this.#harnesses.get(factory);
    if (harness === undefined) {
      harness = this.#create(factory);
      this.#harnesses.set(factory, harness);
    }
    return harness;
  }

  async #create(factory: HarnessFactory): Promise<Result<Harness, WorkerFailure | NoTier>> {
    const { policy, assets, tell } = this.#options;
    if (factory.isolation === 'own') return factory.create({ policy, assets, tell });
    const choice = await this.#tier();
    if (!choice.ok) return choice;
    return factory.create({ policy, assets, tell, tier: choice.value.tier });
  }

  #tier(): Promise<Result<TierChoice, NoTier>> {
    return (this.#choice ??= this.#choose());
  }

  async #choose(): Promise<Result<TierChoice, NoTier>> {
    const { assets, allowUnsandboxed, tiers, searchPath } = this.#options;
    const launcher = await this.#options.launcher();
    return chooseTier({
      assets,
      searchPath,
      allowUnsandboxed,
      ...(launcher.ok ? { python: launcher.value } : {}),
      ...(tiers === undefined ? {} : { only: tiers }),
    });
  }
}
