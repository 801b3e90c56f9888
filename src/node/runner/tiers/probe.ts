/** Really runs a minimal sandbox: what a kernel says it has is not what a container lets through. */
import { join } from 'node:path';
import { fail, ok, type Result } from '../../../core/result.ts';
import { killTree } from './start.ts';
import type { MissingTier, Tier } from './tier.ts';

/** Binding a network file system can take half a minute: then this tier is not for use. */
const probeLimitMs = 10_000;

export function probeTier(
  tier: Tier,
  python: { readonly executable: string; readonly readable: readonly string[] },
  assets: string,
): Promise<Result<Tier, MissingTier>> {
  return new Promise((resolve) => {
    const child = tier.launch({
      file: python.executable,
      args: [join(assets, 'tiers', 'probe.py')],
      environment: {},
      readable: python.readable,
      channels: 0,
      kind: 'forks',
    });
    let told = '';
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      killTree(child);
    }, probeLimitMs);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (told.length < 4000) told += text;
    });
    const settle = (why: string | undefined): void => {
      clearTimeout(timer);
      if (why === undefined) resolve(ok(tier));
      else resolve(fail({ name: tier.name, why, ...remedyFor(tier.name) }));
    };
    child.on('error', (error) => settle(error.message));
    child.on('close', (code) => {
      if (code === 0) settle(undefined);
      else if (late) settle(`its probe took longer than ${probeLimitMs / 1000} s`);
      else settle(told.trim().split('\n').at(-1) || `its probe ended with code ${code ?? 'none'}`);
    });
  });
}

function remedyFor(name: string): { remedy?: string } {
  switch (name) {
    case 'bubblewrap':
      return {
        remedy:
          'Allow unprivileged user namespaces for bwrap (Ubuntu 24.04: an AppArmor profile for bwrap).',
      };
    case 'landlock':
      return {
        remedy:
          'Use Linux 5.13 or later with Landlock enabled, or install bubblewrap (sudo apt install bubblewrap).',
      };
    default:
      return {};
  }
}
