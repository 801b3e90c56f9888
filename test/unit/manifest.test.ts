import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import {
  commands,
  contextKeys,
  settings,
  tools,
  views,
  walkthrough,
} from '../../src/vscode/ids.ts';
import { movedSettings, type MovedSetting } from '../../src/vscode/settings/moved-settings.ts';

interface ManifestSetting {
  readonly scope?: string;
  readonly markdownDeprecationMessage?: string;
}

interface Manifest {
  readonly version: string;
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly enablement?: string }[];
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, ManifestSetting>>;
    }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string }[] };
    readonly menus: Readonly<Record<string, readonly { readonly command?: string }[]>>;
    readonly languageModelTools: readonly { readonly name: string }[];
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly steps: readonly {
        readonly id: string;
        readonly media: { readonly image: Readonly<Record<string, string>> };
        readonly completionEvents: readonly string[];
      }[];
    }[];
    readonly keybindings: readonly { readonly command: string }[];
  };
}

const text = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(text) as Manifest;
const strings = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const { contributes } = manifest;

/** What is wrong with settings that have moved; `words` are the strings of the manifest. */
function movedProblems(
  moved: readonly MovedSetting[],
  properties: Readonly<Record<string, ManifestSetting>>,
  words: Readonly<Record<string, string>>,
  version: string,
): string[] {
  const minor = (text: string) => Number(text.split('.')[1]) + 1000 * Number(text.split('.')[0]);
  const problems = moved.flatMap(({ from, to, since, until }) => {
    const [old, now] = [properties[from], properties[to]];
    if (!old || !now) return [`${old ? to : from} is not in the manifest`];
    const key = old.markdownDeprecationMessage?.replaceAll('%', '') ?? '';
    return [
      ...(words[key]?.includes(`#${to}#`) ? [] : [`no deprecation message of ${from} names ${to}`]),
      ...(old.scope === now.scope ? [] : [`${from} and ${to} must have the same scope`]),
      ...(minor(until) - minor(since) === 2 ? [] : [`${from} is kept for two minor versions`]),
      ...(minor(version) < minor(until) ? [] : [`${from} has had its time: take it out`]),
    ];
  });
  const known = new Set(moved.map(({ from }) => from));
  const others = Object.entries(properties).flatMap(([id, { markdownDeprecationMessage }]) =>
    markdownDeprecationMessage === undefined || known.has(id)
      ? []
      : [`${id} is deprecated, not moved`],
  );
  return [...problems, ...others];
}

/** Sorted, each once. */
function sorted(values: Iterable<string>): string[] {
  return [...new Set(values)].sort();
}

describe('the manifest and the code', () => {
  it('have the same commands', () => {
    assert.deepEqual(
      sorted(contributes.commands.map(({ command }) => command)),
      sorted(Object.values(commands)),
    );
  });

  it('have the same settings', () => {
    assert.deepEqual(
      sorted(contributes.configuration.flatMap(({ properties }) => Object.keys(properties))),
      sorted([...Object.values(settings), ...movedSettings.map(({ from }) => from)]),
    );
  });

  it('know settings that have moved by both names, for two versions', () => {
    const properties = Object.assign(
      {},
      ...contributes.configuration.map((each) => each.properties),
    ) as Record<string, ManifestSetting>;
    assert.deepEqual(movedProblems(movedSettings, properties, strings, manifest.version), []);
  });

  it('find every fault of a setting that has moved', () => {
    const right = {
      ...{ from: 'coppice.a', to: 'coppice.b', convert: (old: unknown) => old },
      ...{ since: '0.2.0', until: '0.4.0' },
    };
    const properties = {
      'coppice.a': { scope: 'machine', markdownDeprecationMessage: '%a.moved%' },
      'coppice.b': { scope: 'machine' },
    };
    const said = { 'a.moved': 'Use `#coppice.b#`; this one goes with 0.4.0.' };
    const problems = (
      changed: Partial<MovedSetting> = {},
      inManifest: Record<string, ManifestSetting> = properties,
      version = '0.3.1',
      words: Record<string, string> = said,
    ) => movedProblems([{ ...right, ...changed }], inManifest, words, version).join();
    assert.equal(problems(), '');
    assert.match(problems({ from: 'coppice.c' }), /coppice\.c is not in the manifest/);
    assert.match(problems({ to: 'coppice.c' }), /coppice\.c is not in the manifest/);
    assert.match(problems({ until: '0.3.0' }), /two minor versions/);
    assert.match(problems({}, properties, '0.4.0'), /take it out/);
    assert.match(problems({}, properties, '0.3.1', { 'a.moved': 'Old.' }), /names coppice\.b/);
    const wider = { ...properties, 'coppice.b': { scope: 'resource' } };
    assert.match(problems({}, wider), /same scope/);
    const others = { ...properties, 'coppice.z': { markdownDeprecationMessage: 'Old.' } };
    assert.match(problems({}, others), /coppice\.z is deprecated/);
  });

  it('have the same tools', () => {
    assert.deepEqual(
      sorted(contributes.languageModelTools.map(({ name }) => name)),
      sorted(Object.values(tools)),
    );
  });

  it('have the same views', () => {
    const containers = contributes.viewsContainers.activitybar.map(({ id }) => id);
    const inContainers = Object.values(contributes.views).flatMap((each) =>
      each.map(({ id }) => id),
    );
    assert.deepEqual(sorted([...containers, ...inContainers]), sorted(Object.values(views)));
  });

  it('have the same context keys', () => {
    const known = new Set([
      ...Object.values(commands),
      ...Object.values(settings),
      ...Object.values(views),
    ] as string[]);
    const clauses = [...text.matchAll(/"(?:when|enablement)": "((?:[^"\\]|\\.)*)"/g)];
    const named = clauses.flatMap(([, clause = '']) =>
      [...clause.matchAll(/coppice\.[\w.]+/g)].map(([name]) => name),
    );
    assert.deepEqual(
      sorted(named.filter((name) => !known.has(name))),
      sorted(Object.values(contextKeys)),
    );
  });

  it('use only commands that exist', () => {
    const used = [
      ...Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command)),
      ...contributes.keybindings.map(({ command }) => command),
      ...Object.values(strings).flatMap((string) =>
        [...string.matchAll(/\(command:(coppice\.[\w.]+)/g)].map(([, name]) => name),
      ),
    ].filter((command) => command !== undefined);
    const known: readonly string[] = Object.values(commands);
    assert.deepEqual(
      used.filter((command) => !known.includes(command)),
      [],
    );
  });

  it('have the same walkthrough, with pictures and steps that can be completed', () => {
    const [only, ...others] = contributes.walkthroughs;
    assert.deepEqual([only?.id, others], [walkthrough, []]);
    const events: readonly string[] = [
      ...Object.values(commands).map((id) => `onCommand:${id}`),
      ...Object.values(contextKeys).map((id) => `onContext:${id}`),
      `onView:${views.plan}`,
    ];
    for (const { id, media, completionEvents } of only?.steps ?? []) {
      assert.ok(completionEvents.length > 0, id);
      assert.deepEqual(
        completionEvents.filter((event) => !events.includes(event)),
        [],
      );
      assert.deepEqual(
        Object.values(media.image).filter((path) => !existsSync(path)),
        [],
      );
    }
  });

  it('say every string of the manifest once, and no other', () => {
    const used = [...text.matchAll(/"%([\w.]+)%"/g)].map(([, key = '']) => key);
    assert.deepEqual(sorted(used), sorted(Object.keys(strings)));
  });

  it('mention only settings that exist', () => {
    const named = Object.values(strings).flatMap((string) =>
      [...string.matchAll(/#(coppice\.[\w.]+)#/g)].map(([, id = '']) => id),
    );
    const known: readonly string[] = Object.values(settings);
    assert.deepEqual(
      named.filter((id) => !known.includes(id)),
      [],
    );
  });

  it('let no repository set what sends, spends or runs', () => {
    const harmless: readonly string[] = [settings.codeLens];
    for (const { properties } of contributes.configuration) {
      for (const [id, { scope }] of Object.entries(properties)) {
        if (harmless.includes(id)) continue;
        assert.ok(scope === 'machine' || scope === 'application', `${id} has the scope ${scope}`);
      }
    }
  });
});
