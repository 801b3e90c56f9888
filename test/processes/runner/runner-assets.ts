import { fileURLToPath } from 'node:url';

/** What runs inside the sandbox, straight from the sources. */
export const runnerAssets = fileURLToPath(new URL('../../../src/node/runner', import.meta.url));
