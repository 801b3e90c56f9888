/**
 * Python's marshal format, version 2, as far as plain data goes. Decoding is for bytes that a
 * hostile process wrote: it never executes, allocates no more than the input justifies, and throws
 * `MarshalError` for all it does not know.
 */
import { maxDepth, type Value } from '../../../core/values/value.ts';

export class MarshalError extends Error {
  readonly reason = 'bad-marshal';
}

/** Of 15 bits each: integers of 100,000 bits, as in JavaScript's values. */
const mostDigits = 6667;
const code = (letter: string): number => letter.charCodeAt(0);
const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/u;

/** What the server's orders are made of, besides Values. */
export type Plain =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly Plain[]
  | { readonly [key: string]: Plain };

/** Encodes an order: arrays become lists, records dicts with string keys, numbers ints. */
export function encodePlain(value: Plain): Buffer {
  const writer = new Writer();
  writer.plain(value);
  return writer.bytes();
}

/** Encodes a Value that a literal can denote. Throws `MarshalError` for objects and the like. */
export function encodeValue(value: Value): Buffer {
  const writer = new Writer();
  writer.value(value, 0);
  return writer.bytes();
}

class Writer {
  #buffer = Buffer.allocUnsafe(1024);
  #length = 0;

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  plain(value: Plain): void {
    if (value === null) this.#byte('N');
    else if (typeof value === 'boolean') this.#byte(value ? 'T' : 'F');
    else if (typeof value === 'number') this.#int(BigInt(Math.trunc(value)));
    else if (typeof value === 'string') this.#string(value);
    else if (value instanceof Uint8Array) this.#block('s', value);
    else if (isList(value)) {
      this.#sized('[', value.length);
      for (const item of value) this.plain(item);
    } else {
      this.#byte('{');
      for (const [key, item] of Object.entries(value)) {
        this.#string(key);
        this.plain(item);
      }
      this.#byte('0');
    }
  }

  value(value: Value, depth: number): void {
    if (depth > maxDepth) throw new MarshalError('too deep');
    switch (value.kind) {
      case 'null':
        this.#byte('N');
        break;
      case 'bool':
        this.#byte(value.value ? 'T' : 'F');
        break;
      case 'int':
        this.#int(value.value);
        break;
      case 'float':
        this.#byte('g');
        this.#double(value.value);
        break;
      case 'complex':
        this.#byte('y');
        this.#double(value.real);
        this.#double(value.imaginary);
        break;
      case 'str':
        this.#string(value.value);
        break;
      case 'bytes':
        this.#block('s', value.value);
        break;
      case 'list':
        this.#items('[', value.items, depth);
        break;
      case 'tuple':
        this.#items('(', value.items, depth);
        break;
      case 'set':
        this.#items('<', value.items, depth);
        break;
      case 'frozenset':
        this.#items('>', value.items, depth);
        break;
      case 'dict':
        this.#byte('{');
        for (const [key, item] of value.entries) {
          this.value(key, depth + 1);
          this.value(item, depth + 1);
        }
        this.#byte('0');
        break;
      default:
        throw new MarshalError(`a ${value.kind} has no marshal form`);
    }
  }

  #items(letter: string, items: readonly Value[], depth: number): void {
    this.#sized(letter, items.length);
    for (const item of items) this.value(item, depth + 1);
  }

  #int(value: bigint): void {
    if (value >= -0x80000000n && value <= 0x7fffffffn) {
      this.#byte('i');
      this.#at(4).writeInt32LE(Number(value), this.#length - 4);
      return;
    }
    const negative = value < 0n;
    const digits: number[] = [];
    for (let rest = negative ? -value : value; rest > 0n; rest >>= 15n) {
      digits.push(Number(rest & 0x7fffn));
    }
    this.#byte('l');
    this.#at(4).writeInt32LE(negative ? -digits.length : digits.length, this.#length - 4);
    for (const digit of digits) this.#at(2).writeUInt16LE(digit, this.#length - 2);
  }

  #double(value: number): void {
    this.#at(8).writeDoubleLE(value, this.#length - 8);
  }

  #string(text: string): void {
    this.#block('u', lone.test(text) ? wtf8(text) : Buffer.from(text, 'utf8'));
  }

  #block(letter: string, bytes: Uint8Array): void {
    this.#sized(letter, bytes.length);
    this.#at(bytes.length).set(bytes, this.#length - bytes.length);
  }

  #sized(letter: string, size: number): void {
    this.#byte(letter);
    this.#at(4).writeInt32LE(size, this.#length - 4);
  }

  #byte(letter: string): void {
    this.#at(1)[this.#length - 1] = code(letter);
  }

  /** Makes room for `count` more bytes, which now count as written. */
  #at(count: number): Buffer {
    const wanted = this.#length + count;
    if (wanted > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(wanted, this.#buffer.length * 2));
      this.#buffer.copy(larger, 0, 0, this.#length);
      this.#buffer = larger;
    }
    this.#length = wanted;
    return this.#buffer;
  }
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

/** UTF-8 that keeps lone surrogates, as Python's `surrogatepass` does. */
function wtf8(text: string): Buffer {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0xd800 || point > 0xdfff) bytes.push(...Buffer.from(character, 'utf8'));
    else bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
  }
  return Buffer.from(bytes);
}

/** Decodes a whole buffer. Throws `MarshalError` for anything but plain data. */
export function decodeMarshal(bytes: Buffer): Value {
  const reader = new Reader(bytes);
  const value = reader.value(0);
  if (value === undefined) throw new MarshalError('no value');
  reader.end();
  return value;
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw new MarshalError('bytes after the value');
  }

  /** Undefined for the mark that ends a dict. */
  value(depth: number): Value | undefined {
    if (depth > maxDepth) throw new MarshalError('too deep');
    const letter = String.fromCharCode(this.#take(1)[0] ?? 0);
    switch (letter) {
      case '0':
        return undefined;
      case 'N':
        return { kind: 'null' };
      case 'T':
      case 'F':
        return { kind: 'bool', value: letter === 'T' };
      case '.':
        return { kind: 'named', sort: 'constant', name: 'Ellipsis' };
      case 'i':
        return { kind: 'int', value: BigInt(this.#take(4).readInt32LE(0)) };
      case 'l':
        return { kind: 'int', value: this.#long() };
      case 'g':
        return { kind: 'float', value: this.#take(8).readDoubleLE(0) };
      case 'y': {
        const parts = this.#take(16);
        return { kind: 'complex', real: parts.readDoubleLE(0), imaginary: parts.readDoubleLE(8) };
      }
      case 's':
        return { kind: 'bytes', value: Uint8Array.from(this.#take(this.#size())) };
      case 'u':
      case 't':
        return { kind: 'str', value: readWtf8(this.#take(this.#size())) };
      case '[':
        return { kind: 'list', items: this.#items(depth) };
      case '(':
        return { kind: 'tuple', items: this.#items(depth) };
      case '<':
        return { kind: 'set', items: this.#items(depth) };
      case '>':
        return { kind: 'frozenset', items: this.#items(depth) };
      case '{':
        return { kind: 'dict', entries: this.#entries(depth) };
      default:
        throw new MarshalError(`no plain data: ${JSON.stringify(letter)}`);
    }
  }

  #items(depth: number): Value[] {
    const count = this.#size();
    const items: Value[] = [];
    for (let i = 0; i < count; i++) items.push(this.#some(depth + 1));
    return items;
  }

  #entries(depth: number): [Value, Value][] {
    const entries: [Value, Value][] = [];
    for (;;) {
      const key = this.value(depth + 1);
      if (key === undefined) return entries;
      entries.push([key, this.#some(depth + 1)]);
    }
  }

  #some(depth: number): Value {
    const value = this.value(depth);
    if (value === undefined) throw new MarshalError('no value');
    return value;
  }

  #long(): bigint {
    const size = this.#take(4).readInt32LE(0);
    const digits = this.#take(2 * Math.abs(size));
    if (Math.abs(size) > mostDigits) throw new MarshalError('an integer is too big');
    // Through hexadecimal text: shifting a growing bigint digit by digit would be quadratic.
    let bits = '';
    for (let i = Math.abs(size) - 1; i >= 0; i--) {
      const digit = digits.readUInt16LE(2 * i);
      if (digit > 0x7fff) throw new MarshalError('bad digit');
      bits += digit.toString(2).padStart(15, '0');
    }
    const value = bits === '' ? 0n : BigInt(`0b${bits}`);
    return size < 0 ? -value : value;
  }

  #size(): number {
    const size = this.#take(4).readInt32LE(0);
    // Every element takes a byte at least.
    if (size < 0 || size > this.#bytes.length - this.#at) throw new MarshalError('bad size');
    return size;
  }

  #take(count: number): Buffer {
    const end = this.#at + count;
    if (end > this.#bytes.length) throw new MarshalError('cut short');
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function readWtf8(bytes: Buffer): string {
  try {
    return strict.decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return readSurrogates(bytes);
  }
}

/** For text that is no UTF-8: Python writes lone surrogates in three bytes each. */
function readSurrogates(bytes: Buffer): string {
  let text = '';
  let start = 0;
  let previousHigh = -1;
  for (let i = 0; i + 2 < bytes.length; i++) {
    if (bytes[i] !== 0xed || (bytes[i + 1] ?? 0) < 0xa0) continue;
    const unit = 0xd000 | (((bytes[i + 1] ?? 0) & 0x3f) << 6) | ((bytes[i + 2] ?? 0) & 0x3f);
    // Two lone surrogates that JavaScript would read as one character are another string.
    if (unit >= 0xdc00 && previousHigh === i) throw new MarshalError('split surrogate pair');
    text += decodePart(bytes.subarray(start, i)) + String.fromCharCode(unit);
    i += 2;
    start = i + 1;
    previousHigh = unit < 0xdc00 ? start : -1;
  }
  return text + decodePart(bytes.subarray(start));
}

function decodePart(bytes: Buffer): string {
  try {
    return strict.decode(bytes);
  } catch (error) {
    throw new MarshalError('bad text', { cause: error });
  }
}
