/** Guests without a sandbox: what they compute is the same, and any machine can run them. */
import { fileURLToPath } from 'node:url';
import type { Outcome } from '../../../../src/core/outcome.ts';
import type { BatchEnd, Call, Harness, Worker } from '../../../../src/node/runner/harness.ts';
import { javascriptHarness } from '../../../../src/node/runner/javascript/javascript-harness.ts';
import { defaultPolicy } from '../../../../src/node/runner/policy.ts';
import { unsandboxedTier } from '../../../../src/node/runner/tiers/unsandboxed.ts';

export const limits = {
  loadMs: 10_000,
  callMs: 10_000,
  memoryMiB: 512,
  outputBytes: 20_000,
  drainItems: 5,
};

export const harness: Harness = javascriptHarness({
  tier: unsandboxedTier(),
  policy: defaultPolicy,
  node: { file: process.execPath, version: process.version, dataMiB: 0, environment: {} },
  assets: fileURLToPath(new URL('../../../../src/node/runner', import.meta.url)),
});

export async function startWorker(): Promise<Worker> {
  const worker = await harness.start({ hashSeed: 7, log: () => undefined });
  if (!worker.ok) throw new Error(worker.error.message);
  return worker.value;
}

export interface Ran {
  readonly end: BatchEnd;
  /** `[program][call]`. */
  readonly outcomes: readonly (readonly (Outcome | undefined)[])[];
  readonly refusals: readonly (string | undefined)[];
  readonly bases: readonly string[];
}

export async function runBatch(
  worker: Worker,
  sources: readonly string[],
  texts: readonly string[],
  options: {
    readonly printed?: boolean;
    readonly callMs?: number;
    readonly enough?: boolean;
    readonly entry?: string;
  } = {},
): Promise<Ran> {
  const outcomes: (Outcome | undefined)[][] = sources.map(() => []);
  const refusals: (string | undefined)[] = sources.map(() => undefined);
  const bases: string[] = [];
  const end = await worker.run(
    {
      programs: sources.map((source) => ({
        source,
        entry: options.entry ?? 'f',
        calls: texts.map((_, i) => i),
      })),
      calls: texts.map((text) => callOf(text)),
      limits: { ...limits, callMs: options.callMs ?? limits.callMs },
      printed: options.printed === true,
    },
    {
      outcome(program, call, outcome, about) {
        const row = outcomes[program];
        if (row !== undefined) row[call] = outcome;
        bases.push(...(about?.bases ?? []));
        return options.enough === true ? 'enough' : 'more';
      },
      refused(program, detail) {
        refusals[program] = detail;
      },
      finished: () => undefined,
    },
    new AbortController().signal,
  );
  return { end, outcomes, refusals, bases };
}

export function callOf(text: string): Call {
  const call = harness.language.literals.call(text);
  if (call === undefined) return { kind: 'code', text };
  return { kind: 'values', args: call.args, keywords: [] };
}

/** Canonical text of what an expression comes to in a guest, or the kind of its outcome. */
export async function valueOf(
  worker: Worker,
  source: string,
  call = 'f()',
  entry = 'f',
): Promise<string> {
  const { outcomes, refusals } = await runBatch(worker, [source], [call], { entry });
  const outcome = outcomes[0]?.[0];
  if (outcome === undefined) return `refused: ${refusals[0] ?? ''}`;
  if (outcome.kind === 'value') return outcome.value;
  if (outcome.kind === 'exception') return `${outcome.type}: ${outcome.message}`;
  return 'detail' in outcome ? `${outcome.kind}: ${outcome.detail}` : outcome.kind;
}
