/** The environment that VS Code is started with: a user's, not that of an npm script. */
import { delimiter } from 'node:path';
import { bridgeVariable } from '../protocol.ts';
import type { Profile } from './profiles.ts';

/** Set by npm, or by a VS Code in whose terminal this runs; they would change the one under test. */
const notOurs = /^(npm_|VSCODE_|ELECTRON_|NODE_OPTIONS$|INIT_CWD$)/i;

export function hostEnvironment(profile: Profile, bridgeAddress: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!notOurs.test(name)) {
      env[name] = value;
    }
  }
  const path = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  // npm puts the checkout's tools first on PATH; a user's VS Code would not find them there.
  env[path] = (env[path] ?? '')
    .split(delimiter)
    .filter((folder) => !/[\\/]node_modules[\\/]|node-gyp-bin/.test(folder))
    .join(delimiter);
  const noProxy = [env['NO_PROXY'] ?? env['no_proxy'], '127.0.0.1', 'localhost'];
  env['NO_PROXY'] = env['no_proxy'] = noProxy.filter(Boolean).join(',');
  return { ...env, ...profile.environment, [bridgeVariable]: bridgeAddress };
}
