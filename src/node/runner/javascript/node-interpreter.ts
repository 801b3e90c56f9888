/** Finds the Node that runs candidates: the one that runs us, or one on the PATH. */
import { execFile } from 'node:child_process';
import { fail, ok, type Result } from '../../../core/result.ts';
import type { WorkerFailure } from '../harness.ts';

export interface NodeInterpreter {
  /** Real path of the executable. */
  readonly file: string;
  readonly version: string;
  /** Writable memory that it maps at its start, most of it never used, in MiB; 0 where unknown. */
  readonly dataMiB: number;
  /** What the process needs in its environment to be Node. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface NodeSearch {
  /** From the settings; nothing else is tried when it is given. */
  readonly configured?: string;
  /** `PATH` of the user, to find `node` on. */
  readonly path: string;
  /** `process.execPath`. */
  readonly ownFile: string;
  /** Whether `ownFile` is an editor rather than Node itself (`process.versions.electron`). */
  readonly electron: boolean;
}

const oldestMajor = 20;
const startLimitMs = 10_000;
const question = `
let status = '';
try { status = require('fs').readFileSync('/proc/self/status', 'utf8'); } catch {}
const data = /VmData:\\s*(\\d+) kB/.exec(status);
process.stdout.write(JSON.stringify([process.execPath, process.version, data ? Math.ceil(data[1] / 1024) : 0]));
`;

/**
 * In order: the configured one; our own where we run in Node; `node` on the PATH; the editor's own
 * Node. Shims are resolved once, as each start through one costs more than a batch.
 */
export async function findNode(
  search: NodeSearch,
): Promise<Result<NodeInterpreter, WorkerFailure>> {
  const asNode = { ELECTRON_RUN_AS_NODE: '1' };
  const onPath = { file: 'node', environment: {} };
  const own = { file: search.ownFile, environment: search.electron ? asNode : {} };
  const choices =
    search.configured === undefined
      ? search.electron
        ? [onPath, own]
        : [own, onPath]
      : [{ file: search.configured, environment: {} }];
  for (const { file, environment } of choices) {
    const found = await ask(file, { PATH: search.path, ...environment });
    if (found !== undefined && Number(/^v(\d+)/.exec(found.version)?.[1]) >= oldestMajor) {
      return ok({ ...found, environment });
    }
  }
  return fail({
    reason: 'no-interpreter',
    message: `JavaScript and TypeScript need Node.js ${oldestMajor} or newer: install it, or set its path.`,
  });
}

function ask(
  file: string,
  env: Readonly<Record<string, string>>,
): Promise<Omit<NodeInterpreter, 'environment'> | undefined> {
  return new Promise((resolve) => {
    execFile(file, ['-e', question], { env, timeout: startLimitMs }, (error, stdout) => {
      if (error !== null) {
        resolve(undefined);
        return;
      }
      const [found, version, dataMiB] = JSON.parse(stdout) as unknown[];
      const isNode =
        typeof found === 'string' && typeof version === 'string' && typeof dataMiB === 'number';
      resolve(isNode ? { file: found, version, dataMiB } : undefined);
    });
  });
}
