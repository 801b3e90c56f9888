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
  const text = withoutThoughts(answer.replaceAll('\r\n', '\n').replace(/^\uFEFF/, ''));
  const fenced = fencedBlocks(text).filter((block) => block.text.trim() !== '');
  const fromJson = codeInJson(fenced.find((block) => block.tag === 'json')?.text ?? text);
  if (fromJson !== undefined) {
    const inner = fencedBlocks(fromJson);
    return inner.length > 0 ? inner : [{ tag: facts.fence, text: fromJson, closed: true }];
  }
  if (fenced.length === 0) return proseless(text, facts);
  const own = fenced.filter((block) => block.tag === '' || facts.fences.includes(block.tag));
  return own.length > 0 ? own : fenced;
}

/** Drops what a reasoning model thought aloud. */
export function withoutThoughts(text: string): string {
  const close = /<\/(?:think|thinking|thought|reasoning)>/gi;
  const ends = [...text.matchAll(close)];
  const last = ends.at(-1);
  if (last !== undefined) {
    const after = text.slice(last.index + last[0].length);
    if (after.trim() !== '') return after;
  }
  return text.replace(/<\/?(?:think|thinking|thought|reasoning)>/gi, '\n');
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
    const close = lines.findIndex((line, index) => index > at && closes(plain(line), fence, width));
    const end = close < 0 ? lines.length : close;
    const content = lines
      .slice(at + 1, end)
      .map(plain)
      .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
    blocks.push({
      tag: (/^[{.]*([\w+#-]+)/.exec(info.trim())?.[1] ?? '').toLowerCase(),
      text: content.join('\n'),
      closed: close >= 0,
    });
    at = end;
  }
  return blocks;
}

function closes(line: string, fence: string, indent: number): boolean {
  const trimmed = line.trim();
  if (trimmed.length < fence.length || trimmed !== fence.charAt(0).repeat(trimmed.length)) {
    return false;
  }
  return line.length - line.trimStart().length <= indent;
}

const codeFields = ['code', 'solution', 'implementation', 'function', 'answer', 'source', 'tests'];

/** The code in an answer such as `Sure: {"code": "def f(x): …"}`. */
function codeInJson(text: string): string | undefined {
  const start = text.search(/\{\s*"(?:[^"\\]|\\.)*"\s*:/);
  if (start < 0) return undefined;
  const value = parseJson(text.slice(start, text.lastIndexOf('}') + 1));
  if (typeof value !== 'object' || value === null) return undefined;
  for (const field of codeFields) {
    const found = (value as Readonly<Record<string, unknown>>)[field];
    if (typeof found === 'string' && found.trim() !== '') return found;
    if (Array.isArray(found) && found.every((item) => typeof item === 'string')) {
      return found.join('\n');
    }
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

/** An answer without fences: what stands from the first line that looks like code. */
function proseless(text: string, facts: LanguageFacts): Block[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => facts.codeStart.test(line));
  const code = (start < 0 ? lines : lines.slice(start)).join('\n');
  return code.trim() === '' ? [] : [{ tag: '', text: code, closed: true }];
}
