import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';

describe('the oldest VS Code', () => {
  it('is the one whose API is compiled against', () => {
    const { engines, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      engines: { vscode: string };
      devDependencies: Record<string, string>;
    };
    assert.equal(engines.vscode, `^${devDependencies['@types/vscode']}`);
  });

  it('is got around nowhere by telling the compiler otherwise', () => {
    // `Partial` takes away: what may be missing must then be asked for.
    const cast =
      /\bvscode(?:\.\w+)*\s+as\s+(?!const\b|Partial<)|\bas\s+(?:unknown|any)\s+as\s+typeof\s+vscode/;
    const guilty = globSync('src/**/*.ts').filter((file) => cast.test(readFileSync(file, 'utf8')));
    assert.deepEqual(guilty, []);
  });
});
