import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding, Fix } from '../../../src/node/health/finding.ts';
import { healthText } from '../../../src/node/health/health-text.ts';
import { runsFolderFinding, sandboxFinding } from '../../../src/node/health/machine-findings.ts';
import { keyFinding } from '../../../src/node/health/model-findings.ts';
import { defaultPolicy } from '../../../src/node/runner/policy.ts';

const fixes = new Proxy({} as Record<Fix, string>, { get: (_, fix) => `fix ${String(fix)}` });

describe('what Diagnose finds', () => {
  it('never shows a key, and says where it goes', () => {
    const finding = keyFinding({
      baseUrl: 'https://api.example.com/v1',
      model: 'm',
      apiKey: 'sk-secret-1',
    });
    const text = healthText([finding], fixes);
    assert.doesNotMatch(text, /sk-secret/);
    assert.match(text, /One is set for https:\/\/api\.example\.com\. It is sent there/);
  });

  it('warns of a key that is sent in the open, but not on this machine', () => {
    const at = (baseUrl: string) => keyFinding({ baseUrl, model: 'm', apiKey: 'k' }).state;
    assert.equal(at('http://models.example.com/v1'), 'doubtful');
    assert.equal(at('http://127.0.0.1:8000/v1'), 'good');
    assert.equal(at('http://[::1]:8000/v1'), 'good');
  });

  it('says why nothing runs where there is no sandbox', () => {
    const report = {
      platform: 'linux',
      problem: 'Install bubblewrap.',
      missing: [],
      interpreters: [],
      policy: defaultPolicy,
      allowUnsandboxed: false,
    };
    const { state, said } = sandboxFinding(report);
    assert.equal(state, 'bad');
    assert.deepEqual(said, ['None works here, so nothing is run.', 'Install bubblewrap.']);
    const none = { name: 'none', summary: 'no isolation' } as const;
    const allowed = sandboxFinding({ ...report, tier: none, allowUnsandboxed: true });
    assert.equal(allowed.state, 'doubtful');
  });

  it('tries the runs folder and leaves nothing in it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'coppice-health-'));
    try {
      const runs = join(folder, 'runs');
      assert.equal((await runsFolderFinding(runs)).state, 'good');
      assert.deepEqual(await readdir(runs), []);
      await writeFile(join(folder, 'file'), '');
      const { state, said } = await runsFolderFinding(join(folder, 'file', 'runs'));
      assert.equal(state, 'bad');
      assert.match(said.join(), /cannot be written/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('stands what is wrong first, with what to do', () => {
    const good: Finding = {
      about: 'Python',
      state: 'good',
      said: ['3.11'],
      fixes: ['show-sandbox'],
    };
    const bad: Finding = { about: 'Model', state: 'bad', said: ['Dead.'], fixes: ['choose-model'] };
    assert.equal(
      healthText([good, bad], fixes),
      `# Coppice: Diagnose

To look at: Model.

## Model: needs you

Dead.

What to do:
- fix choose-model

## Python: good

3.11
`,
    );
  });
});
