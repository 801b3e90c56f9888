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

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly enablement?: string }[];
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, { readonly scope?: string }>>;
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
      sorted(Object.values(settings)),
    );
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
