import { parse } from 'sucrase/dist/parser/index.js';
import { formatTokenType } from 'sucrase/dist/parser/tokenizer/types.js';
import { applyEdits } from '../../../core/apply-edits.ts';
import type { TextEdit } from '../../../core/text.ts';
import { counted } from './bounded-transform.ts';

/**
 * Source whose namespaces are functions that fill an object, as the language defines them; the
 * compiler behind this takes them for types. Lines stay where they were. Throws what the parser throws
 * for source that it cannot read.
 */
export function withoutNamespaces(source: string, isJsx: boolean): string {
  if (!/\b(?:namespace|module)\s+[\p{L}_$]/u.test(source)) return source;
  const { made } = counted(source, () => parse(source, isJsx, true, false));
  const tokens = made.tokens.map(({ type, start, end, isType }) => ({
    kind: formatTokenType(type),
    text: source.slice(start, end),
    start,
    end,
    isType,
  }));
  const edits: TextEdit[] = [];
  rewrite(tokens, 0, tokens.length, undefined, edits);
  return applyEdits(source, edits);
}

interface Token {
  /** The mark or keyword itself, `name`, `string`, `template` … */
  readonly kind: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly isType: boolean;
}

/** What a namespace has to give to others, by when its object can have it. */
interface Exports {
  readonly early: string[];
  readonly late: string[];
}

/** Rewrites the namespaces that begin between two places; those in a namespace know which it is. */
function rewrite(
  tokens: readonly Token[],
  from: number,
  to: number,
  around: { readonly name: string; readonly exports: Exports } | undefined,
  edits: TextEdit[],
): void {
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (!token) return;
    if (token.text === 'declare' && opens(tokens, at + 1)) {
      at = closing(tokens, braceAfter(tokens, at));
    } else if (opens(tokens, at)) {
      const isExported = tokens[at - 1]?.kind === 'export';
      at = rewriteOne(tokens, at, isExported ? around?.name : undefined, edits);
    } else if (token.kind === '{') {
      // A block may hold namespaces; nothing in it is exported.
      const end = closing(tokens, at);
      rewrite(tokens, at + 1, end, undefined, edits);
      at = end;
    } else if (around && token.kind === 'export') {
      const next = tokens[at + 1];
      if (!next) return;
      const isErased = /^(?:interface|type|declare|import)$/.test(next.text);
      edits.push({ range: { start: token.start, end: token.end }, newText: '' });
      if (!isErased && !opens(tokens, at + 1)) note(tokens, at + 1, around.exports);
    }
  }
}

/** `namespace N {`, `namespace N.M {`: words of types, for the parser. */
function opens(tokens: readonly Token[], at: number): boolean {
  const [word, name] = [tokens[at], tokens[at + 1]];
  const isWord = word?.isType === true && /^(?:namespace|module)$/.test(word.text);
  if (!isWord || name?.kind !== 'name') return false;
  let behind = at + 2;
  while (tokens[behind]?.kind === '.') behind += 2;
  return tokens[behind]?.kind === '{';
}

function braceAfter(tokens: readonly Token[], at: number): number {
  let brace = at;
  while (brace < tokens.length && tokens[brace]?.kind !== '{') brace++;
  return brace;
}

/** The place of the brace that closes the one at a place. */
function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const kind = tokens[at]?.kind;
    if (kind === '{' || kind === '${') depth++;
    else if (kind === '}' && --depth === 0) return at;
  }
  return tokens.length - 1;
}

/** @returns The place of the brace that closes it. */
function rewriteOne(
  tokens: readonly Token[],
  at: number,
  owner: string | undefined,
  edits: TextEdit[],
): number {
  const open = braceAfter(tokens, at);
  const close = closing(tokens, open);
  const [word, first, last] = [tokens[at], tokens[open], tokens[close]];
  if (!word || !first || !last) return close;
  const names = tokens
    .slice(at + 1, open)
    .filter(({ kind }) => kind === 'name')
    .map(({ text }) => text);
  const exports: Exports = { early: [], late: [] };
  const inner = names.at(-1) ?? '';
  rewrite(tokens, open + 1, close, { name: inner, exports }, edits);
  // A class, function or enum of its name has the variable; what it exports is added to that.
  const isMerged = tokens.some(({ text }, index) => {
    const keyword = tokens[index - 1]?.text ?? '';
    return text === names[0] && /^(?:class|function|enum)$/.test(keyword);
  });
  const before = tokens[at - 1];
  const exported = before?.kind === 'export' && owner === undefined ? before : undefined;
  const heads = names.map((name, depth) => {
    const listed = exported && depth === 0 ? `export { ${name} }; ` : '';
    return `${isMerged && depth === 0 ? ';' : `${listed}var ${name}; `}(function (${name}) {`;
  });
  const given = (list: readonly string[]) =>
    list.length === 0 ? '' : `; ${list.map((name) => `${inner}.${name} = ${name};`).join(' ')} `;
  const tails = names.map((name, depth) => {
    const holder = depth === 0 ? owner : names[depth - 1];
    const made = `${name} || (${name} = {})`;
    const member = `${holder}.${name}`;
    return `})(${holder === undefined ? made : `${name} = ${member} || (${member} = {})`});`;
  });
  edits.push(
    {
      range: { start: exported?.start ?? word.start, end: first.end },
      newText: heads.join(' ') + given(exports.early),
    },
    {
      range: { start: last.start, end: last.end },
      newText: given(exports.late) + tails.reverse().join(' '),
    },
  );
  return close;
}

/** The names of a declaration behind `export`: functions are there before anything runs. */
function note(tokens: readonly Token[], at: number, exports: Exports): void {
  let place = at;
  while (/^(?:async|abstract)$/.test(tokens[place]?.text ?? '')) place++;
  const word = tokens[place]?.text;
  const nameAt = (index: number) => {
    const token = tokens[index];
    return token?.kind === 'name' ? token.text : undefined;
  };
  if (word === 'function') {
    const name = nameAt(place + 1) ?? nameAt(place + 2);
    if (name !== undefined) exports.early.push(name);
  } else if (word === 'const' && tokens[place + 1]?.text === 'enum') {
    exports.late.push(nameAt(place + 2) ?? '');
  } else if (word === 'class' || word === 'enum') {
    exports.late.push(nameAt(place + 1) ?? '');
  } else if (word !== undefined && /^(?:const|let|var)$/.test(word)) {
    exports.late.push(...variables(tokens, place + 1));
  }
}

/** The names that a list of variables binds, patterns included. */
function variables(tokens: readonly Token[], from: number): string[] {
  const names: string[] = [];
  let depth = 0;
  let angles = 0;
  let part: 'target' | 'type' | 'value' = 'target';
  for (let at = from; at < tokens.length; at++) {
    const { kind, text } = tokens[at] ?? { kind: ';', text: '' };
    if (depth === 0 && (kind === ';' || kind === '}' || kind === 'export')) break;
    if (kind === '{' || kind === '[' || kind === '(' || kind === '${') depth++;
    else if (kind === '}' || kind === ']' || kind === ')') depth--;
    else if (part === 'type' && text === '<') angles++;
    else if (part === 'type' && text === '>') angles--;
    const isOuter = depth === 0 && angles === 0;
    if (isOuter && part === 'target' && kind === ':') part = 'type';
    else if (isOuter && part !== 'value' && kind === '=') part = 'value';
    else if (isOuter && kind === ',') part = 'target';
    else if (part === 'target' && kind === 'name' && tokens[at + 1]?.kind !== ':') names.push(text);
    else if (part === 'target' && depth === 0 && kind === 'name') names.push(text);
  }
  return names;
}
