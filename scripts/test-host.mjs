// Runs the host suite, already bundled by `node esbuild.mjs --host-tests`. See test/host/launch/main.ts.

import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `host tests need Node 22.18 or newer, this is ${process.versions.node}; run: npm run test:host\n`,
  );
  process.exit(1);
}

const repository = dirname(dirname(fileURLToPath(import.meta.url)));
const { main } = await import('../test/host/launch/main.ts');
process.exitCode = await main(process.argv.slice(2), repository);
