import { maskOf, closingBracket, splitTopLevel } from '../kit/lexis.ts';
import { enclosing, filledIn, items, nameAlone, rowOf, type Row } from '../kit/table-rows.ts';
import { scriptLexis } from './lexis.ts';

export function javascriptTables(text: string): string[] {
  const mask = maskOf(text, scriptLexis);
  return [...mask.matchAll(/\b(?:test|it)\.each\s*\(/g)].flatMap(({ index, 0: opening }) => {
    const open = index + opening.length - 1;
    const close = closingBracket(mask, open);
    const call = /^\s*\(/.exec(mask.slice(close + 1));
    if (close < 0 || call === null) return [];
    const callOpen = close + call[0].length;
    const callClose = closingBracket(mask, callOpen);
    const rows = items(text.slice(open + 1, close).replace(/\bas\s+const\s*$/, ''), scriptLexis);
    const [, callback] = splitTopLevel(text.slice(callOpen + 1, callClose), ',', scriptLexis);
    const read = callback === undefined ? undefined : callbackOf(callback);
    if (rows === undefined || read === undefined) return [];
    const filled = rows.flatMap((row) => javascriptRow(read.parameter, row) ?? []);
    return filledIn(read.body, filled, scriptLexis, mayStand);
  });
}

/** `parameter` is the list between the parentheses. */
function callbackOf(text: string): { parameter: string; body: string } | undefined {
  const mask = maskOf(text, scriptLexis);
  const open = mask.indexOf('(');
  const close = closingBracket(mask, open);
  if (!/^(?:async\s*)?(?:function\s*\w*\s*)?$/.test(mask.slice(0, Math.max(0, open))))
    return undefined;
  const after = /^\s*(?::[^={]*)?(?:=>\s*)?/.exec(mask.slice(close + 1))?.[0].length ?? 0;
  const rest = text.slice(close + 1 + after).trim();
  const body = rest.startsWith('{') && rest.endsWith('}') ? rest.slice(1, -1) : rest;
  return { parameter: text.slice(open + 1, close), body };
}

function javascriptRow(parameter: string, row: string): Row | undefined {
  const taken = splitTopLevel(parameter, ',', scriptLexis).map(withoutType);
  const [only] = taken;
  if (taken.length === 1 && only?.startsWith('{')) {
    const fields = new Map(
      (items(row, scriptLexis, '{') ?? []).flatMap((field) => {
        const [, key, value] = /^["']?([\w$]+)["']?\s*:\s*([^]+)$/.exec(field) ?? [];
        return key === undefined || value === undefined ? [] : [[key, value] as const];
      }),
    );
    const names = items(only, scriptLexis, '{') ?? [];
    return rowOf(
      names,
      names.flatMap((name) => fields.get(name) ?? []),
    );
  }
  const values = row.startsWith('[') ? items(row, scriptLexis) : [row];
  return rowOf(taken, values?.slice(0, taken.length));
}

/** `a: number` is `a`, `{ a, b }: Row` is `{ a, b }`. */
function withoutType(parameter: string): string {
  if (!parameter.startsWith('{')) return parameter.replace(/\??\s*:[^]*$/, '').trim();
  return parameter.slice(0, closingBracket(maskOf(parameter, scriptLexis), 0) + 1);
}

/** Nothing binds the name, and it stands in no template and is no key. */
function mayStand(body: string, name: string): boolean {
  const mask = maskOf(body, scriptLexis);
  const own = nameAlone(name);
  const binds = `\\b(?:const|let|var|function|catch|of|in)\\b[^=\\n]*${own}|${own}\\s*(?:\\+\\+|--|=>|[-+*/%&|^?<>]*=(?!=))`;
  return !new RegExp(binds).test(mask) && !body.includes('${') && !isShorthand(mask, own);
}

/** `{ name }`: there the name is a key too. */
function isShorthand(mask: string, own: string): boolean {
  const alone = new RegExp(`(?<=[{,]\\s*)${own}(?=\\s*[},])`, 'g');
  return [...mask.matchAll(alone)].some(({ index }) => enclosing(mask, index) === '{');
}
