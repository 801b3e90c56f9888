import type { TextRange } from '../../text.ts';
import type { LanguageFacts } from './facts.ts';

/** A fenced block of an answer, or the answer itself where it has no fence. */
export interface Block {
  /** Lower-case tag after the fence; empty where there is none. */
  readonly tag: string;
  readonly text: string;
  /** False where the closing fence is missing. */
  readonly closed: boolean;
}

/**
 * What a model's answer holds as code: fenced blocks of the language (other tags only where there
 * is nothing else), a string field of a JSON answer, or the text after leading prose. Thoughts in
 * `<think>` blocks are left out unless nothing follows them.
 */
export function codeBlocks(answer: string, facts: LanguageFacts): readonly Block[] {
  const text = withoutThoughts(answer.replaceAll('\r\n', '\n').replace(/^[\uFEFF\u200B]+/, ''));
  const fenced = fencedBlocks(text).filter((block) => block.text.trim() !== '');
  const inLanguage = fenced.filter((block) => facts.fences.includes(block.tag));
  // An object literal in code is no JSON answer.
  if (inLanguage.length > 0) return fenced.filter((block) => isPlain(block, facts));
  const fromJson = codeInJson(fenced.find((block) => block.tag === 'json')?.text ?? text);
  if (fromJson !== undefined) {
    const inner = fencedBlocks(fromJson);
    return inner.length > 0 ? inner : [{ tag: facts.fence, text: fromJson, closed: true }];
  }
  if (fenced.length === 0) return proseless(text, facts);
  const own = fenced.filter((block) => isPlain(block, facts));
  return own.length > 0 ? own : fenced;
}

function isPlain({ tag }: Block, { fences }: LanguageFacts): boolean {
  return tag === '' || fences.includes(tag);
}

const thoughts = String.raw`(?:\w+:)?(?:think|thinking|thoughts?|reasoning|analysis|reflection|scratchpad)`;
const thoughtEnd = String.raw`</${thoughts}>|\[/THINK\]|<\|end_of_thought\|>|<\|channel\|>final<\|message\|>`;
const marks = new RegExp(
  String.raw`</?${thoughts}>|\[/?THINK\]|<\|(?:begin|end)_of_(?:thought|solution)\|>|<\|channel\|>\w+(?:<\|message\|>)?`,
  'gi',
);
/** Tokens that end an answer and that some servers leave in its text. */
const endTokens = [
  ...['im_end', 'end', 'return', 'eot_id', 'endoftext', 'end_of_text', 'eom_id'].map(
    (name) => `<|${name}|>`,
  ),
  ...['</s>', '<eos>', '<end_of_turn>'],
];

/** From the end on: a pattern that ends there would be tried from everywhere before it. */
function withoutEnd(answer: string): string {
  const blank = /\s/;
  let end = answer.length;
  for (;;) {
    while (end > 0 && blank.test(answer.charAt(end - 1))) end -= 1;
    const token = endTokens.find((each) => answer.endsWith(each, end));
    if (token === undefined) return answer.slice(0, end);
    end -= token.length;
  }
}

/**
 * Drops what a reasoning model thought aloud, and the tokens that end its answer. Marks inside a
 * closed block of code are a part of the code.
 */
export function withoutThoughts(answer: string): string {
  const text = withoutEnd(answer);
  const inCode = closedBlocks(text);
  const isOutside = ({ index = 0 }: RegExpMatchArray) => !isWithin(inCode, index);
  const ends = [...text.matchAll(new RegExp(thoughtEnd, 'gi'))].filter(isOutside);
  const last = ends.at(-1);
  const after = last && text.slice(last.index + last[0].length);
  if (after !== undefined && after.trim() !== '') return after;
  if (inCode.length > 0 && [...text.matchAll(marks)].every((mark) => !isOutside(mark))) return text;
  return text.replace(marks, (mark, at: number) => (isWithin(inCode, at) ? mark : '\n'));
}

/** Whether an offset is in one of these ranges, which stand in order. */
function isWithin(ranges: readonly TextRange[], at: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return (ranges[low]?.start ?? Infinity) <= at;
}

/** Where closed fences stand: marks of thoughts in them belong to the code. */
function closedBlocks(text: string): readonly TextRange[] {
  const ranges: TextRange[] = [];
  let opened: { readonly start: number; readonly fence: string } | undefined;
  let at = 0;
  for (const line of text.split('\n')) {
    const fence = /^[ \t]*(`{3,}|~{3,})[ \t]*([^\n`]*)$/.exec(line);
    if (opened === undefined) {
      // A thought before the fence on its line is not in it.
      if (fence) opened = { start: at, fence: fence[1] ?? '' };
    } else if (closes(line, opened.fence, Infinity)) {
      ranges.push({ start: opened.start, end: at + line.length });
      opened = undefined;
    } else if (fence && fence[2] !== '') {
      // A fence with a tag opens another block: the one before was never closed.
      opened = { start: at, fence: fence[1] ?? '' };
    }
    at += line.length + 1;
  }
  return ranges;
}

const opening = /^([ \t]*(?:>[ \t]?)?)(`{3,}|~{3,})[ \t]*([^\n`]*)$/;

/** Fenced blocks in their order. An unclosed one reaches to the end. */
export function fencedBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const match = opening.exec(lines[at] ?? '');
    if (match === null) continue;
    const [, indent = '', fence = '', info = ''] = match;
    const plain = (line: string) => (indent.includes('>') ? line.replace(/^[ \t]*> ?/, '') : line);
    const width = indent.includes('>') ? 0 : indent.length;
    const close = indexAfter(lines, at, (line) => closes(plain(line), fence, width));
    const attached = close < 0 ? indexAfter(lines, at, (line) => endsWith(line, fence)) : -1;
    const end = close >= 0 ? close : attached >= 0 ? attached + 1 : lines.length;
    const content = lines
      .slice(at + 1, end)
      .map(plain)
      .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
      .map((line, n) => (at + 1 + n === attached ? line.slice(0, line.lastIndexOf(fence)) : line));
    blocks.push({
      tag: (/^[{.]*([\w+#-]+)/.exec(info.trim())?.[1] ?? '').toLowerCase(),
      text: content.join('\n'),
      closed: close >= 0 || attached >= 0,
    });
    at = close >= 0 ? close : end;
  }
  return blocks;
}

/** The first line behind a place that is wanted, else -1: what stands before is not looked at again. */
function indexAfter(
  lines: readonly string[],
  at: number,
  isWanted: (line: string) => boolean,
): number {
  for (let index = at + 1; index < lines.length; index++) {
    if (isWanted(lines[index] ?? '')) return index;
  }
  return -1;
}

/**
 * Blocks that may hold lines which look like fences, in a string say: from each of the first fences
 * to each later one, the longest first.
 */
export function spanningBlocks(answer: string): readonly Block[] {
  const lines = withoutThoughts(answer.replaceAll('\r\n', '\n')).split('\n');
  const fences = lines.flatMap((line, at) => {
    const match = opening.exec(line);
    return match ? [{ at, fence: match[2] ?? '', info: match[3] ?? '' }] : [];
  });
  return fences.slice(0, 3).flatMap(({ at, fence, info }) =>
    fences
      .filter(
        (other) => other.at > at && other.info.trim() === '' && other.fence.length >= fence.length,
      )
      .slice(-6)
      .reverse()
      .map((last) => ({
        tag: info.trim().toLowerCase(),
        text: lines.slice(at + 1, last.at).join('\n'),
        closed: true,
      })),
  );
}

/** A closing fence right behind the last line of the code. */
function endsWith(line: string, fence: string): boolean {
  const trimmed = line.trimEnd();
  return trimmed.endsWith(fence) && trimmed.slice(0, -fence.length).trim() !== '';
}

function closes(line: string, fence: string, indent: number): boolean {
  const trimmed = line.trim();
  if (trimmed.length < fence.length || trimmed !== fence.charAt(0).repeat(trimmed.length)) {
    return false;
  }
  return line.length - line.trimStart().length <= indent;
}

const codeFields = [
  'code',
  'solution',
  'implementation',
  'function',
  'answer',
  'source',
  'tests',
  'content',
];
/** Of what an answer in JSON holds only so many parts are looked at. */
const partsLookedAt = 1000;

/** The code in an answer such as `Sure: {"code": "def f(x): …"}`, the outermost first. */
function codeInJson(text: string): string | undefined {
  const start = text.search(/\{\s*"(?:[^"\\]|\\.)*"\s*:/);
  if (start < 0) return undefined;
  const parts: unknown[] = [parseJson(text.slice(start, text.lastIndexOf('}') + 1))];
  for (let at = 0; at < Math.min(parts.length, partsLookedAt); at++) {
    const value = parts[at];
    if (typeof value !== 'object' || value === null) continue;
    for (const field of codeFields) {
      const found = (value as Readonly<Record<string, unknown>>)[field];
      if (typeof found === 'string' && found.trim() !== '') return found;
      if (Array.isArray(found) && found.every((item) => typeof item === 'string')) {
        return found.join('\n');
      }
    }
    for (const part of Object.values(value)) parts.push(part);
  }
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const diffStart = /^(?:@@(?: |$)|--- \S|diff --git |\*\*\* Begin Patch)/;

/** An answer without fences: what stands from the first line that looks like code. */
function proseless(text: string, facts: LanguageFacts): Block[] {
  const lines = text.split('\n');
  const isStart = (line: string) => facts.codeStart.test(line) || diffStart.test(line);
  const start = lines.findIndex(isStart);
  const code = (start < 0 ? lines : lines.slice(start)).join('\n');
  return code.trim() === '' ? [] : [{ tag: '', text: code, closed: true }];
}
