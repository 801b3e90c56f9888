import { topLevel, closingBracket, type Mask } from '../kit/lexis.ts';
import { trimBlank, escaped, type DeclarationParts } from '../kit/declaration.ts';
import { dedent } from '../kit/indent.ts';
import { scriptLexis } from './lexis.ts';

export function scriptParts(code: string, mask: Mask, name: string): DeclarationParts | undefined {
  const parameters = parameterList(mask, name);
  if (parameters === undefined) return undefined;
  let at = skipSpace(mask, parameters.end);
  if (mask[at] === ':') at = skipType(mask, at + 1, parameters.arrow);
  at = skipSpace(mask, at);
  const arrow = mask.startsWith('=>', at);
  if (arrow) at = skipSpace(mask, at + 2);
  if (mask[at] === '{') {
    const close = closingBrace(code, mask, at);
    const inner = code.slice(at + 1, close < 0 ? code.length : close);
    return {
      header: code.slice(0, at).trim(),
      body: { kind: 'block', text: dedent(trimBlank(inner), scriptLexis) },
      doc: '',
      cut: close < 0,
    };
  }
  if (!arrow) return undefined;
  const end = [...topLevel(mask.slice(at), ';'), mask.length - at][0] ?? mask.length - at;
  const expression = code.slice(at, at + end).trim();
  if (expression === '') return undefined;
  return {
    header: code.slice(0, at).trim(),
    body: { kind: 'expression', text: expression },
    doc: '',
    cut: false,
  };
}

/** Apostrophes in JSX text hide brackets from the mask: then the last brace of the text closes. */
function closingBrace(code: string, mask: Mask, open: number): number {
  const close = closingBracket(mask, open);
  if (close >= 0 || !/\}\s*;?\s*$/.test(code)) return close;
  const last = code.lastIndexOf('}');
  return last > open ? last : -1;
}

/** Where the parameter list ends, and whether `=>` must follow it. */
function parameterList(mask: Mask, name: string): { end: number; arrow: boolean } | undefined {
  const word = escaped(name);
  const assigned = new RegExp(`(?:^|[^\\w$.])(?:const|let|var)\\s+${word}(?![\\w$])`).exec(mask);
  const property = new RegExp(`(?:^|[^\\w$.])${word}\\s*(?::[^=(]*)?=(?![=>])`).exec(mask);
  const start = assigned ?? property;
  if (start !== null) {
    const from = start.index + start[0].length;
    const equals =
      start === property
        ? from - 1
        : topLevel(mask.slice(from), '=')
            .map((at) => at + from)
            .find((at) => !/[=>]/.test(mask.charAt(at + 1)) && !/[=!<>]/.test(mask.charAt(at - 1)));
    if (equals === undefined) return undefined;
    const value = mask.slice(equals + 1);
    const bare = /^\s*(?:async\s+)?[\w$]+\s*(?==>)/.exec(value);
    if (bare !== null) return { end: equals + 1 + bare[0].length, arrow: true };
    const isFunction = /^\s*(?:async\s+)?function\b/.test(value);
    return parenthesised(mask, equals + 1, !isFunction);
  }
  const declared = new RegExp(`(?:^|[^\\w$.])#?${word}\\s*[<(]`).exec(mask);
  if (declared === null) return undefined;
  return parenthesised(mask, declared.index + declared[0].length - 1, false);
}

function parenthesised(
  mask: Mask,
  from: number,
  arrow: boolean,
): { end: number; arrow: boolean } | undefined {
  const open = mask.indexOf('(', from);
  const close = open < 0 ? -1 : closingBracket(mask, open);
  return close < 0 ? undefined : { end: close + 1, arrow };
}

function skipSpace(mask: Mask, at: number): number {
  while (at < mask.length && /\s/.test(mask.charAt(at))) at++;
  return at;
}

/** Skips a return type: ends before the `{` of the body, or before the `=>` of an arrow function. */
function skipType(mask: Mask, at: number, arrow: boolean): number {
  let operand = true;
  while (at < mask.length) {
    at = skipSpace(mask, at);
    const here = mask.charAt(at);
    if (here === '{' && !operand) return at;
    if (mask.startsWith('=>', at)) {
      if (arrow) return at;
      at += 2;
      operand = true;
    } else if ('([{'.includes(here)) {
      const close = closingBracket(mask, at);
      if (close < 0) return mask.length;
      at = close + 1;
      operand = false;
    } else if (here === '<') {
      at = skipAngles(mask, at);
      operand = false;
    } else if ('|&?:'.includes(here)) {
      at++;
      operand = true;
    } else {
      const word = /^[\w$."]+/.exec(mask.slice(at))?.[0] ?? here;
      at += word.length;
      operand = /^(?:is|keyof|typeof|readonly|extends|infer|asserts|unique)$/.test(word);
    }
  }
  return at;
}

function skipAngles(mask: Mask, open: number): number {
  let depth = 0;
  for (let at = open; at < mask.length; at++) {
    if (mask[at] === '<') depth++;
    else if (mask[at] === '>' && mask[at - 1] !== '=' && --depth === 0) return at + 1;
  }
  return mask.length;
}
