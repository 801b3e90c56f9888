/** Finds interpreters, chooses the tier and makes the harnesses: each once, when first asked for. */
import { fail, ok, type Result } from '../../core/result.ts';
import type { RunFailure } from '../../core/ports.ts';
import type { LanguageId } from '../../core/text.ts';
import type { RunnerEvent } from './events.ts';
import type { Harness, WorkerFailure } from './harness.ts';
import type { SandboxPolicy } from './policy.ts';
import {
  findPython,
  type InterpreterSearch,
  type NoInterpreter,
  type PythonInterpreter,
} from './python/python-interpreter.ts';
import { PythonHarness } from './python/python-harness.ts';
import type { SandboxReport } from './sandbox-report.ts';
import { chooseTier, type NoTier, type TierChoice } from './tiers/choose.ts';
import type { Tier, TierName } from './tiers/tier.ts';

/** What a language needs to make its harness. */
export interface HarnessContext {
  readonly tier: Tier;
  readonly policy: SandboxPolicy;
  readonly assets: string;
  readonly searchPath: string;
}

/** How a language that is not Python comes in. */
export interface HarnessFactory {
  readonly name: string;
  readonly languageIds: readonly LanguageId[];
  create(context: HarnessContext): Promise<Result<Harness, WorkerFailure>>;
}

export interface HarnessSetOptions {
  /** Folder of the runner's assets: `python/confine.py`, `python/server.py` … */
  readonly assets: string;
  /** The user's explicit word, in machine scope, to run without a sandbox where none works. */
  readonly allowUnsandboxed: boolean;
  readonly python?: Partial<InterpreterSearch>;
  /** Only these tiers are tried, e.g. by tests. */
  readonly tiers?: readonly TierName[];
  readonly factories?: readonly HarnessFactory[];
  readonly policy: SandboxPolicy;
  readonly onEvent: (event: RunnerEvent) => void;
}

interface Ground {
  readonly python: Result<PythonInterpreter, NoInterpreter>;
  readonly choice: Result<TierChoice, NoTier>;
}

export class HarnessSet {
  readonly #options: HarnessSetOptions;
  readonly #harnesses = new Map<string, Promise<Result<Harness, WorkerFailure>>>();
  #ground: Promise<Ground> | undefined;

  constructor(options: HarnessSetOptions) {
    this.#options = options;
  }

  async find(language: LanguageId): Promise<Result<Harness, RunFailure>> {
    const factory = this.#factory(language);
    if (factory === undefined) {
      return fail({
        reason: 'unsupported-language',
        message: `Coppice cannot run ${language} yet.`,
      });
    }
    const { python, choice } = await (this.#ground ??= this.#lay());
    if (!choice.ok) return choice;
    if (factory === 'python' && !python.ok) return python;
    const name = factory === 'python' ? factory : factory.name;
    let harness = this.#harnesses.get(name);
    if (harness === undefined) {
      harness = this.#create(factory, choice.value.tier, python);
      this.#harnesses.set(name, harness);
    }
    return harness;
  }

  async describe(): Promise<SandboxReport> {
    const { python, choice } = await (this.#ground ??= this.#lay());
    const interpreter = python.ok
      ? `${python.value.executable}, ${python.value.version.join('.')}, from ${python.value.origin}`
      : python.error.message;
    const others = choice.ok
      ? await Promise.all((this.#options.factories ?? []).map((factory) => this.#status(factory)))
      : [];
    return {
      platform: `${process.platform} ${process.arch}`,
      ...(choice.ok
        ? { tier: { name: choice.value.tier.name, summary: choice.value.tier.summary } }
        : { problem: choice.error.message }),
      missing: choice.ok ? choice.value.missing : choice.error.missing,
      interpreters: [
        { language: 'python', description: interpreter, usable: python.ok },
        ...others,
      ],
      policy: this.#options.policy,
      allowUnsandboxed: this.#options.allowUnsandboxed,
    };
  }

  async #status(factory: HarnessFactory): Promise<SandboxReport['interpreters'][number]> {
    const language = factory.name;
    const harness = await this.find(factory.languageIds[0] ?? 'javascript');
    return harness.ok
      ? { language, description: harness.value.runtime ?? 'found', usable: true }
      : { language, description: harness.error.message, usable: false };
  }

  #factory(language: LanguageId): HarnessFactory | 'python' | undefined {
    if (language === 'python') return 'python';
    return this.#options.factories?.find(({ languageIds }) => languageIds.includes(language));
  }

  async #lay(): Promise<Ground> {
    const { assets, allowUnsandboxed, tiers } = this.#options;
    const searchPath = this.#searchPath();
    const python = await findPython({ searchPath, ...this.#options.python });
    const choice = await chooseTier({
      assets,
      searchPath,
      allowUnsandboxed,
      ...(python.ok ? { python: python.value } : {}),
      ...(tiers === undefined ? {} : { only: tiers }),
    });
    return { python, choice };
  }

  async #create(
    factory: HarnessFactory | 'python',
    tier: Tier,
    python: Result<PythonInterpreter, NoInterpreter>,
  ): Promise<Result<Harness, WorkerFailure>> {
    const { assets, policy, onEvent } = this.#options;
    if (factory !== 'python') {
      return factory.create({ tier, policy, assets, searchPath: this.#searchPath() });
    }
    if (!python.ok) return python;
    const harness = new PythonHarness({ tier, interpreter: python.value, policy, assets });
    const command = tier.command(harness.program(0));
    onEvent({ kind: 'server', language: 'python', tier: tier.name, command });
    return ok(harness);
  }

  #searchPath(): string {
    return this.#options.python?.searchPath ?? process.env['PATH'] ?? '/usr/bin:/bin';
  }
}
