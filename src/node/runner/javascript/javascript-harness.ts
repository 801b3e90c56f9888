/** JavaScript and TypeScript: see `guest/server.cjs` for what runs inside the sandbox. */
import { dirname, join } from 'node:path';
import { fail, ok, type Result } from '../../../core/result.ts';
import { javascript } from '../../../core/languages/javascript/language.ts';
import type { Harness, WorkerFailure } from '../harness.ts';
import type { SandboxPolicy } from '../policy.ts';
import type { SandboxedProgram, Tier } from '../tiers/tier.ts';
import { GuestProcess } from './guest-process.ts';
import { JavascriptWorker, type StartGuest } from './javascript-worker.ts';
import type { NodeInterpreter } from './node-interpreter.ts';
import { prepareExpression, prepareScript } from './prepare.ts';
import { importsWorkspace, PreparedModules } from './prepared-modules.ts';

export interface JavascriptHarnessOptions {
  readonly tier: Tier;
  readonly policy: SandboxPolicy;
  readonly node: NodeInterpreter;
  /** Folder that holds `javascript/guest`. */
  readonly assets: string;
}

/** Heap of guests that are started before anyone asked for one, in MiB. */
const usualMemoryMiB = 512;
/** What Node comes to need of writable memory beside its heap and what it maps at its start, in MiB. */
const runtimeMiB = 128;
const startLimitMs = 15_000;
/** Words by which programs get at what all programs of a realm share. */
const shared =
  /\b(?:constructor|prototype|__proto__|getPrototypeOf|setPrototypeOf|defineProperty|defineProperties|Symbol|Reflect|Proxy|Intl|Iterator|RegExp|globalThis|global|eval|Function|require|process|import)\b/;

export function javascriptHarness(options: JavascriptHarnessOptions): Harness {
  const modules = new PreparedModules();
  return {
    language: javascript,
    prepare: prepareScript,
    prepareExpression,
    reach: (source) => (shared.test(source) ? 'modules' : 'itself'),
    imports: importsWorkspace,
    expressionPrelude: '',
    async start({ hashSeed, log }) {
      const startGuest: StartGuest = (memoryMiB) => start(options, memoryMiB, hashSeed, log);
      const first = await startGuest(usualMemoryMiB);
      if (!first.ok) return first;
      return ok(new JavascriptWorker(startGuest, hashSeed, modules, first.value, usualMemoryMiB));
    },
  };
}

/** The process that a guest is: what its tier launches. */
export function javascriptGuestProgram(
  { policy, node, assets }: JavascriptHarnessOptions,
  memoryMiB: number,
  hashSeed: number,
): SandboxedProgram {
  const folder = join(assets, 'javascript', 'guest');
  const isEditor = Object.keys(node.environment).length > 0;
  return {
    file: node.file,
    args: [
      // The server's own realm needs none, so what escapes into it can make none.
      '--disallow-code-generation-from-strings',
      '--unhandled-rejections=none',
      `--max-old-space-size=${memoryMiB}`,
      `--hash-seed=${hashSeed}`,
      join(folder, 'server.cjs'),
    ],
    // OpenSSL would not start without a configuration that it may read.
    environment: { ...policy.environment, ...node.environment, OPENSSL_CONF: '/dev/null' },
    // An editor's executable has its data beside it.
    readable: isEditor ? [folder, dirname(node.file)] : [folder],
    channels: 1,
    kind: 'threads',
    ...(node.dataMiB === 0 ? {} : { dataMiB: memoryMiB + node.dataMiB + runtimeMiB }),
  };
}

async function start(
  options: JavascriptHarnessOptions,
  memoryMiB: number,
  hashSeed: number,
  log: (line: string) => void,
): Promise<Result<GuestProcess, WorkerFailure>> {
  const { tier, node } = options;
  const program = javascriptGuestProgram(options, memoryMiB, hashSeed);
  log(tier.command(program).join(' '));
  const guest = new GuestProcess(tier.launch(program));
  const problem = await ready(guest);
  if (problem === undefined) return ok(guest);
  await guest.kill();
  return fail({
    reason: 'no-interpreter',
    message: `${node.file} does not start in the sandbox: ${problem}`,
  });
}

/** Undefined once the guest takes orders, else what went wrong. */
function ready(guest: GuestProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    const settle = (problem: string | undefined): void => {
      clearTimeout(timer);
      guest.listen(undefined);
      resolve(problem);
    };
    const timer = setTimeout(
      () => settle(`no answer within ${startLimitMs / 1000} s`),
      startLimitMs,
    );
    guest.listen({
      record: (record) =>
        settle(record.kind === 'ready' ? undefined : `an unexpected ${record.kind}`),
      ended: settle,
    });
  });
}
