/** Picks the strongest tier that works here. Never falls back to running without a sandbox by itself. */
import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../../core/result.ts';
import { bubblewrapTier } from './bubblewrap.ts';
import { landlockTier } from './landlock.ts';
import { probeTier } from './probe.ts';
import { seatbeltTier } from './seatbelt.ts';
import { machineOf } from './syscalls.ts';
import type { MissingTier, Tier, TierName } from './tier.ts';
import { unsandboxedTier } from './unsandboxed.ts';

/** A Python (3.9 or later) that confines itself and what it becomes. */
export interface Launcher {
  readonly executable: string;
  /** Paths that it must read. */
  readonly readable: readonly string[];
}

export interface TierSearch {
  /** Folder of the assets: `tiers/confine.py` and others. */
  readonly assets: string;
  readonly python?: Launcher;
  /** Folders to look for `bwrap` in. */
  readonly searchPath: string;
  /** Only these are tried, e.g. by tests. All but `none` when absent. */
  readonly only?: readonly TierName[];
  /** The user's explicit word, in machine scope. */
  readonly allowUnsandboxed: boolean;
}

export interface TierChoice {
  readonly tier: Tier;
  /** Stronger tiers that could not be used, and why. */
  readonly missing: readonly MissingTier[];
}

export interface NoTier {
  readonly reason: 'no-sandbox';
  readonly message: string;
  readonly missing: readonly MissingTier[];
}

export async function chooseTier(search: TierSearch): Promise<Result<TierChoice, NoTier>> {
  const missing: MissingTier[] = [];
  for (const name of ['bubblewrap', 'landlock', 'seatbelt'] as const) {
    if (search.only !== undefined && !search.only.includes(name)) continue;
    const tier = await tryTier(name, search);
    if (tier.ok) return ok({ tier: tier.value, missing });
    missing.push(tier.error);
  }
  if (search.allowUnsandboxed || search.only?.includes('none') === true) {
    return ok({ tier: unsandboxedTier(), missing });
  }
  const reasons = missing.map(({ name, why }) => `${name}: ${why}`).join('; ');
  const remedies = missing.flatMap(({ remedy }) => remedy ?? []);
  return fail({
    reason: 'no-sandbox',
    missing,
    message: `No sandbox works here (${reasons}). ${remedies[0] ?? 'Run Coppice in a Linux container or in WSL.'}`,
  });
}

async function tryTier(name: TierName, search: TierSearch): Promise<Result<Tier, MissingTier>> {
  if (name === 'seatbelt') {
    if (process.platform !== 'darwin') return fail({ name, why: 'only on macOS' });
    return search.python === undefined
      ? ok(seatbeltTier())
      : probeTier(seatbeltTier(), search.python, search.assets);
  }
  if (process.platform !== 'linux') return fail({ name, why: 'only on Linux' });
  const machine = machineOf(process.arch);
  if (machine === undefined) {
    return fail({ name, why: `no system call filter for ${process.arch} processors` });
  }
  if (search.python === undefined) {
    return fail({ name, why: 'it needs python3', remedy: 'Install python3 (3.9 or later).' });
  }
  const options = { assets: search.assets, machine, launcher: search.python.executable };
  if (name === 'landlock') return probeTier(landlockTier(options), search.python, search.assets);
  const bubblewrap = await findExecutable('bwrap', search.searchPath);
  if (bubblewrap === undefined) {
    return fail({
      name,
      why: 'not installed',
      remedy: 'Install bubblewrap (Debian and Ubuntu: sudo apt install bubblewrap).',
    });
  }
  return probeTier(bubblewrapTier({ ...options, bubblewrap }), search.python, search.assets);
}

async function findExecutable(name: string, searchPath: string): Promise<string | undefined> {
  for (const folder of searchPath.split(':')) {
    if (!folder.startsWith('/')) continue;
    const path = join(folder, name);
    const usable = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (usable) return path;
  }
  return undefined;
}
