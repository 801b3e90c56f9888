import { performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import type { Program, RunRequest } from '../../core/ports.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Harness, NamedByCalls } from './harness.ts';
import type { ModuleKeys } from './module-keys.ts';
import type { ScheduledProgram } from './run-schedule.ts';

/** Longest that programs are prepared in one go, in ms: others have their turn in between. */
const longestMs = 10;

/** Programs in the language that is really run, with what they may import; an error text where not. */
export async function preparePrograms(
  request: RunRequest,
  harness: Harness,
  keys: ModuleKeys,
): Promise<readonly Result<ScheduledProgram, string>[]> {
  const { programs, language, modules } = request;
  const named = namedByCalls(request);
  const called = request.checks.map(({ call }) => call).join('\n');
  const reachOfCalls = harness.reach?.(called, 'call') ?? 'itself';
  const prepare = ({ source: written, entry }: Program): Result<ScheduledProgram, string> => {
    const prepared = harness.prepare?.(written, language, named) ?? ok(written);
    if (!prepared.ok) return prepared;
    const source = prepared.value;
    const imports = modules !== undefined && harness.imports(source, modules);
    const own = harness.reach?.(source, 'program') ?? 'itself';
    const reach = imports || reachOfCalls === 'process' ? 'process' : own;
    return ok({ source, entry, reach, ...(imports ? { modules: keys.keyed(modules) } : {}) });
  };
  const all: Result<ScheduledProgram, string>[] = [];
  let since = performance.now();
  for (const program of programs) {
    all.push(prepare(program));
    if (performance.now() - since < longestMs) continue;
    await turn();
    since = performance.now();
  }
  return all;
}

function namedByCalls({ modules, checks }: RunRequest): NamedByCalls | undefined {
  if (modules === undefined) return undefined;
  const calls = checks.flatMap((check) => {
    if (!('expectation' in check)) return [check.call];
    const { expectation } = check;
    if (expectation.kind === 'equals') return [check.call, expectation.expected];
    return [expectation.kind === 'holds' ? expectation.assertion : check.call];
  });
  return { modules, calls: calls.join('\n') };
}
