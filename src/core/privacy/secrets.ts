import type { ModelRequest } from '../ports.ts';

/** What stands in the place of a secret. It is none itself, so that masking twice changes nothing. */
export const mask = '[secret removed]';

// Each pattern looks at a character a bounded number of times: it begins where a run of characters begins,
// and what may be long is the last thing that it wants, or has a bound. So masking is linear in the text.

/** Keys that are known by their form. */
const known: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
  /\b(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{30,}/g,
  /\bgithub_pat_[A-Za-z0-9_]{40,}/g,
  /\bglpat-[A-Za-z0-9_-]{20,}/g,
  /\bsk-[A-Za-z0-9_-]{20,}/g,
  /\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}/g,
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g,
  /\bAIza[0-9A-Za-z_-]{35}/g,
  /\bya29\.[0-9A-Za-z_-]{20,}/g,
  /\bhf_[A-Za-z0-9]{30,}/g,
  /\bnpm_[A-Za-z0-9]{36}\b/g,
  /\bpypi-[A-Za-z0-9_-]{50,}/g,
  /\bdop_v1_[a-f0-9]{40,}/g,
  /\bSG\.[A-Za-z0-9_-]{16,80}\.[A-Za-z0-9_-]{16,}/g,
  /(?<![\w-])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/g,
  /(?<!\d)\d{8,10}:[A-Za-z0-9_-]{35}(?![\w-])/g,
];

/** What stands before a secret, the secret, and what stands behind it. */
const within: readonly RegExp[] = [
  // `scheme://user:password@host`
  /((?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@'"]{0,200}:)([^\s/@'"]{3,400})(@)/gi,
  // Addresses that let whoever has them post.
  /(\bhooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/)([\w/-]{8,})()/gi,
  /(\bdiscord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/)([\w/-]{8,})()/gi,
  /(\bwebhook\.office\.com\/webhookb2\/)([\w@/-]{8,})()/gi,
  /(\bhooks\.zapier\.com\/hooks\/catch\/)([\w/-]{6,})()/gi,
  /(\.logic\.azure\.com\b[^\s"'?]{0,300}\?)([^\s"']{8,})()/gi,
  /([?&](?:key|api[_-]?key|token|access_token|sig|signature|secret|password)=)([^&\s"'`<>{}$]{8,})()/gi,
  // Fields of connection strings.
  /(\b(?:AccountKey|SharedAccessKey|SharedAccessSignature|SharedSecretValue)\s?=\s?)([A-Za-z0-9+/=%&_-]{16,})()/gi,
  /((?:[;"'`]|\b(?:host|hostaddr|port|user|username|dbname|server|database|uid)=[^\s"'`=;]{1,100}[\s;])\s?(?:password|passwd|pwd)=)([^;"'`\s(){}]{3,})()/gi,
  // Headers.
  /(\b(?:Bearer|Token)\s{1,4})((?=[A-Za-z._~+/=-]{0,200}\d)[\w.~+/=-]{12,})()/gi,
  /(\bBasic\s{1,4})((?=[a-z+/]{0,200}[A-Z0-9=])[A-Za-z0-9+/]{8,}={0,2})(?![\w-])()/g,
  /(\b(?:x-api-key|api-key|x-auth-token)\s{0,4}:\s{0,4})([\w.~+/=-]{12,})()/gi,
];

const secretName =
  'pass(?:word|wd|phrase)|secret|api[_-]?key|access[_-]?key|private[_-]?key|account[_-]?key|signing[_-]?key|encryption[_-]?key|auth[_-]?token|access[_-]?token|refresh[_-]?token|bearer|credential';
const given = `["']?\\]?\\s{0,20}(?::\\s{0,8}[\\w.[\\]|][\\w.[\\]| ]{0,80})?(?:=>|:?=|:)\\s{0,20}[rRbBuUfF]{0,2}`;

/** A string given to something whose name says that it is secret: name, quote, secret. */
const named: readonly RegExp[] = [
  // In three quotes, over lines as well.
  new RegExp(
    `((?<!\\w)\\w{0,60}?(?:${secretName}|token)s?\\w{0,60}${given})("""|''')([\\s\\S]{8,4000}?)\\2`,
    'gi',
  ),
  new RegExp(
    `((?<!\\w)\\w{0,60}?(?:${secretName})s?\\w{0,60}${given})(["'\`])([^"'\`\\s]{8,})\\2`,
    'gi',
  ),
  // With spaces in it, where the name is no more than that.
  new RegExp(`((?<!\\w)\\w{0,60}?(?:${secretName})s?${given})(["'\`])([^"'\`\\n]{8,400})\\2`, 'gi'),
  // `token` is a word of parsers too: what is given to it looks like a secret as well.
  new RegExp(
    `((?<!\\w)(?:\\w{0,60}_)?token${given})(["'\`])((?=[^"'\`\\s]{15}|[^"'\`\\d\\s]{0,14}\\d)[\\w.~+/=:-]{8,})\\2`,
    'gi',
  ),
];

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
  const cuts: Cut[][] = [];
  const result = masked(text, (cut, round) => (cuts[round] ??= []).push(cut));
  const rounds = cuts.flatMap((round) => (round.length > 0 ? [withShifts(round)] : []));
  const placeOf = (offset: number) => rounds.reduce(placeAfter, offset);
  return { text: result, placeOf };
}

/** One secret that a round of masking took out, in the offsets of the text of that round. */
interface Cut {
  readonly start: number;
  readonly end: number;
}

/** By how much what follows a cut has moved. */
interface ShiftedCut extends Cut {
  readonly shift: number;
}

function withShifts(cuts: readonly Cut[]): readonly ShiftedCut[] {
  let shift = 0;
  return cuts.map(({ start, end }) => {
    shift += mask.length - (end - start);
    return { start, end, shift };
  });
}

/** Where an offset is after one round, whose cuts stand in order. */
function placeAfter(offset: number, cuts: readonly ShiftedCut[]): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cuts[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  const last = cuts[low - 1];
  if (last === undefined) return offset;
  if (offset >= last.end) return offset + last.shift;
  return last.start + (cuts[low - 2]?.shift ?? 0);
}

/** Masks pattern by pattern; tells of each secret that goes. */
function masked(text: string, onCut: (cut: Cut, round: number) => void): string {
  let result = text;
  let round = 0;
  const cut = (start: number, secret: string) => {
    onCut({ start, end: start + secret.length }, round);
    return mask;
  };
  for (const pattern of known) {
    result = result.replace(pattern, (secret: string, ...rest) => cut(offsetIn(rest), secret));
    round += 1;
  }
  for (const pattern of within) {
    result = result.replace(
      pattern,
      (whole, before: string, secret: string, after: string, at: number) =>
        isPlaceholder(secret) ? whole : `${before}${cut(at + before.length, secret)}${after}`,
    );
    round += 1;
  }
  for (const pattern of named) {
    result = result.replace(
      pattern,
      (whole, before: string, quote: string, secret: string, at: number) =>
        isPlaceholder(secret)
          ? whole
          : `${before}${quote}${cut(at + before.length + quote.length, secret)}${quote}`,
    );
    round += 1;
  }
  return result;
}

function isPlaceholder(secret: string): boolean {
  // Fields that end at a space hold the first word of a mask.
  return secret.includes(mask) || mask.startsWith(secret) || placeholder.test(secret.trim());
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
