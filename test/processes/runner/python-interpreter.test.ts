import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPython } from '../../../src/node/runner/python/python-interpreter.ts';
import { SandboxedRunner } from '../../../src/node/runner/sandboxed-runner.ts';
import { runnerAssets } from './runner-assets.ts';

describe('the Python that runs candidates', function () {
  this.timeout(60_000);
  let folder: string;
  const searchPath = process.env['PATH'] ?? '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coppice-python-'));
    execFileSync('python3', ['-m', 'venv', '--without-pip', join(folder, '.venv')]);
    const { version } = await python({});
    const [major, minor] = version;
    const packages = join(folder, '.venv', 'lib', `python${major}.${minor}`, 'site-packages');
    await mkdir(join(packages, 'leafy'), { recursive: true });
    await writeFile(join(packages, 'leafy', '__init__.py'), 'def leaf():\n    return "green"\n');
    // A `.pth` file with code would run wherever the environment's site is loaded.
    const trace = JSON.stringify(join(folder, 'trace'));
    await writeFile(join(packages, 'trace.pth'), `import os; open(${trace}, "w").close()\n`);
  });

  after(() => rm(folder, { recursive: true, force: true }));

  async function python(
    search: Partial<Parameters<typeof findPython>[0]>,
  ): Promise<Extract<Awaited<ReturnType<typeof findPython>>, { ok: true }>['value']> {
    const found = await findPython({ searchPath, ...search });
    assert.ok(found.ok, found.ok ? '' : found.error.message);
    return found.value;
  }

  it('is the one on the path, behind shims and links', async () => {
    const shim = join(folder, 'shim');
    await mkdir(shim);
    const { executable } = await python({});
    await writeFile(join(shim, 'python3'), `#!/bin/sh\nexec ${executable} "$@"\n`);
    await chmod(join(shim, 'python3'), 0o755);
    await symlink(executable, join(folder, 'linked'));
    assert.equal((await python({ searchPath: shim })).executable, executable);
    assert.equal((await python({ setting: join(folder, 'linked') })).executable, executable);
  });

  it('is of a workspace only where that is trusted', async () => {
    assert.equal((await python({ trustedWorkspace: folder })).origin, '.venv');
    assert.equal((await python({})).origin, 'python3');
  });

  it('says what is wrong where there is none', async () => {
    const missing = await findPython({ searchPath: folder });
    assert.ok(!missing.ok);
    assert.match(missing.error.message, /Install Python 3\.9 or later/);
    const odd = await findPython({ searchPath, setting: '/bin/true' });
    assert.ok(!odd.ok);
    assert.match(odd.error.message, /does not answer like Python/);
  });

  it('brings the packages of its environment into the sandbox, and runs nothing of it outside', async () => {
    const runner = new SandboxedRunner({
      assets: runnerAssets,
      allowUnsandboxed: false,
      python: { trustedWorkspace: folder },
    });
    const reply = await runner.run(
      {
        language: 'python',
        programs: [{ id: 'p', source: 'import leafy\nf = leafy.leaf', entry: 'f' }],
        checks: [{ id: 'c', call: 'f()' }],
      },
      { signal: new AbortController().signal },
    );
    await runner.dispose();
    assert.ok(reply.ok);
    const outcome = reply.value.results[0]?.[0]?.outcome;
    assert.equal(outcome?.kind === 'value' ? outcome.value : JSON.stringify(outcome), '"green"');
    assert.throws(() => execFileSync('ls', [join(folder, 'trace')], { stdio: 'ignore' }));
  });
});
