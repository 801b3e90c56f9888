// `npm run sbom`: writes the SBOM (CycloneDX) of what the VSIX is made with beside it, and holds it to what is bundled.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { markedSbom, sbomProblems, withoutDevelopment } from './third-party.mjs';

const repository = join(import.meta.dirname, '..');
const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
const lock = JSON.parse(readFileSync(join(repository, 'package-lock.json'), 'utf8'));
const parts = JSON.parse(readFileSync(join(repository, 'dist', 'third-party.json'), 'utf8'));

const sbom = madeByNpm(withoutDevelopment(manifest, lock));
const problems = sbomProblems(sbom, parts);
if (problems.length > 0) {
  process.stderr.write(`${problems.map((problem) => `sbom: ${problem}`).join('\n')}\n`);
  process.exit(1);
}
const file = `${manifest.name}-${manifest.version}.cdx.json`;
writeFileSync(join(repository, file), `${JSON.stringify(markedSbom(sbom, parts), null, 2)}\n`);
process.stdout.write(`${file}: ${sbom.components.length} components, ${parts.length} bundled\n`);

function madeByNpm({ manifest: own, lock: locked }) {
  const above = mkdtempSync(join(tmpdir(), 'coppice-sbom-'));
  // npm calls the whole by the name of its folder.
  const folder = join(above, manifest.name);
  try {
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), JSON.stringify(own));
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(locked));
    const { status, stdout, stderr } = spawnSync(
      'npm',
      ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--omit', 'dev'],
      { cwd: folder, encoding: 'utf8', maxBuffer: 1e8, shell: process.platform === 'win32' },
    );
    if (status !== 0) throw new Error(`npm sbom failed:\n${stdout}${stderr}`);
    return JSON.parse(stdout);
  } finally {
    rmSync(above, { recursive: true, force: true });
  }
}
