import { scriptLexis } from '../../languages/javascript/lexis.ts';
import { closingBracket, maskOf } from '../../languages/kit/lexis.ts';

/** How another file gets at a name of a module. */
export type Export =
  { readonly kind: 'named'; readonly name: string } | { readonly kind: 'default' };

/** What a module exports, by the names that it has inside the module. */
export function exportsOf(text: string): ReadonlyMap<string, Export> {
  const mask = maskOf(text, scriptLexis);
  const found = new Map<string, Export>();
  const add = (local: string | undefined, exported: string) => {
    if (local === undefined || found.has(local)) return;
    found.set(
      local,
      exported === 'default' ? { kind: 'default' } : { kind: 'named', name: exported },
    );
  };
  const declared =
    /\bexport\s+(default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:function\s*\*?|class|const\s+enum|enum|const|let|var)\s+([\w$]+)/g;
  for (const [, byDefault, name = ''] of mask.matchAll(declared)) {
    add(name, byDefault ? 'default' : name);
  }
  for (const [, name = ''] of mask.matchAll(/\bexport\s+default\s+([\w$]+)\s*(?:;|$)/gm)) {
    add(name, 'default');
  }
  for (const match of mask.matchAll(/\bexport\s*\{|\bmodule\.exports\s*=\s*\{/g)) {
    const open = match.index + match[0].length - 1;
    const close = closingBracket(mask, open);
    const isCommon = match[0].startsWith('module');
    if (!isCommon && /^\s*from\b/.test(mask.slice(close + 1))) continue;
    for (const entry of mask.slice(open + 1, close).split(',')) {
      const pair = isCommon
        ? /^\s*([\w$]+)(?:\s*:\s*([\w$]+))?\s*$/.exec(entry)
        : /^\s*(?!type\s)([\w$]+)(?:\s+as\s+([\w$]+))?\s*$/.exec(entry);
      const [, first, second] = pair ?? [];
      if (first === undefined) continue;
      if (isCommon) add(second ?? first, first);
      else add(first, second ?? first);
    }
  }
  for (const [, name = '', value = ''] of mask.matchAll(
    /\b(?:module\.)?exports\.([\w$]+)\s*=\s*([\w$]+)?/g,
  )) {
    add(/^(?:async|function|class)?$/.test(value) ? name : value, name);
  }
  const whole =
    /\bmodule\.exports\s*=\s*(?:(?:async\s+)?(?:function\s*\*?|class)\s+)?([\w$]+)\b(?!\s*\.)/g;
  for (const [, name = ''] of mask.matchAll(whole)) add(name, 'default');
  return found;
}

/** True where a file hands out its names the CommonJS way. */
export function isCommonJs(text: string): boolean {
  const mask = maskOf(text, scriptLexis);
  return /\b(?:module\.exports|exports\.[\w$]+)\s*=|=\s*require\s*\(/.test(mask) && !isModule(text);
}

/** True where a file has imports or exports of its own. */
export function isModule(text: string): boolean {
  return /^\s*(?:import\b(?!\s*\()|export\b)/m.test(maskOf(text, scriptLexis));
}

/** Modules that a file imports, as written. */
export function importedFrom(text: string): string[] {
  const pattern = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(["'])([^"'\n]+)\1/g;
  return [...text.matchAll(pattern)].map(([, , module = '']) => module);
}
