import { fail, ok, type Result } from '../../../core/result.ts';
import type { WorkerFailure } from '../harness.ts';
import type { TieredFactory } from '../harness-factory.ts';
import { javascriptHarness } from './javascript-harness.ts';
import type { NodeInterpreter } from './node-interpreter.ts';

/**
 * JavaScript and TypeScript.
 *
 * @param find Finds the Node that runs them; asked again, it answers the same.
 */
export function javascriptFactory(
  find: () => Promise<Result<NodeInterpreter, WorkerFailure>>,
): TieredFactory {
  return {
    name: 'javascript',
    languageIds: ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'],
    isolation: 'tier',
    async interpreter() {
      const node = await find();
      return node.ok ? ok(`${node.value.file}, ${node.value.version}`) : fail(node.error);
    },
    async create({ tier, policy, assets }) {
      const node = await find();
      if (!node.ok) return fail(node.error);
      return ok(javascriptHarness({ tier, policy, node: node.value, assets }));
    },
  };
}
