/** Plain script of modules, made once for each text: sets of one workspace have most modules in common. */
import type { WorkspaceModule } from '../../../core/module-set.ts';
import type { LanguageId } from '../../../core/text.ts';
import { isEsm, prepareScript } from './prepare.ts';
import type { GuestModule } from './protocol.ts';

type PlainScript = Pick<GuestModule, 'source' | 'problem' | 'lazy'>;

/** Most characters of source whose script is remembered. */
const mostRemembered = 20_000_000;

export class PlainScripts {
  /** By path and source, the oldest first. */
  readonly #known = new Map<string, PlainScript>();
  #characters = 0;

  of(module: WorkspaceModule): GuestModule {
    const { path, source, imports = [] } = module;
    const key = `${path}\n${source}`;
    let script = this.#known.get(key);
    if (script === undefined) {
      script = scriptOf(module);
      this.#known.set(key, script);
      this.#characters += key.length;
      this.#forget();
    }
    return { path, imports, ...script };
  }

  #forget(): void {
    for (const key of this.#known.keys()) {
      if (this.#characters <= mostRemembered) return;
      this.#known.delete(key);
      this.#characters -= key.length;
    }
  }
}

function scriptOf({ path, source }: WorkspaceModule): PlainScript {
  if (/\.json$/i.test(path)) {
    return { source: `module.exports = JSON.parse(${JSON.stringify(source)});`, lazy: false };
  }
  const language = languageOf(path, source);
  const lazy = language.startsWith('typescript') || isEsm(source);
  const prepared = prepareScript(source, language);
  return prepared.ok ? { source: prepared.value, lazy } : { problem: prepared.error, lazy };
}

function languageOf(path: string, source: string): LanguageId {
  const ending = /\.[cm]?([jt]sx?)$/i.exec(path)?.[1]?.toLowerCase();
  if (ending === 'ts') return 'typescript';
  if (ending === 'tsx') return 'typescriptreact';
  // JSX is common in files of the plain ending, too; what is no ES module stays as it is.
  return ending === 'jsx' || isEsm(source) ? 'javascriptreact' : 'javascript';
}
