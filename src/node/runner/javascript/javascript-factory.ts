import { fail, ok } from '../../../core/result.ts';
import type { HarnessFactory } from '../harness-set.ts';
import { javascriptHarness } from './javascript-harness.ts';
import { findNode } from './node-interpreter.ts';

/**
 * JavaScript and TypeScript for a `HarnessSet`.
 *
 * @param configured Path of the Node to use, from the settings; found when absent.
 */
export function javascriptFactory(configured?: string): HarnessFactory {
  return {
    name: 'javascript',
    languageIds: ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'],
    async create({ tier, policy, assets, searchPath }) {
      const node = await findNode({
        ...(configured === undefined ? {} : { configured }),
        path: searchPath,
        ownFile: process.execPath,
        electron: process.versions['electron'] !== undefined,
      });
      if (!node.ok) return fail(node.error);
      return ok(javascriptHarness({ tier, policy, node: node.value, assets }));
    },
  };
}
