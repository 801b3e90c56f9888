import { visible } from '../../core/report/visible.ts';
import { isRecord, jsonValue } from './json-value.ts';

/** What a server says of a failure, wherever it says it. */
export interface ServerWords {
  /** On one line, without unseen characters, and not long; empty where it said nothing. */
  readonly said: string;
  /** Its code for the failure where it is a word, such as `context_length_exceeded`. */
  readonly code?: string;
  /** The parameter that it names. */
  readonly parameter?: string;
  /** The HTTP status that it gives inside the body. */
  readonly status?: number;
}

const longest = 600;
const deepest = 6;
const mostSentences = 32;

/** Fields that hold what is meant for people, the most telling first. */
const fields = [
  'error',
  'errors',
  'message',
  'detail',
  'details',
  'msg',
  'error_message',
  'error_msg',
  'error_description',
  'status_msg',
  'reason',
  'title',
  'base_resp',
] as const;

/** Reads the body of a refused request: JSON in any of the shapes that servers use, a page, or plain text. */
export function wordsOfBody(body: string): ServerWords {
  const text = body.trim();
  if (text.startsWith('<')) return { said: printable(textOfPage(text)) };
  const value = jsonValue(text);
  return value === undefined ? { said: printable(text) } : wordsOf(value);
}

/** Reads a failure that came as a value. */
export function wordsOf(value: unknown): ServerWords {
  const code = found(value, ['code', 'type', 'error_type'], isName);
  const parameter = found(value, ['param', 'parameter'], isName);
  const status = found(value, ['code', 'status', 'status_code', 'http_status'], isStatus);
  const sentences = [...new Set(sentencesOf(value, deepest))].slice(0, mostSentences);
  // A wrapper often repeats what it wraps.
  const telling = sentences.filter(
    (one) => !sentences.some((other) => other !== one && other.includes(one)),
  );
  return {
    said: printable(telling.join('; ') || code || ''),
    ...(code === undefined ? {} : { code }),
    ...(parameter === undefined ? {} : { parameter }),
    ...(status === undefined ? {} : { status: Number(status) }),
  };
}

/**
 * The failure that a value tells instead of an answer: an `error` that holds something, the old
 * `object: "error"`, or a message where the choices should be.
 */
export function failureIn(value: unknown): ServerWords | undefined {
  if (!isRecord(value)) return typeof value === 'string' ? wordsOfBody(value) : undefined;
  const { error, object, choices } = value;
  const isError = isSomething(error) || object === 'error';
  if (!isError && (Array.isArray(choices) || sentencesOf(value, deepest).length === 0))
    return undefined;
  return wordsOf(value);
}

/** The text on one line, with everything unseen written out, and cut where it is long. */
export function printable(text: string): string {
  return visible(text.replace(/\s+/g, ' ').trim(), longest);
}

/** The sentences for people in a value, outermost first. */
function sentencesOf(value: unknown, depth: number): readonly string[] {
  if (depth === 0) return [];
  if (typeof value === 'string') {
    const inner = /^\s*[[{]/.test(value) ? jsonValue(value) : undefined;
    if (inner !== undefined) {
      const found = sentencesOf(inner, depth - 1);
      if (found.length > 0) return found;
    }
    return value.trim() === '' ? [] : [value.trim()];
  }
  if (Array.isArray(value))
    return value.slice(0, 8).flatMap((each) => sentencesOf(each, depth - 1));
  if (!isRecord(value)) return [];
  const own = fields.flatMap((field) => sentencesOf(value[field], depth - 1));
  // FastAPI says where in the request it found what it rejects.
  const { loc } = value;
  const place = Array.isArray(loc) ? loc.filter(isStep).join('.') : '';
  const placed = place === '' ? own : own.map((sentence) => `${place}: ${sentence}`);
  // OpenRouter hands on what the provider itself said.
  const { metadata } = value;
  return isRecord(metadata) ? [...placed, ...sentencesOf(metadata['raw'], depth - 1)] : placed;
}

/** The first value under one of some names, in the failure or what it wraps. */
function found(
  value: unknown,
  names: readonly string[],
  isWanted: (value: unknown) => boolean,
  depth = deepest,
): string | undefined {
  if (depth === 0) return undefined;
  const inner: unknown = Array.isArray(value) ? value[0] : undefined;
  if (inner !== undefined) return found(inner, names, isWanted, depth - 1);
  if (!isRecord(value)) return undefined;
  for (const field of ['error', 'errors', 'detail', 'base_resp']) {
    const within = found(value[field], names, isWanted, depth - 1);
    if (within !== undefined) return within;
  }
  const name = names.find((each) => isWanted(value[each]));
  return name === undefined ? undefined : printable(String(value[name]));
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && !/^\d+$/.test(value);
}

function isStep(part: unknown): boolean {
  return typeof part === 'number' || (typeof part === 'string' && part !== 'body');
}

function isStatus(value: unknown): boolean {
  if (typeof value !== 'number' && typeof value !== 'string') return false;
  const number = Number(value);
  return Number.isInteger(number) && number >= 400 && number < 600;
}

function isSomething(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== false && value !== '';
}

/** What a page says: gateways and proxies answer in HTML. */
function textOfPage(page: string): string {
  return withoutUnseenParts(page.slice(0, 20_000))
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&amp;/g, '&');
}

/** Comments, scripts, styles and drawings. What is not closed goes to the end, as browsers have it. */
function withoutUnseenParts(page: string): string {
  const opening = /<!--|<(script|style|svg)\b/gi;
  const lower = page.toLowerCase();
  let seen = '';
  let at = 0;
  for (let open = opening.exec(page); open !== null; open = opening.exec(page)) {
    seen += `${page.slice(at, open.index)} `;
    const close = open[1] === undefined ? '-->' : `</${open[1].toLowerCase()}`;
    const from = lower.indexOf(close, opening.lastIndex);
    const to = from < 0 ? -1 : page.indexOf('>', from);
    if (to < 0) return seen;
    at = to + 1;
    opening.lastIndex = at;
  }
  return seen + page.slice(at);
}
