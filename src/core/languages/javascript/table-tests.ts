import { maskOf, closingBracket, splitTopLevel } from '../kit/lexis.ts';
import { items, filledIn, rowOf, type Row } from '../kit/table-rows.ts';

// --- JavaScript -----------------------------------------------------------------------------------

export function javascriptTables(text: string): string[] {
  const mask = maskOf(text, 'javascript');
  return [...mask.matchAll(/\b(?:test|it)\.each\s*\(/g)].flatMap(({ index, 0: opening }) => {
    const open = index + opening.length - 1;
    const close = closingBracket(mask, open);
    const call = /^\s*\(/.exec(mask.slice(close + 1));
    if (close < 0 || call === null) return [];
    const callOpen = close + call[0].length;
    const callClose = closingBracket(mask, callOpen);
    const rows = items(text.slice(open + 1, close).replace(/\bas\s+const\s*$/, ''), 'javascript');
    const [, callback] = splitTopLevel(text.slice(callOpen + 1, callClose), ',', 'javascript');
    const read = callback === undefined ? undefined : callbackOf(callback);
    if (rows === undefined || read === undefined) return [];
    const filled = rows.flatMap((row) => javascriptRow(read.parameter, row) ?? []);
    return filledIn(read.body, filled, 'javascript');
  });
}

/** `parameter` is the list between the parentheses. */
function callbackOf(text: string): { parameter: string; body: string } | undefined {
  const mask = maskOf(text, 'javascript');
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
  const taken = splitTopLevel(parameter, ',', 'javascript').map(withoutType);
  const [only] = taken;
  if (taken.length === 1 && only?.startsWith('{')) {
    const fields = new Map(
      (items(row, 'javascript', '{') ?? []).flatMap((field) => {
        const [, key, value] = /^["']?([\w$]+)["']?\s*:\s*([^]+)$/.exec(field) ?? [];
        return key === undefined || value === undefined ? [] : [[key, value] as const];
      }),
    );
    const names = items(only, 'javascript', '{') ?? [];
    return rowOf(
      names,
      names.flatMap((name) => fields.get(name) ?? []),
    );
  }
  const values = row.startsWith('[') ? items(row, 'javascript') : [row];
  return rowOf(taken, values?.slice(0, taken.length));
}

/** `a: number` is `a`, `{ a, b }: Row` is `{ a, b }`. */
function withoutType(parameter: string): string {
  if (!parameter.startsWith('{')) return parameter.replace(/\??\s*:[^]*$/, '').trim();
  return parameter.slice(0, closingBracket(maskOf(parameter, 'javascript'), 0) + 1);
}
