import type { Callee } from '../language.ts';
import { closingBracket, isBalanced, maskOf, splitTopLevel, topLevel } from './lexis.ts';
import { codeBlocks } from './code-blocks.ts';

/** Longest call that is taken: longer ones cost more to send and show than they find. */
const longest = 2000;

/** True where the text mentions a call of the function. */
export function callsIt(text: string, callee: Callee): boolean {
  return callStart(maskOf(text, callee.language), callee) >= 0;
}

function callStart(mask: string, callee: Callee): number {
  const word = callee.name.replace(/[^\p{L}\p{N}_]/gu, '\\$&');
  const pattern = callee.member
    ? new RegExp(`(?:\\.\\s*|^new\\s+|^)${word}\\s*\\(`)
    : new RegExp(`(?<![\\w$.])${word}\\s*\\(`);
  return pattern.exec(mask)?.index ?? -1;
}

/**
 * The bare call that an expression is, or undefined where it does more than call the function:
 * `await` is dropped, `list(…)` around a generator's call belongs to it.
 */
export function bareCall(expression: string, callee: Callee): string | undefined {
  const text = expression
    .trim()
    .replace(/^await\s+/, '')
    .replace(/^asyncio\.run\(([\s\S]*)\)$/, '$1')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
  const mask = maskOf(text, callee.language);
  if (text.length > longest || !isBalanced(mask)) return undefined;
  if (topLevel(mask, ';').length > 0) return undefined;
  if (!mask.endsWith(')')) return undefined;
  const start = callStart(mask, callee);
  if (start < 0) return undefined;
  if (callee.member) return isChain(mask) ? text : undefined;
  const open = mask.indexOf('(', start);
  if (start === 0) return closingBracket(mask, open) === mask.length - 1 ? text : undefined;
  const drained = /^(?:list|tuple|Array\.from)\($/.test(mask.slice(0, start));
  return callee.generator && drained && isChain(mask) ? text : undefined;
}

/** Names, dots, calls and indices only: no operator outside brackets. */
function isChain(mask: string): boolean {
  let at = mask.startsWith('new ') ? 4 : 0;
  while (at < mask.length) {
    const here = mask.charAt(at);
    if ('([{'.includes(here)) at = closingBracket(mask, at) + 1;
    else if (/[\p{L}\p{N}_$."\s]/u.test(here)) at++;
    else return false;
    if (at === 0) return false;
  }
  return true;
}

/**
 * One-line calls in an answer, in their order, each once: those of its last block that holds any.
 * `limit` bounds how many.
 */
export function readCalls(answer: string, callee: Callee, limit: number): string[] {
  for (const block of [...codeBlocks(answer, callee.language)].reverse()) {
    const calls = new Set(block.text.split('\n').flatMap((line) => callsInLine(line, callee)));
    if (calls.size > 0) return [...calls].slice(0, limit);
  }
  return [];
}

/** A line may hold several calls (`f(1), f(2)`) and decoration: bullets, numbers, prompts, prints. */
function callsInLine(line: string, callee: Callee): string[] {
  const mask = maskOf(line, callee.language);
  const code = line.slice(0, mask.trimEnd().length);
  const plain = code
    .trim()
    .replace(/^(?:>>>|\.\.\.|>|\$)\s*/, '')
    .replace(/^(?:[-*•]|\d+[.):])\s+/, '')
    .replace(/^`+|`+$/g, '')
    .replace(/^(?:assert|const\s+\w+\s*=|let\s+\w+\s*=|var\s+\w+\s*=|return|await)\s+/, '')
    .replace(/^[A-Za-z_]\w*\s*=\s*(?!=)/, '')
    .replace(/[;,]+$/, '')
    .trim();
  const direct = bareCall(plain, callee);
  if (direct !== undefined) return [direct];
  const printed = /^(?:print|console\.log|repr)\(([\s\S]*)\)$/.exec(plain)?.[1];
  if (printed !== undefined) return callsInLine(printed, callee);
  const listed = /^\[([\s\S]*)\]$/.exec(plain)?.[1] ?? plain;
  const parts = splitTopLevel(listed, ',', callee.language);
  if (parts.length > 1) {
    const calls = parts.map((part) => bareCall(part, callee));
    if (calls.every((call) => call !== undefined)) return calls;
  }
  return callee.member ? [] : embeddedCalls(plain, callee);
}

/** Calls that stand inside something else, such as `f(1) == 2` or `x = f(1)[0]`. */
function embeddedCalls(text: string, callee: Callee): string[] {
  const mask = maskOf(text, callee.language);
  const start = callStart(mask, callee);
  if (start < 0) return [];
  const close = closingBracket(mask, mask.indexOf('(', start));
  if (close < 0) return [];
  const call = bareCall(text.slice(start, close + 1), callee);
  return call === undefined ? [] : [call];
}
