import { basename, resolve } from 'node:path';
import { build } from 'esbuild';
import { bundlesFor } from '../../scripts/bundles.mjs';
import type { Counts } from './counts.ts';

const repository = resolve(import.meta.dirname, '../..');

/** Bytes of each bundle as it is shipped, and how many modules activation has to load. */
export async function bundleSizes(): Promise<Counts> {
  const counts: Record<string, number> = {};
  for (const options of bundlesFor({ production: true })) {
    const { metafile } = await build({
      ...options,
      absWorkingDir: repository,
      metafile: true,
      write: false,
    });
    for (const [file, { bytes, inputs }] of Object.entries(metafile.outputs)) {
      // What several bundles share is named by its content.
      const name = basename(file).replace(/^.*-[A-Z0-9]{8}\.mjs$/, 'shared chunks');
      counts[`bytes of ${name}`] = (counts[`bytes of ${name}`] ?? 0) + bytes;
      if (name === 'extension.cjs') counts['modules of extension.cjs'] = Object.keys(inputs).length;
    }
  }
  return counts;
}
