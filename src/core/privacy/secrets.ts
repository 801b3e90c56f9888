import type { ModelRequest } from '../ports.ts';

/** What stands in the place of a secret. It is none itself, so that masking twice changes nothing. */
export const mask = '[secret removed]';

/** Keys that are known by their form. */
const known: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\b(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{30,}\b/g,
  /\bgithub_pat_[A-Za-z0-9_]{40,}\b/g,
  /\bglpat-[A-Za-z0-9_-]{20,}/g,
  /\bsk-(?:[A-Za-z0-9]+-)*[A-Za-z0-9_-]{20,}/g,
  /\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}\b/g,
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g,
  /\bAIza[0-9A-Za-z_-]{35}/g,
  /\bya29\.[0-9A-Za-z_-]{20,}/g,
  /\bhf_[A-Za-z0-9]{30,}\b/g,
  /\bnpm_[A-Za-z0-9]{36}\b/g,
  /\bpypi-[A-Za-z0-9_-]{50,}/g,
  /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/g,
  /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/g,
];

/** `scheme://user:password@host`: the password. */
const inUrl = /\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@'"]*:)([^\s:/@'"]{3,})(@)/gi;

/** A string given to something whose name says that it is secret. */
const named =
  /((?:pass(?:word|wd|phrase)|secret|api[_-]?key|apikey|access[_-]?key|private[_-]?key|client[_-]?secret|auth[_-]?token|access[_-]?token|bearer|credential)s?\w*["']?\s*(?::\s*[\w.[\]| ]+)?(?:=|:)\s*[rRbBuUfF]?)(["'`])([^"'`\s]{8,})\2/gi;

/** Words that stand where a secret would: shown, since they say how the code is configured. */
const placeholder =
  /^(?:<.*>|\$\{?\w.*|%\(?\w.*|x{3,}|\*{3,}|your[-_].*|my[-_].*|change[-_]?me|example.*|placeholder|.*password.*|none|null|undefined)$/i;

/**
 * The text with everything in it that looks like a key, a token or a password masked. What is sent
 * to a model goes through this; what is run does not.
 */
export function withoutSecrets(text: string): string {
  return masked(text, () => undefined);
}

/** The same, and where each place of the text has gone. */
export function maskedText(text: string): MaskedText {
  const cuts: Cut[] = [];
  const result = masked(text, (cut) => cuts.push(cut));
  const placeOf = (offset: number) => rounds(cuts).reduce(placeAfter, offset);
  return { text: result, placeOf };
}

/** One secret that a round of masking took out, in the offsets of the text of that round. */
interface Cut {
  readonly round: number;
  readonly start: number;
  readonly end: number;
}

function rounds(cuts: readonly Cut[]): readonly (readonly Cut[])[] {
  const numbers = [...new Set(cuts.map(({ round }) => round))];
  return numbers.map((number) => cuts.filter(({ round }) => round === number));
}

/** Where an offset is after one round. */
function placeAfter(offset: number, cuts: readonly Cut[]): number {
  let moved = 0;
  for (const { start, end } of cuts) {
    if (offset <= start) break;
    if (offset < end) return start + moved;
    moved += mask.length - (end - start);
  }
  return offset + moved;
}

/** Masks pattern by pattern; tells of each secret that goes. */
function masked(text: string, onCut: (cut: Cut) => void): string {
  let result = text;
  let round = 0;
  const cut = (start: number, secret: string) => {
    onCut({ round, start, end: start + secret.length });
    return mask;
  };
  for (const pattern of known) {
    result = result.replace(pattern, (secret: string, ...rest) => cut(offsetIn(rest), secret));
    round += 1;
  }
  result = result.replace(
    inUrl,
    (whole, before: string, secret: string, after: string, at: number) =>
      placeholder.test(secret) ? whole : `${before}${cut(at + before.length, secret)}${after}`,
  );
  round += 1;
  return result.replace(
    named,
    (whole, before: string, quote: string, secret: string, at: number) =>
      placeholder.test(secret)
        ? whole
        : `${before}${quote}${cut(at + before.length + 1, secret)}${quote}`,
  );
}

/** Patterns of `known` capture nothing, so that the offset comes first. */
function offsetIn([offset]: readonly unknown[]): number {
  return typeof offset === 'number' ? offset : 0;
}

/** A text whose secrets are masked. */
export interface MaskedText {
  readonly text: string;
  /** Where an offset into the original is in `text`; one inside a secret is at its mask's start. */
  readonly placeOf: (offset: number) => number;
}

/** Plain data with every text in it masked. */
export function dataWithoutSecrets<T>(data: T): T {
  return maskData(data) as T;
}

function maskData(data: unknown): unknown {
  if (typeof data === 'string') return withoutSecrets(data);
  if (Array.isArray(data)) return data.map(maskData);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, maskData(value)]));
}

/** The request as it may be sent, shown and kept. */
export function requestWithoutSecrets(request: ModelRequest): ModelRequest {
  const messages = request.messages.map((message) => ({
    ...message,
    content: withoutSecrets(message.content),
  }));
  return { ...request, messages };
}
