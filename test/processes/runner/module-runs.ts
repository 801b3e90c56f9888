/** Runs programs with modules of the workspace, for tests. */
import assert from 'node:assert/strict';
import type { Outcome } from '../../../src/core/outcome.ts';
import type { RunRequest } from '../../../src/core/ports.ts';
import { SandboxedRunner } from '../../../src/node/runner/sandboxed-runner.ts';
import { runnerAssets } from './runner-assets.ts';

export const never = new AbortController().signal;

export function moduleRunner(): SandboxedRunner {
  return new SandboxedRunner({ assets: runnerAssets, allowUnsandboxed: false });
}

export async function outcomesOf(
  runner: SandboxedRunner,
  request: Pick<RunRequest, 'language' | 'modules'>,
  sources: readonly string[],
  calls: readonly string[],
): Promise<readonly (readonly Outcome[])[]> {
  const programs = sources.map((source, i) => ({ id: String(i), source, entry: 'f' }));
  const checks = calls.map((call) => ({ id: call, call }));
  const reply = await runner.run({ ...request, programs, checks }, { signal: never });
  assert.ok(reply.ok, reply.ok ? '' : reply.error.message);
  return reply.value.results.map((row) => row.map(({ outcome }) => outcome));
}

export function shown(outcome: Outcome | undefined): string {
  if (outcome?.kind === 'value') return outcome.value;
  if (outcome?.kind === 'exception') return `${outcome.type}: ${outcome.message}`;
  return outcome !== undefined && 'detail' in outcome
    ? `${outcome.kind}: ${outcome.detail}`
    : String(outcome?.kind);
}
