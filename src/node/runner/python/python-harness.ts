/** Python behind the Harness interface. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModuleSet } from '../../../core/module-set.ts';
import type { Result } from '../../../core/result.ts';
import { python } from '../../../core/languages/python/language.ts';
import type { Harness, Reach, Worker, WorkerFailure, WorkerOptions } from '../harness.ts';
import type { SandboxPolicy } from '../policy.ts';
import { candidateFilter } from '../tiers/filters.ts';
import { assembleFilter } from '../tiers/seccomp.ts';
import { machineOf } from '../tiers/syscalls.ts';
import type { SandboxedProgram, Tier } from '../tiers/tier.ts';
import type { PythonInterpreter } from './python-interpreter.ts';
import { importsWorkspace } from './workspace-modules.ts';
import { PythonWorker } from './python-worker.ts';
import { reachOf } from './reach.ts';
import { pythonChannels } from './server-link.ts';

export interface PythonHarnessOptions {
  readonly tier: Tier;
  readonly interpreter: PythonInterpreter;
  readonly policy: SandboxPolicy;
  /** Folder that holds `python/server.py`. */
  readonly assets: string;
}

/** For expected expressions such as `math.sqrt(2)` or `Counter("aab")`. */
const expressionPrelude = `
import collections, datetime, decimal, fractions, functools, itertools, math, operator, re, string
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, comb, e, factorial, floor, gcd, inf, isclose, log, nan, pi, sqrt
`;

/** What a forked child runs, one namespace in all: programs, or a judge and the program it judges. */
const childParts = [
  'encode.py',
  'child.py',
  'snapshot.py',
  'outcome.py',
  'prepared.py',
  'workspace.py',
  'exchange.py',
  'session.py',
  'mirror.py',
  'printed.py',
  'judge.py',
];

export class PythonHarness implements Harness {
  readonly language = python;
  readonly expressionPrelude = expressionPrelude;
  readonly #options: PythonHarnessOptions;
  #childCode: Promise<string> | undefined;

  constructor(options: PythonHarnessOptions) {
    this.#options = options;
  }

  reach(source: string, kind: 'program' | 'call'): Reach {
    return reachOf(source, kind);
  }

  imports(source: string, modules: ModuleSet): boolean {
    return importsWorkspace(source, modules);
  }

  /** The sandboxed program, e.g. to show its command. */
  program(hashSeed: number): SandboxedProgram {
    const { interpreter, policy, assets } = this.#options;
    return {
      file: interpreter.executable,
      args: [join(assets, 'python', 'server.py')],
      environment: { ...policy.environment, PYTHONHASHSEED: String(hashSeed) },
      readable: [...interpreter.readable, ...policy.readable],
      channels: pythonChannels,
      kind: 'forks',
    };
  }

  async start(options: WorkerOptions): Promise<Result<Worker, WorkerFailure>> {
    const { tier, interpreter, policy } = this.#options;
    const childCode = await (this.#childCode ??= this.#readChildCode());
    const machine = machineOf(process.arch);
    const filtered =
      (tier.name === 'bubblewrap' || tier.name === 'landlock') && machine !== undefined;
    return PythonWorker.start({
      child: tier.launch(this.program(options.hashSeed)),
      policy,
      childCode,
      path: interpreter.path,
      filter: filtered ? assembleFilter(candidateFilter, machine) : null,
      hashSeed: options.hashSeed,
      log: options.log,
    });
  }

  async #readChildCode(): Promise<string> {
    const folder = join(this.#options.assets, 'python');
    const parts = await Promise.all(childParts.map((name) => readFile(join(folder, name), 'utf8')));
    return parts.join('\n');
  }
}
