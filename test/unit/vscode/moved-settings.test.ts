import assert from 'node:assert/strict';
import {
  moveSettings,
  pendingMoves,
  settingValue,
  type MovedSetting,
  type SettingScope,
  type SettingsReader,
} from '../../../src/vscode/settings/moved-settings.ts';

const moved: readonly MovedSetting[] = [
  {
    from: 'coppice.wait',
    to: 'coppice.seconds',
    convert: (old) => (typeof old === 'number' ? old / 1000 : undefined),
    since: '0.2.0',
    until: '0.4.0',
  },
];

/** Settings files, with a default for the new name. */
class Files implements SettingsReader {
  readonly written: string[] = [];
  readonly #files: Record<SettingScope, Record<string, unknown>>;

  constructor(user: Record<string, unknown>, workspace: Record<string, unknown> = {}) {
    this.#files = { user: { ...user }, workspace: { ...workspace } };
  }

  value(id: string): unknown {
    const { user, workspace } = this.#files;
    return workspace[id] ?? user[id] ?? (id === 'coppice.seconds' ? 60 : undefined);
  }

  set(id: string) {
    const { user, workspace } = this.#files;
    return { user: user[id], workspace: workspace[id] };
  }

  get files() {
    return this.#files;
  }

  write = (id: string, value: unknown, scope: SettingScope): Promise<void> => {
    this.written.push(`${scope} ${id}`);
    if (value === undefined) Reflect.deleteProperty(this.#files[scope], id);
    else this.#files[scope][id] = value;
    return Promise.resolve();
  };
}

describe('a setting that has moved', () => {
  const value = (files: Files) => settingValue(files, 'coppice.seconds', moved);

  it('is read by its old name until the new one is set', () => {
    assert.equal(value(new Files({})), 60);
    assert.equal(value(new Files({ 'coppice.wait': 5000 })), 5);
    assert.equal(value(new Files({}, { 'coppice.wait': 7000 })), 7);
    assert.equal(value(new Files({ 'coppice.wait': 5000, 'coppice.seconds': 9 })), 9);
    assert.equal(value(new Files({ 'coppice.wait': 'soon' })), 60);
    assert.equal(settingValue(new Files({ 'coppice.other': 3 }), 'coppice.other', moved), 3);
  });

  it('is moved where it is set, once it stands under its new name', async () => {
    const files = new Files({ 'coppice.wait': 5000, kept: 1 }, { 'coppice.wait': 7000 });
    assert.deepEqual(await moveSettings(pendingMoves(files, moved), files.write), []);
    assert.deepEqual(files.files, {
      user: { kept: 1, 'coppice.seconds': 5 },
      workspace: { 'coppice.seconds': 7 },
    });
    assert.deepEqual(files.written.slice(0, 2), ['user coppice.seconds', 'user coppice.wait']);
    assert.deepEqual(pendingMoves(files, moved), []);
  });

  it('goes where the new name is set too, or it says nothing there', async () => {
    const files = new Files({ 'coppice.wait': 5000, 'coppice.seconds': 9 });
    await moveSettings(pendingMoves(files, moved), files.write);
    assert.deepEqual(files.files.user, { 'coppice.seconds': 9 });
    const odd = new Files({ 'coppice.wait': 'soon' });
    await moveSettings(pendingMoves(odd, moved), odd.write);
    assert.deepEqual(odd.files.user, {});
  });

  it('stays where its file cannot be written, and others are moved', async () => {
    const files = new Files({ 'coppice.wait': 5000 }, { 'coppice.wait': 7000 });
    const failed = await moveSettings(pendingMoves(files, moved), (id, to, scope) =>
      scope === 'user'
        ? Promise.reject(new Error('The file is read-only.'))
        : files.write(id, to, scope),
    );
    assert.deepEqual(
      failed.map(({ move, why }) => [move.setting.from, why]),
      [['coppice.wait', 'The file is read-only.']],
    );
    assert.deepEqual(files.files, {
      user: { 'coppice.wait': 5000 },
      workspace: { 'coppice.seconds': 7 },
    });
  });
});
