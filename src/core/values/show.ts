/** How people read a Value: as source text of the language, cut to a length. */
import type { Value } from './value.ts';

export type QuoteMark = "'" | '"';

/** Collects text and says when there is enough, so that a huge value costs no more than is shown. */
export class Output {
  #text = '';
  readonly #limit: number;
  readonly style: 'source' | 'printed';
  readonly mark: QuoteMark;

  constructor(limit: number, style: 'source' | 'printed', mark: QuoteMark) {
    this.#limit = limit;
    this.style = style;
    this.mark = mark;
  }

  get full(): boolean {
    return this.#text.length > this.#limit;
  }

  add(text: string): this {
    if (!this.full) this.#text += text.slice(0, this.#limit + 1 - this.#text.length + 1);
    return this;
  }

  each<T>(items: readonly T[], show: (item: T) => void): this {
    for (const [i, item] of items.entries()) {
      if (this.full) break;
      if (i > 0) this.add(', ');
      show(item);
    }
    return this;
  }

  text(): string {
    return this.full ? `${this.#text.slice(0, Math.max(0, this.#limit - 1))}…` : this.#text;
  }
}

export function endOf(value: Extract<Value, { kind: 'iterator' }>): string {
  return { done: '', cut: ', …', raised: `, raised ${value.raised ?? ''}` }[value.end];
}

const unreadable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]/gu;

/** Single quotes, as both languages print strings, or those wanted; the others where the text holds these. */
export function quote(text: string, wanted: QuoteMark): string {
  const other = wanted === "'" ? '"' : "'";
  const mark = text.includes(wanted) && !text.includes(other) ? other : wanted;
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll(mark, `\\${mark}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(unreadable, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `${mark}${escaped}${mark}`;
}

export function quoteBytes(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    if (byte === 0x27 || byte === 0x5c) text += `\\${String.fromCharCode(byte)}`;
    else if (byte >= 0x20 && byte < 0x7f) text += String.fromCharCode(byte);
    else text += `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return `'${text}'`;
}
