/** Modules of the workspace for guests: made plain script once, sent once to each process. */
import type { ModuleSet } from '../../../core/module-set.ts';
import type { KeyedModules } from '../harness.ts';
import type { GuestProcess } from './guest-process.ts';
import { PlainScripts } from './plain-scripts.ts';
import type { Order } from './protocol.ts';

type ModulesOrder = Extract<Order, { op: 'modules' }>;

/** The part of a guest that is concerned. */
type Guest = Pick<GuestProcess, 'send' | 'modules'>;

/** Sets that a guest keeps at the same time: see `workspace.cjs`. */
const mostSets = 4;

/** True for a program that holds a specifier of its file. */
export function importsWorkspace(source: string, { home }: ModuleSet): boolean {
  const specifiers = home.imports ?? [];
  return specifiers.some(
    ([text]) =>
      source.includes(`'${text}'`) ||
      source.includes(`"${text}"`) ||
      source.includes(`\`${text}\``),
  );
}

export class PreparedModules {
  /** By key, the oldest first. */
  readonly #orders = new Map<string, ModulesOrder>();
  readonly #scripts = new PlainScripts();

  /** Sends a set where the process lacks it; gives its key. */
  send(modules: KeyedModules | undefined, guest: Guest): string | undefined {
    if (modules === undefined) return undefined;
    const { key } = modules;
    if (!guest.modules.has(key)) {
      guest.send(this.#order(modules));
      guest.modules.add(key);
      const [oldest] = guest.modules;
      if (guest.modules.size > mostSets && oldest !== undefined) guest.modules.delete(oldest);
    }
    return key;
  }

  #order({ key, set }: KeyedModules): ModulesOrder {
    const known = this.#orders.get(key);
    if (known !== undefined) return known;
    const order = this.#orderFor(key, set);
    this.#orders.set(key, order);
    const [oldest] = this.#orders.keys();
    if (this.#orders.size > mostSets && oldest !== undefined) this.#orders.delete(oldest);
    return order;
  }

  #orderFor(key: string, { home, modules }: ModuleSet): ModulesOrder {
    const files = modules.map((module) => this.#scripts.of(module));
    const own = files.find(({ path }) => path === home.path);
    const imports = home.imports ?? [];
    const script = own?.source ?? '';
    return {
      op: 'modules',
      key,
      home: home.path,
      exported: own?.lazy === true ? exportedNames(script) : [],
      defaultName: /\bexports\.default = ([A-Za-z_$][\w$]*);/.exec(script)?.[1] ?? '',
      files: own
        ? files
        : [...files, { path: home.path, problem: 'a program stands for it', lazy: true, imports }],
    };
  }
}

/** Names that a script made of an ES module exports; `export *` adds others when it runs. */
function exportedNames(script: string): string[] {
  const found = [...script.matchAll(/\bexports\.([A-Za-z_$][\w$]*) = /g)].map(
    ([, name = '']) => name,
  );
  const getters = [...script.matchAll(/_createNamedExportFrom\([^,]+, '([A-Za-z_$][\w$]*)'/g)].map(
    ([, name = '']) => name,
  );
  return [...new Set([...found, ...getters])];
}
