import { fail, ok, type Result } from '../../../core/result.ts';
import type { WorkerFailure } from '../harness.ts';
import type { TieredFactory } from '../harness-factory.ts';
import { PythonHarness } from './python-harness.ts';
import type { PythonInterpreter } from './python-interpreter.ts';

/** @param find Finds the interpreter; asked again, it answers the same. */
export function pythonFactory(
  find: () => Promise<Result<PythonInterpreter, WorkerFailure>>,
): TieredFactory {
  return {
    name: 'python',
    languageIds: ['python'],
    isolation: 'tier',
    async interpreter() {
      const python = await find();
      if (!python.ok) return fail(python.error);
      const { executable, version, origin } = python.value;
      return ok(`${executable}, ${version.join('.')}, from ${origin}`);
    },
    async create({ tier, policy, assets, tell }) {
      const python = await find();
      if (!python.ok) return fail(python.error);
      const harness = new PythonHarness({ tier, interpreter: python.value, policy, assets });
      const command = tier.command(harness.program(0));
      tell({ kind: 'server', language: 'python', tier: tier.name, command });
      return ok(harness);
    },
  };
}
