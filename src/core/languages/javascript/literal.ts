/**
 * JavaScript literals as Values, so that expected values never enter a sandbox. Besides literals:
 * signs, `undefined`, `NaN`, `Infinity`, templates without substitutions, `new Map([...])`,
 * `new Set([...])`, `new Date(0)`, `BigInt(1)`. Everything else is code: undefined.
 */
import type { LiteralCall } from '../kit/literals.ts';
import { scriptKey } from './meaning.ts';
import { commaSeparated, LiteralScanner } from '../../values/literal-scanner.ts';
import { maxDepth, type Value } from '../../values/value.ts';

const space = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
const identifier = /[\p{ID_Start}$_][\p{ID_Continue}$]*/uy;
const dotted =
  /[\p{ID_Start}$_][\p{ID_Continue}$]*(?:\s*\.\s*[\p{ID_Start}$_][\p{ID_Continue}$]*)*/uy;
const number =
  /0[xX](?:_?[\da-fA-F])+n?|0[oO](?:_?[0-7])+n?|0[bB](?:_?[01])+n?|(?:0|[1-9](?:_?\d)*)n|(?:(?:0|[1-9](?:_?\d)*)(?:\.(?:\d(?:_?\d)*)?)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d+)?/y;
const continues = /[\p{ID_Continue}$]/uy;

export function readJavaScriptLiteral(text: string): Value | undefined {
  const reader = new Reader(text);
  const value = reader.value();
  return reader.scanner.done ? value : undefined;
}

/** `f(1, [2])` with a dotted name and literal arguments; undefined for any other expression. */
export function readJavaScriptCall(text: string): LiteralCall | undefined {
  const reader = new Reader(text);
  const callee = reader.scanner.word(dotted)?.replace(/\s/g, '');
  if (callee === undefined || !reader.scanner.take('(')) return undefined;
  const args = commaSeparated(reader.scanner, ')', () => reader.value())?.items;
  if (args === undefined) return undefined;
  reader.scanner.take(';');
  return reader.scanner.done ? { callee, args, keywords: [] } : undefined;
}

class Reader {
  readonly scanner: LiteralScanner;
  #depth = 0;

  constructor(text: string) {
    this.scanner = new LiteralScanner(text, space);
  }

  value(): Value | undefined {
    if (this.#depth >= maxDepth) return undefined;
    this.#depth += 1;
    const value = this.#signed();
    this.#depth -= 1;
    return value;
  }

  #signed(): Value | undefined {
    const { scanner } = this;
    const sign = scanner.peek();
    if (sign !== '+' && sign !== '-') return this.#atom();
    scanner.take(sign);
    const value = scanner.peek() === sign ? undefined : this.value();
    if (value?.kind === 'float') {
      return { kind: 'float', value: sign === '-' ? -value.value : value.value };
    }
    return value?.kind === 'int' && sign === '-' ? { kind: 'int', value: -value.value } : undefined;
  }

  #atom(): Value | undefined {
    const { scanner } = this;
    const next = scanner.peek();
    switch (next) {
      case '[':
        return this.#array();
      case '{':
        return this.#object();
      case '(': {
        scanner.take('(');
        const value = this.value();
        return scanner.take(')') ? value : undefined;
      }
      case "'":
      case '"':
      case '`': {
        const text = readJavaScriptString(scanner);
        scanner.skip();
        return text === undefined ? undefined : { kind: 'str', value: text };
      }
      default:
        return /[\d.]/.test(next) ? this.#number() : this.#named();
    }
  }

  #array(): Value | undefined {
    const { scanner } = this;
    scanner.take('[');
    const items: Value[] = [];
    while (!scanner.take(']')) {
      if (scanner.take(',')) {
        items.push({ kind: 'hole' });
        continue;
      }
      const item = this.value();
      if (item === undefined) return undefined;
      items.push(item);
      if (!scanner.take(',') && scanner.peek() !== ']') return undefined;
    }
    return { kind: 'list', items };
  }

  #object(): Value | undefined {
    const { scanner } = this;
    scanner.take('{');
    const fields = commaSeparated(scanner, '}', () => {
      const key = this.#key();
      // `__proto__: x` sets the prototype instead.
      if (key === undefined || key === '__proto__' || !scanner.take(':')) return undefined;
      const value = this.value();
      return value === undefined ? undefined : ([key, value] as const);
    })?.items;
    return fields && { kind: 'object', type: 'Object', fields: propertyOrder(fields) };
  }

  #key(): string | undefined {
    const { scanner } = this;
    const next = scanner.peek();
    if (next === "'" || next === '"') {
      const text = readJavaScriptString(scanner);
      scanner.skip();
      return text;
    }
    if (/[\d.]/.test(next)) {
      const value = this.#number();
      return value?.kind === 'float' || value?.kind === 'int' ? String(value.value) : undefined;
    }
    return scanner.word(identifier);
  }

  #number(): Value | undefined {
    const { scanner } = this;
    const text = scanner.match(number);
    if (text === undefined || scanner.match(continues) !== undefined) return undefined;
    scanner.skip();
    const digits = text.replaceAll('_', '');
    if (digits.endsWith('n')) return { kind: 'int', value: BigInt(digits.slice(0, -1)) };
    return { kind: 'float', value: Number(digits) };
  }

  #named(): Value | undefined {
    const { scanner } = this;
    const word = scanner.word(identifier);
    switch (word) {
      case 'null':
      case 'undefined':
        return { kind: word };
      case 'true':
      case 'false':
        return { kind: 'bool', value: word === 'true' };
      case 'NaN':
        return { kind: 'float', value: NaN };
      case 'Infinity':
        return { kind: 'float', value: Infinity };
      case 'BigInt': {
        const argument = this.#argument();
        return argument === undefined ? undefined : bigIntOf(argument);
      }
      case 'new': {
        const type = scanner.word(identifier);
        if (type !== 'Map' && type !== 'Set' && type !== 'Date') return undefined;
        if (type !== 'Date' && /^\(\s*\)/.test(scanner.text.slice(scanner.at))) {
          scanner.take('(');
          scanner.take(')');
          return type === 'Map' ? { kind: 'dict', entries: [] } : { kind: 'set', items: [] };
        }
        const argument = this.#argument();
        return argument === undefined ? undefined : constructed(type, argument);
      }
      default:
        return undefined;
    }
  }

  #argument(): Value | undefined {
    if (!this.scanner.take('(')) return undefined;
    const value = this.value();
    this.scanner.take(',');
    return this.scanner.take(')') ? value : undefined;
  }
}

const zero: Value = { kind: 'float', value: 0 };

function bigIntOf(argument: Value): Value | undefined {
  if (argument.kind === 'int') return argument;
  if (argument.kind === 'float') {
    return Number.isInteger(argument.value)
      ? { kind: 'int', value: BigInt(argument.value) }
      : undefined;
  }
  return argument.kind === 'str' && /^-?\d+$/.test(argument.value)
    ? { kind: 'int', value: BigInt(argument.value) }
    : undefined;
}

function constructed(type: 'Map' | 'Set' | 'Date', argument: Value): Value | undefined {
  if (type === 'Date') {
    // Texts without a zone would mean another time on another machine.
    const iso = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z)?$/;
    const time =
      argument.kind === 'float'
        ? argument.value
        : argument.kind === 'str' && iso.test(argument.value)
          ? Date.parse(argument.value)
          : undefined;
    if (time === undefined) return undefined;
    // Times out of range are no time: NaN.
    const value = new Date(time).getTime();
    return { kind: 'object', type: 'Date', fields: [['time', { kind: 'float', value }]] };
  }
  if (argument.kind !== 'list' || argument.items.some((item) => item.kind === 'hole')) {
    return undefined;
  }
  const entries = new Map<string, readonly [Value, Value]>();
  for (const item of argument.items) {
    const [named, value] = type === 'Set' ? [item, item] : item.kind === 'list' ? item.items : [];
    if (named === undefined || value === undefined) return undefined;
    // Map and Set know no -0.
    const key: Value = named.kind === 'float' && named.value === 0 ? zero : named;
    // Objects are keys by identity: each literal is another one.
    const id = isPrimitive(key) ? scriptKey(key) : `object ${entries.size}`;
    entries.set(id, [entries.get(id)?.[0] ?? key, value]);
  }
  return type === 'Map'
    ? { kind: 'dict', entries: [...entries.values()] }
    : { kind: 'set', items: [...entries.values()].map(([key]) => key) };
}

function isPrimitive(value: Value): boolean {
  return ['null', 'undefined', 'bool', 'int', 'float', 'str'].includes(value.kind);
}

/** The last value of a repeated key in its first place; integer keys first, ascending. */
function propertyOrder(fields: readonly (readonly [string, Value])[]): [string, Value][] {
  const all = [...new Map(fields)];
  const index = (key: string): number =>
    /^(?:0|[1-9]\d{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1 ? Number(key) : -1;
  const indexed = all.filter(([key]) => index(key) >= 0).sort(([a], [b]) => index(a) - index(b));
  return [...indexed, ...all.filter(([key]) => index(key) < 0)];
}

const plainEscapes: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\n': '',
  '\r': '',
  '\u2028': '',
  '\u2029': '',
};
const hex2 = /[\da-f]{2}/iy;
const hex4 = /[\da-f]{4}|\{[\da-f]{1,6}\}/iy;

function readJavaScriptString(scanner: LiteralScanner): string | undefined {
  const quote = scanner.peek();
  scanner.at += 1;
  const parts: string[] = [];
  for (;;) {
    const character = scanner.peek();
    scanner.at += 1;
    if (character === quote) return parts.join('');
    if (character === '' || (quote !== '`' && /[\r\n]/.test(character))) return undefined;
    if (quote === '`' && character === '$' && scanner.peek() === '{') return undefined;
    if (character !== '\\') {
      parts.push(character);
      continue;
    }
    const letter = scanner.peek();
    scanner.at += 1;
    if (letter === 'x' || letter === 'u') {
      const digits = scanner.match(letter === 'x' ? hex2 : hex4)?.replace(/[{}]/g, '');
      const point = Number.parseInt(digits ?? '', 16);
      if (Number.isNaN(point) || point > 0x10ffff) return undefined;
      parts.push(String.fromCodePoint(point));
    } else if (letter === '0' && !/\d/.test(scanner.peek())) parts.push('\0');
    else if (/\d/.test(letter)) return undefined;
    else {
      if (letter === '\r' && scanner.peek() === '\n') scanner.at += 1;
      parts.push(plainEscapes[letter] ?? letter);
    }
  }
}
