/**
 * The canonical one-line text of a Value: what an Outcome holds and fingerprints are made of.
 * Values that differ in type or bits have different texts; a set's items stand sorted by their
 * texts, as their order means nothing. Reading a printed text and printing it again changes nothing.
 *
 *     null undefined hole true false
 *     12  -3                      int
 *     1.0  -0.0  1e+30  nan  inf  float
 *     complex(1.0,-2.0)
 *     "text"                      str, escaped as in JSON
 *     b"00ff"                     bytes, in hexadecimal
 *     [1,2]  (1,2)                list, tuple
 *     set[1,2]  frozenset[1,2]
 *     {"k":1,2:3}                 dict
 *     @"Point"{"x":1}             object
 *     @"Counter"={"a":2}{}        object that extends a built-in
 *     *"generator"[1,2].          iterator that ended; `~` cut off; `!"ValueError"` raised
 *     #function"f"                something known by name
 *     ^1                          the enclosing container
 */
import { maxDepth, namedSorts, type NamedSort, type Value } from './value.ts';

/** Thrown by `readCanonical` for text that `printCanonical` could not have meant. */
export class CanonicalTextError extends Error {
  readonly reason = 'bad-canonical-text';
}

export function printCanonical(value: Value): string {
  switch (value.kind) {
    case 'null':
    case 'undefined':
    case 'hole':
      return value.kind;
    case 'bool':
      return value.value ? 'true' : 'false';
    case 'int':
      return value.value.toString();
    case 'float':
      return printFloat(value.value);
    case 'complex':
      return `complex(${printFloat(value.real)},${printFloat(value.imaginary)})`;
    case 'str':
      return printText(value.value);
    case 'bytes':
      return `b"${printHex(value.value)}"`;
    case 'list':
      return `[${printItems(value.items)}]`;
    case 'tuple':
      return `(${printItems(value.items)})`;
    case 'set':
    case 'frozenset':
      return `${value.kind}[${value.items.map(printCanonical).sort().join(',')}]`;
    case 'dict':
      return `{${value.entries.map(([k, v]) => `${printCanonical(k)}:${printCanonical(v)}`).join(',')}}`;
    case 'object': {
      const base = value.base === undefined ? '' : `=${printCanonical(value.base)}`;
      const fields = value.fields.map(([name, v]) => `${printText(name)}:${printCanonical(v)}`);
      return `@${printText(value.type)}${base}{${fields.join(',')}}`;
    }
    case 'iterator': {
      const ends = { done: '.', cut: '~', raised: `!${printText(value.raised ?? '')}` };
      return `*${printText(value.type)}[${printItems(value.items)}]${ends[value.end]}`;
    }
    case 'named':
      return `#${value.sort}${printText(value.name)}`;
    case 'ref':
      return `^${value.up}`;
  }
}

function printItems(items: readonly Value[]): string {
  return items.map(printCanonical).join(',');
}

export function printFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (value === Infinity) return 'inf';
  if (value === -Infinity) return '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

// JSON leaves these as they are, but some readers of lines take them for line ends.
const lineBreaks = /[\u007f-\u009f\u2028\u2029]/g;

function printText(text: string): string {
  return JSON.stringify(text).replace(
    lineBreaks,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function printHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** Digits of integers of 100,000 bits: printing and reading longer ones takes more than linear time. */
export const maxIntDigits = 30_104;

/**
 * Reads a canonical text. Throws `CanonicalTextError` for anything else: input may be hostile.
 *
 * @param digits The most digits of an integer; any number of them where a text is our own.
 */
export function readCanonical(text: string, digits = Infinity): Value {
  const reader = new Reader(text, digits);
  const value = reader.value(0);
  reader.end();
  return value;
}

/**
 * The beginning of a value, for who shows no more of it: whatever the size of the text, no more values are made than
 * `most`, and none of them from more characters than `longestPart`. What is behind is left out.
 */
export function readCanonicalStart(text: string, most: number): Value {
  return new Reader(text, Infinity, most).value(0);
}

/** Characters of one text, number or run of bytes of which only the beginning is read. */
const longestPart = 4096;

const number = /-?(?:inf|\d+(\.\d+)?(e[+-]?\d+)?)/y;
const word = /[a-z]+/y;
const hex = /^(?:[0-9a-f]{2})*$/;

class Reader {
  readonly #text: string;
  readonly #digits: number;
  readonly #isStart: boolean;
  #left: number;
  #at = 0;

  constructor(text: string, digits: number, most = Infinity) {
    this.#text = text;
    this.#digits = digits;
    this.#isStart = most !== Infinity;
    this.#left = most;
  }

  /** Enough was read: the rest is as if it were not there. */
  #isEnough(): boolean {
    return this.#left <= 0;
  }

  end(): void {
    if (this.#at !== this.#text.length) this.#fail('end of text');
  }

  value(depth: number): Value {
    if (depth > maxDepth) this.#fail('less nesting');
    const inner = depth + 1;
    this.#left -= 1;
    switch (this.#text[this.#at]) {
      case '[':
        return { kind: 'list', items: this.#items('[', ']', inner) };
      case '(':
        return { kind: 'tuple', items: this.#items('(', ')', inner) };
      case '{':
        return {
          kind: 'dict',
          entries: this.#several('{', '}', () => {
            const key = this.value(inner);
            if (this.#isEnough()) return [key, { kind: 'hole' }] as const;
            this.#expect(':');
            return [key, this.value(inner)] as const;
          }),
        };
      case '"':
        return { kind: 'str', value: this.#string() };
      case '@':
        return this.#object(inner);
      case '*':
        return this.#iterator(inner);
      case '#': {
        this.#at += 1;
        const sort = this.#match(word);
        if (!isNamedSort(sort)) this.#fail('a sort of name');
        return { kind: 'named', sort, name: this.#string() };
      }
      case '^': {
        this.#at += 1;
        const up = Number(this.#match(number));
        if (!Number.isInteger(up) || up < 1) this.#fail('a level');
        return { kind: 'ref', up };
      }
      default:
        return this.#wordOrNumber(inner);
    }
  }

  #wordOrNumber(inner: number): Value {
    const name = this.#try(word);
    switch (name) {
      case undefined:
        return this.#number();
      case 'null':
      case 'undefined':
      case 'hole':
        return { kind: name };
      case 'true':
      case 'false':
        return { kind: 'bool', value: name === 'true' };
      case 'nan':
        return { kind: 'float', value: NaN };
      case 'inf':
        return { kind: 'float', value: Infinity };
      case 'set':
      case 'frozenset':
        return { kind: name, items: this.#items('[', ']', inner) };
      case 'complex': {
        this.#expect('(');
        const real = this.#float();
        this.#expect(',');
        const imaginary = this.#float();
        this.#expect(')');
        return { kind: 'complex', real, imaginary };
      }
      case 'b': {
        const digits = this.#start(this.#string());
        if (!hex.test(digits)) this.#fail('hexadecimal digits');
        const value = new Uint8Array(digits.length / 2);
        for (let i = 0; i < value.length; i++) {
          value[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16);
        }
        return { kind: 'bytes', value };
      }
      default:
        return this.#fail('a value');
    }
  }

  #number(): Value {
    const text = this.#match(number);
    if (text === '-inf') return { kind: 'float', value: -Infinity };
    if (/[.e]/.test(text)) return { kind: 'float', value: Number(text) };
    if (text.length > this.#digits) throw new CanonicalTextError('an integer is too big');
    return { kind: 'int', value: BigInt(this.#start(text)) };
  }

  #float(): number {
    if (this.#text.startsWith('nan', this.#at)) {
      this.#at += 3;
      return NaN;
    }
    return Number(this.#match(number).replace('inf', 'Infinity'));
  }

  #object(inner: number): Value {
    this.#at += 1;
    const type = this.#string();
    let base: Value | undefined;
    if (this.#text[this.#at] === '=') {
      this.#at += 1;
      base = this.value(inner);
    }
    const fields = this.#several('{', '}', () => {
      const name = this.#string();
      this.#expect(':');
      return [name, this.value(inner)] as const;
    });
    return base === undefined
      ? { kind: 'object', type, fields }
      : { kind: 'object', type, base, fields };
  }

  #iterator(inner: number): Value {
    this.#at += 1;
    const type = this.#string();
    const items = this.#items('[', ']', inner);
    const mark = this.#isEnough() ? '~' : this.#text[this.#at];
    this.#at += 1;
    switch (mark) {
      case '.':
        return { kind: 'iterator', type, items, end: 'done' };
      case '~':
        return { kind: 'iterator', type, items, end: 'cut' };
      case '!':
        return { kind: 'iterator', type, items, end: 'raised', raised: this.#string() };
      default:
        return this.#fail('the end of an iterator');
    }
  }

  #items(open: string, close: string, inner: number): Value[] {
    return this.#several(open, close, () => this.value(inner));
  }

  #several<T>(open: string, close: string, one: () => T): T[] {
    const all: T[] = [];
    if (this.#isEnough()) return all;
    this.#expect(open);
    if (this.#text[this.#at] !== close) {
      all.push(one());
      while (!this.#isEnough() && this.#text[this.#at] === ',') {
        this.#at += 1;
        all.push(one());
      }
    }
    if (!this.#isEnough()) this.#expect(close);
    return all;
  }

  #string(): string {
    const start = this.#at;
    this.#expect('"');
    // By hand: a regular expression runs out of stack on strings of megabytes.
    for (;;) {
      const next = this.#text.indexOf('"', this.#at);
      if (next < 0) this.#fail('the end of a string');
      let slashes = 0;
      while (this.#text[next - 1 - slashes] === '\\') slashes += 1;
      this.#at = next + 1;
      if (slashes % 2 === 0) break;
    }
    try {
      return this.#start(JSON.parse(this.#text.slice(start, this.#at)) as string);
    } catch (error) {
      throw new CanonicalTextError(`bad string at ${this.#at}`, { cause: error });
    }
  }

  #start(part: string): string {
    return this.#isStart ? part.slice(0, longestPart) : part;
  }

  #expect(character: string): void {
    if (this.#text[this.#at] !== character) this.#fail(`\`${character}\``);
    this.#at += 1;
  }

  #match(pattern: RegExp): string {
    return this.#try(pattern) ?? this.#fail('a value');
  }

  #try(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #fail(wanted: string): never {
    throw new CanonicalTextError(`expected ${wanted} at ${this.#at}`);
  }
}

function isNamedSort(text: string): text is NamedSort {
  return (namedSorts as readonly string[]).includes(text);
}
