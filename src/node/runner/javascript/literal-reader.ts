/**
 * Reads JavaScript literals into Values without running anything: primitives, arrays, object
 * literals, `new Map`, `new Set`, `new Date` of a number or a UTC time, typed arrays, regular
 * expressions. Whatever else is written is code, and code belongs in the sandbox.
 */
import { printCanonical } from '../../../core/values/canonical.ts';
import type { Value } from '../../../core/values/value.ts';
import type { LiteralCall, LiteralReader } from '../harness.ts';

/** Thrown inside this file only: the text is no literal. */
class NotALiteral extends Error {}

const constants: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['null', { kind: 'null' }],
  ['undefined', { kind: 'undefined' }],
  ['true', { kind: 'bool', value: true }],
  ['false', { kind: 'bool', value: false }],
  ['NaN', { kind: 'float', value: NaN }],
  ['Infinity', { kind: 'float', value: Infinity }],
]);

const numberArrays = new Set([
  ...['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array'],
  ...['Int32Array', 'Uint32Array', 'Float64Array'],
]);

const space = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const name = /[A-Za-z_$][\w$]*/y;
const dottedName = /[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*/y;
const bigint = /(?:0x[\da-f]+|0o[0-7]+|0b[01]+|0|[1-9](?:_?\d)*)n\b/iy;
const integer = /0x[\da-f]+\b|0o[0-7]+\b|0b[01]+\b/iy;
const decimal =
  /(?:(?:0|[1-9](?:_?\d)*)(?:\.(?:\d(?:_?\d)*)?)?|\.\d(?:_?\d)*)(?:e[+-]?\d+)?(?![\w$])/iy;
const quoted =
  /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"|`(?:[^`\\$]|\\[\s\S]|\$(?!\{))*`/y;
const regex = /\/((?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([a-z]*)/y;
const escape = /\\(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2})|(\r\n|[\s\S]))/giu;
const utcTime = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z)?$/;

const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
  '\n': '',
  '\r\n': '',
  '\u2028': '',
  '\u2029': '',
};

class Parser {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  end(): void {
    this.#take(space);
    if (this.#at !== this.#text.length) throw new NotALiteral();
  }

  call(): LiteralCall {
    this.#take(space);
    const callee = this.#need(dottedName);
    if (callee === 'new') throw new NotALiteral();
    return { callee, args: this.#arguments(), keywords: [] };
  }

  value(): Value {
    if (++this.#depth > 200) throw new NotALiteral();
    const value = this.#value();
    this.#depth--;
    return value;
  }

  #value(): Value {
    this.#take(space);
    switch (this.#text[this.#at]) {
      case '[':
        return { kind: 'list', items: this.#items() };
      case '{':
        return this.#object();
      case '/':
        return this.#regex();
      case '-':
      case '+':
        return this.#signed();
      case '(': {
        this.#at += 1;
        const value = this.value();
        this.#expect(')');
        return value;
      }
      case '"':
      case "'":
      case '`':
        return { kind: 'str', value: this.#string() };
    }
    const found = this.#take(name);
    if (found === undefined) return this.#number();
    if (found === 'new') return this.#construction();
    if (found === 'BigInt') return this.#bigintCall();
    const constant = constants.get(found);
    if (constant === undefined) throw new NotALiteral();
    return constant;
  }

  #signed(): Value {
    const sign = this.#text[this.#at];
    this.#at += 1;
    const value = this.value();
    if (value.kind === 'float') return sign === '-' ? { ...value, value: -value.value } : value;
    if (value.kind === 'int' && sign === '-') return { kind: 'int', value: -value.value };
    throw new NotALiteral();
  }

  #number(): Value {
    const big = this.#take(bigint);
    if (big !== undefined)
      return { kind: 'int', value: BigInt(big.slice(0, -1).replaceAll('_', '')) };
    const text = this.#take(integer) ?? this.#need(decimal);
    return { kind: 'float', value: Number(text.replaceAll('_', '')) };
  }

  #string(): string {
    const token = this.#need(quoted);
    if (/\\[1-9]|\\0\d/.test(token)) throw new NotALiteral();
    return token
      .slice(1, -1)
      .replace(escape, (_, point?: string, unit?: string, byte?: string, character?: string) => {
        if (character !== undefined) return simpleEscapes[character] ?? character;
        const code = Number.parseInt(point ?? unit ?? byte ?? '', 16);
        if (code > 0x10ffff) throw new NotALiteral();
        return point === undefined ? String.fromCharCode(code) : String.fromCodePoint(code);
      });
  }

  #items(): Value[] {
    this.#expect('[');
    const items: Value[] = [];
    for (;;) {
      if (this.#skip(']')) return items;
      if (this.#skip(',')) {
        items.push({ kind: 'hole' });
        continue;
      }
      items.push(this.value());
      if (this.#skip(']')) return items;
      this.#expect(',');
    }
  }

  #arguments(): Value[] {
    this.#expect('(');
    const args: Value[] = [];
    while (!this.#skip(')')) {
      args.push(this.value());
      if (this.#skip(')')) break;
      this.#expect(',');
    }
    return args;
  }

  #object(): Value {
    this.#expect('{');
    const fields = new Map<string, Value>();
    while (!this.#skip('}')) {
      const key = this.#key();
      this.#expect(':');
      fields.set(key, this.value());
      if (this.#skip('}')) break;
      this.#expect(',');
    }
    return { kind: 'object', type: 'Object', fields: [...fields] };
  }

  #key(): string {
    this.#take(space);
    const first = this.#text[this.#at];
    let key = first === '"' || first === "'" ? this.#string() : this.#take(name);
    if (key === undefined) {
      const number = this.#number();
      key = number.kind === 'float' ? String(number.value) : undefined;
    }
    // `__proto__` names the prototype, not a field.
    if (key === undefined || key === '__proto__') throw new NotALiteral();
    return key;
  }

  #regex(): Value {
    regex.lastIndex = this.#at;
    const found = regex.exec(this.#text);
    if (found === null) throw new NotALiteral();
    this.#at = regex.lastIndex;
    const [, source = '', flags = ''] = found;
    return object('RegExp', [
      ['source', { kind: 'str', value: source }],
      ['flags', { kind: 'str', value: flags.split('').sort().join('') }],
    ]);
  }

  #bigintCall(): Value {
    const [argument, ...rest] = this.#arguments();
    if (argument?.kind !== 'float' || !Number.isSafeInteger(argument.value) || rest.length > 0) {
      throw new NotALiteral();
    }
    return { kind: 'int', value: BigInt(argument.value) };
  }

  #construction(): Value {
    this.#take(space);
    const type = this.#need(name);
    const [argument, ...rest] = this.#arguments();
    if (rest.length > 0) throw new NotALiteral();
    if (type === 'Date') return date(argument);
    const items = argument ?? { kind: 'list', items: [] };
    if (items.kind !== 'list') throw new NotALiteral();
    if (type === 'Set') return { kind: 'set', items: distinct(items.items.map(filled)) };
    if (type === 'Map') return map(items.items);
    if (!numberArrays.has(type) || !items.items.every((item) => fits(item, type))) {
      throw new NotALiteral();
    }
    return { kind: 'object', type, base: items, fields: [] };
  }

  #expect(character: string): void {
    if (!this.#skip(character)) throw new NotALiteral();
  }

  #skip(character: string): boolean {
    this.#take(space);
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #need(pattern: RegExp): string {
    const found = this.#take(pattern);
    if (found === undefined) throw new NotALiteral();
    return found;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }
}

function object(type: string, fields: readonly (readonly [string, Value])[]): Value {
  return { kind: 'object', type, fields };
}

function date(argument: Value | undefined): Value {
  let time: number | undefined;
  if (argument?.kind === 'float') time = new Date(argument.value).getTime();
  if (argument?.kind === 'str' && utcTime.test(argument.value)) time = Date.parse(argument.value);
  if (time === undefined) throw new NotALiteral();
  return object('Date', [['time', { kind: 'float', value: time }]]);
}

function map(entries: readonly Value[]): Value {
  const seen = new Map<Value | string, readonly [Value, Value]>();
  for (const entry of entries) {
    const [key, value, ...rest] = entry.kind === 'list' ? entry.items.map(filled) : [];
    if (key === undefined || value === undefined || rest.length > 0) throw new NotALiteral();
    const identity = sameValueZero(key);
    seen.set(identity, [seen.get(identity)?.[0] ?? positive(key), value]);
  }
  return { kind: 'dict', entries: [...seen.values()] };
}

function distinct(items: readonly Value[]): Value[] {
  return [...new Map(items.map((item) => [sameValueZero(item), positive(item)])).values()];
}

/** Primitives are the same by content, objects by identity. */
function sameValueZero(value: Value): Value | string {
  const primitive = ['null', 'undefined', 'bool', 'int', 'float', 'str'].includes(value.kind);
  return primitive ? printCanonical(positive(value)) : value;
}

/** Keys of Map and Set know no -0. */
function positive(value: Value): Value {
  return value.kind === 'float' && value.value === 0 ? { kind: 'float', value: 0 } : value;
}

function filled(value: Value): Value {
  return value.kind === 'hole' ? { kind: 'undefined' } : value;
}

/** Whether the element stays what it is in an array of that type. */
function fits(item: Value, type: string): boolean {
  if (item.kind !== 'float') return false;
  if (type === 'Float64Array') return true;
  const bits = Number(/\d+/.exec(type)?.[0]);
  const low = type.startsWith('Int') ? -(2 ** (bits - 1)) : 0;
  const high = type.startsWith('Int') ? 2 ** (bits - 1) : 2 ** bits;
  return (
    Number.isInteger(item.value) &&
    item.value >= low &&
    item.value < high &&
    !Object.is(item.value, -0)
  );
}

function attempt<T>(text: string, read: (parser: Parser) => T): T | undefined {
  const parser = new Parser(text);
  try {
    const found = read(parser);
    parser.end();
    return found;
  } catch (error) {
    if (error instanceof NotALiteral) return undefined;
    throw error;
  }
}

export const javascriptLiterals: LiteralReader = {
  literal: (text) => attempt(text, (parser) => parser.value()),
  call: (text) => attempt(text, (parser) => parser.call()),
};
