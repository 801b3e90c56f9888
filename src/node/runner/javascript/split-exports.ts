import { parse } from 'sucrase/dist/parser/index.js';
import { formatTokenType } from 'sucrase/dist/parser/tokenizer/types.js';
import { applyEdits } from '../../../core/apply-edits.ts';
import type { TextEdit } from '../../../core/text.ts';
import { counted } from './bounded-transform.ts';

/**
 * Source in which every exported variable has a statement of its own: of `export const a = 1, b = 2;` the
 * compiler behind this declares `a` alone. A pattern has a semicolon before it. Lines stay where they were. Throws what the parser throws for
 * source that it cannot read.
 */
export function withSplitExports(source: string, isJsx: boolean, isTyped: boolean): string {
  if (!/\bexport\s+(?:const|let|var)\b/.test(source)) return source;
  const { made } = counted(source, () => parse(source, isJsx, isTyped, false));
  const tokens = made.tokens
    .filter(({ isType }) => !isType)
    .map(({ type, start, end }) => ({ kind: formatTokenType(type), start, end }));
  const edits: TextEdit[] = [];
  for (const [at, { kind, start }] of tokens.entries()) {
    const [word, target] = tokens.slice(at + 1, at + 3);
    if (kind !== 'export' || word === undefined || !/^(?:const|let|var)$/.test(word.kind)) continue;
    // A pattern becomes an assignment in brackets, which would call what stands on the line before.
    if (target?.kind === '{' || target?.kind === '[') {
      edits.push({ range: { start, end: start }, newText: ';' });
    }
    for (const comma of commasFrom(tokens, at + 2)) {
      edits.push({
        range: { start: comma.start, end: comma.end },
        newText: `; export ${source.slice(word.start, word.end)}`,
      });
    }
  }
  return applyEdits(source, edits);
}

interface Token {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

/** What a statement without a semicolon before it may begin with, and a variable's value does not have. */
const begins = /^(?:const|let|var|export|import|if|for|while|return|switch|try|throw|do)$/;

/** The commas between the variables of a declaration. */
function commasFrom(tokens: readonly Token[], from: number): Token[] {
  const found: Token[] = [];
  let depth = 0;
  for (const token of tokens.slice(from)) {
    const { kind } = token;
    if (/^(?:\{|\[|\(|\$\{)$/.test(kind)) depth += 1;
    else if (/^[}\])]$/.test(kind)) depth -= 1;
    if (depth < 0 || (depth === 0 && (kind === ';' || begins.test(kind)))) break;
    if (depth === 0 && kind === ',') found.push(token);
  }
  return found;
}
