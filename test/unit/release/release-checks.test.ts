import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  contentProblems,
  limits,
  sizeProblems,
  versionProblems,
} from '../../../scripts/release-checks.mjs';

describe('what a release must be', () => {
  const changelog = '# Changelog\n\n## 0.2.0\n\n- **Grow**: faster.\n\n## 0.1.0\n\n- First.\n';

  it('is a version that is new and that the changelog speaks of', () => {
    assert.deepEqual(versionProblems('0.2.0', changelog, ['v0.1.0']), []);
    assert.equal(versionProblems('0.2.0', changelog, ['v0.2.0']).length, 1);
    assert.match(versionProblems('0.3.0', changelog, [])[0] ?? '', /begins with 0\.2\.0/);
    assert.equal(versionProblems('0.2.0', '## 0.2.0\n\nSoon.\n', []).length, 1);
    const further = `## Unreleased → 0.3.0\n\n- More.\n\n${changelog}`;
    assert.deepEqual(versionProblems('0.2.0', further, []), []);
    assert.match(versionProblems('0.3.0', further, [])[0] ?? '', /begins with 0\.2\.0/);
  });

  it('is a version of today', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    assert.deepEqual(versionProblems(version, readFileSync('CHANGELOG.md', 'utf8'), []), []);
  });

  it('has everything that is needed and nothing else', () => {
    const problems = contentProblems(['dist/extension.cjs', 'src/extension.ts', 'dist/a.cjs.map']);
    assert.ok(problems.includes('The package lacks dist/engine.mjs.'));
    assert.ok(!problems.some((problem) => problem.includes('lacks dist/extension.cjs')));
    for (const file of ['src/extension.ts', 'dist/a.cjs.map']) {
      assert.ok(problems.includes(`${file} does not belong into the package.`));
    }
  });

  it('is no larger than it may be', () => {
    const most = {
      activation: limits.activation,
      clients: { 'dist/openai-client.mjs': limits.client },
      vsix: limits.package,
    };
    assert.deepEqual(sizeProblems(most), []);
    const [larger] = sizeProblems({ ...most, clients: { 'dist/x.mjs': limits.client + 1 } });
    assert.match(larger ?? '', /^dist\/x\.mjs has 600001 bytes/);
    assert.equal(sizeProblems({ activation: most.activation + 1, vsix: most.vsix + 1 }).length, 2);
  });
});
