import type { RunRequest } from '../../core/ports.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Harness, NamedByCalls } from './harness.ts';
import type { ModuleKeys } from './module-keys.ts';
import type { ScheduledProgram } from './run-schedule.ts';

/** Programs in the language that is really run, with what they may import; an error text where not. */
export function preparePrograms(
  request: RunRequest,
  harness: Harness,
  keys: ModuleKeys,
): readonly Result<ScheduledProgram, string>[] {
  const { programs, language, modules } = request;
  const named = namedByCalls(request);
  const called = request.checks.map(({ call }) => call).join('\n');
  const reachOfCalls = harness.reach?.(called, 'call') ?? 'itself';
  return programs.map(({ source: written, entry }) => {
    const prepared = harness.prepare?.(written, language, named) ?? ok(written);
    if (!prepared.ok) return prepared;
    const source = prepared.value;
    const imports = modules !== undefined && harness.imports(source, modules);
    const own = harness.reach?.(source, 'program') ?? 'itself';
    const reach = imports || reachOfCalls === 'process' ? 'process' : own;
    return ok({ source, entry, reach, ...(imports ? { modules: keys.keyed(modules) } : {}) });
  });
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
