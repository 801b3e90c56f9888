/**
 * `node bench/identity/fetch-packages.mjs [DIR]`: unpacks the npm packages that the bench measures,
 * each in a folder of its name below DIR (by default `coppice-identity` in the system's folder for
 * temporary files). What is there already stays.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Readable sources of different make; the versions are pinned so that figures can be compared. */
const packages = {
  // CommonJS: functions on `exports` and on prototypes.
  express: '5.1.0',
  // One closure of function declarations, in the manner of ES5.
  lodash: '4.17.21',
  // Modules, indented by tabs.
  execa: '9.6.0',
  // TypeScript: overloads, generics, classes.
  rxjs: '7.8.2',
  // TypeScript with JSX.
  '@tanstack/react-router': '1.130.2',
};

const cache = resolve(process.argv[2] ?? join(tmpdir(), 'coppice-identity'));
for (const [name, version] of Object.entries(packages)) {
  const folder = join(cache, `${name.replace('/', '-')}-${version}`);
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
    try {
      const [packed] = JSON.parse(
        execFileSync('npm', ['pack', `${name}@${version}`, '--json', '--pack-destination', cache], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'inherit'],
        }),
      );
      const archive = join(cache, packed.filename);
      execFileSync('tar', ['-xzf', archive, '-C', folder, '--strip-components=1']);
      rmSync(archive);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }
  console.log(folder);
}
