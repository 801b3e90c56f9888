import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseRunsFolder } from '../../../src/node/cli/runs-folder.ts';

describe('the folder of journals of the command line', () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'coppice-folder-'))));
  afterEach(() => rmSync(directory, { recursive: true }));

  const where = (environment = {}, platform: NodeJS.Platform = 'linux') => ({
    environment,
    platform,
    directory,
    home: '/home/me',
  });

  it('is outside the working directory, one for each', () => {
    const { folder, note } = chooseRunsFolder(undefined, where());
    assert.match(
      folder,
      /^\/home\/me\/\.local\/state\/coppice\/runs\/coppice-folder-\w+-[0-9a-f]{12}$/,
    );
    assert.equal(note, undefined);
    const other = chooseRunsFolder(undefined, { ...where(), directory: `${directory}/b` });
    assert.notEqual(other.folder, folder);
    assert.match(
      chooseRunsFolder(undefined, where({ XDG_STATE_HOME: '/state' })).folder,
      /^\/state\/coppice\/runs\//,
    );
  });

  it('is the one that was asked for', () => {
    assert.deepEqual(chooseRunsFolder('runs', where()), { folder: join(directory, 'runs') });
  });

  it('is the former one where that is there, named once', () => {
    const old = join(directory, '.coppice', 'runs');
    mkdirSync(old, { recursive: true });
    const first = chooseRunsFolder(undefined, where());
    assert.equal(first.folder, old);
    assert.match(first.note ?? '', /Runs are kept in /);
    assert.deepEqual(chooseRunsFolder(undefined, where()), { folder: old });
  });
});
