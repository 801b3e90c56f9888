import { join } from 'node:path';
import { Composition } from './composition.ts';
import type { CoppiceOptions } from './coppice.ts';
import { WorkerParser, packagedParser, type WorkerParserOptions } from './parser/worker-parser.ts';
import { SandboxedRunner } from './runner/sandboxed-runner.ts';

/** Coppice on this machine: candidates run in its sandbox. What `engine.mjs` exports. */
export function createCoppice(
  options: CoppiceOptions,
  parser: WorkerParserOptions = packagedParser(options.assetsDirectory),
): Composition {
  return new Composition(options, {
    parser: new WorkerParser(parser),
    runner: sandboxedRunner(options),
  });
}

function sandboxedRunner(options: CoppiceOptions): SandboxedRunner {
  const { assetsDirectory, allowUnsandboxed, node, python } = options;
  const [workspace] = options.workspaceFolders;
  return new SandboxedRunner({
    assets: join(assetsDirectory, 'runner'),
    allowUnsandboxed,
    ...(node ? { node } : {}),
    python: {
      ...(python ? { setting: python } : {}),
      ...(workspace ? { trustedWorkspace: workspace } : {}),
    },
  });
}
