/**
 * Python literals as Values, so that expected values never enter a sandbox. Besides the literals
 * of the grammar: signs, implicit concatenation, `1+2j`, `set()` and its like, `float('inf')`,
 * `math.inf`, `frozenset({1})`. Everything else is code: undefined.
 */
import { commaSeparated, LiteralScanner } from '../../values/literal-scanner.ts';
import type { LiteralCall } from '../kit/literals.ts';
import { pythonKey } from './meaning.ts';
import { readPythonString } from './literal-string.ts';
import { maxDepth, type Value } from '../../values/value.ts';

const space = /(?:[ \t\r\n\f]|\\\r?\n|#[^\n]*)*/y;
const name =
  /[\p{ID_Start}_][\p{ID_Continue}]*(?:[ \t]*\.[ \t]*[\p{ID_Start}_][\p{ID_Continue}]*)*/uy;
const stringStart = /(?:[bB][rR]?|[rR][bB]?|[uU])?(?=['"])/y;
const float =
  /(?:\d+(?:_\d+)*)?\.\d+(?:_\d+)*(?:[eE][+-]?\d+(?:_\d+)*)?[jJ]?|\d+(?:_\d+)*\.(?:[eE][+-]?\d+(?:_\d+)*)?[jJ]?|\d+(?:_\d+)*[eE][+-]?\d+(?:_\d+)*[jJ]?|\d+(?:_\d+)*[jJ]/y;
const integer =
  /0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|0(?:_?0)*|[1-9](?:_?\d)*/y;
/** What may not follow a number directly. */
const continues = /[\p{ID_Continue}.]/uy;

export function readPythonLiteral(text: string): Value | undefined {
  const reader = new Reader(text);
  const value = reader.bareTuple();
  return reader.scanner.done ? value : undefined;
}

/** `f(1, [2], key=3)` with a dotted name and literal arguments; undefined for any other expression. */
export function readPythonCall(text: string): LiteralCall | undefined {
  const reader = new Reader(text);
  const call = reader.call();
  return reader.scanner.done ? call : undefined;
}

class Reader {
  readonly scanner: LiteralScanner;
  #depth = 0;

  constructor(text: string) {
    this.scanner = new LiteralScanner(text, space);
  }

  /** A value, or several with commas between them, which make a tuple. */
  bareTuple(): Value | undefined {
    const first = this.value();
    if (first === undefined || this.scanner.peek() !== ',') return first;
    const items = [first];
    while (this.scanner.take(',')) {
      if (this.scanner.done) break;
      const item = this.value();
      if (item === undefined) return undefined;
      items.push(item);
    }
    return { kind: 'tuple', items };
  }

  call(): LiteralCall | undefined {
    const callee = this.scanner.word(name)?.replace(/\s/g, '');
    if (callee === undefined || !this.scanner.take('(')) return undefined;
    const args: Value[] = [];
    const keywords = new Map<string, Value>();
    const list = commaSeparated(this.scanner, ')', () => {
      const start = this.scanner.at;
      const keyword = this.scanner.word(name);
      if (keyword !== undefined && !keyword.includes('.') && /^=(?!=)/.test(this.#rest())) {
        this.scanner.take('=');
        const value = this.value();
        if (value === undefined || keywords.has(keyword)) return undefined;
        keywords.set(keyword, value);
        return value;
      }
      this.scanner.at = start;
      const value = this.value();
      if (value === undefined || keywords.size > 0) return undefined;
      args.push(value);
      return value;
    });
    return list === undefined ? undefined : { callee, args, keywords: [...keywords] };
  }

  value(): Value | undefined {
    if (this.#depth >= maxDepth) return undefined;
    this.#depth += 1;
    const value = this.#signed();
    this.#depth -= 1;
    return value === undefined ? undefined : this.#withImaginary(value);
  }

  #signed(): Value | undefined {
    if (this.scanner.take('+')) {
      const value = this.#signedNumber();
      return value?.kind === 'bool' ? { kind: 'int', value: value.value ? 1n : 0n } : value;
    }
    if (this.scanner.take('-')) return negate(this.#signedNumber());
    return this.#atom();
  }

  #signedNumber(): Value | undefined {
    const value = this.#depth > maxDepth ? undefined : this.#signedDeeper();
    const numeric = ['int', 'float', 'complex', 'bool'];
    return value !== undefined && numeric.includes(value.kind) ? value : undefined;
  }

  #signedDeeper(): Value | undefined {
    this.#depth += 1;
    const value = this.#signed();
    this.#depth -= 1;
    return value;
  }

  /** `1 + 2j`: the one sum that is written as a literal. */
  #withImaginary(value: Value): Value | undefined {
    const sign = this.scanner.peek();
    if ((sign !== '+' && sign !== '-') || (value.kind !== 'int' && value.kind !== 'float')) {
      return value;
    }
    this.scanner.take(sign);
    const second = this.#atom();
    if (second?.kind !== 'complex') return undefined;
    const imaginary = sign === '+' ? second.imaginary : -second.imaginary;
    return { kind: 'complex', real: Number(value.value) + 0, imaginary };
  }

  #atom(): Value | undefined {
    const { scanner } = this;
    switch (scanner.peek()) {
      case '[': {
        scanner.take('[');
        const items = commaSeparated(scanner, ']', () => this.value())?.items;
        return items && { kind: 'list', items };
      }
      case '(':
        return this.#parenthesised();
      case '{':
        return this.#braced();
      default: {
        const prefix = this.#stringPrefix();
        if (prefix !== undefined) return this.#strings(prefix);
        return /[\d.]/.test(scanner.peek()) ? this.#number() : this.#named();
      }
    }
  }

  #parenthesised(): Value | undefined {
    this.scanner.take('(');
    const list = commaSeparated(this.scanner, ')', () => this.value());
    if (list === undefined) return undefined;
    const [only] = list.items;
    if (only !== undefined && list.items.length === 1 && !list.trailingComma) return only;
    return { kind: 'tuple', items: list.items };
  }

  #braced(): Value | undefined {
    this.scanner.take('{');
    if (this.scanner.take('}')) return { kind: 'dict', entries: [] };
    let isDict: boolean | undefined;
    const list = commaSeparated(this.scanner, '}', () => {
      const key = this.value();
      const hasValue = this.scanner.take(':');
      if (key === undefined || !isHashable(key) || hasValue !== (isDict ??= hasValue)) {
        return undefined;
      }
      const value = hasValue ? this.value() : key;
      return value === undefined ? undefined : ([key, value] as const);
    });
    if (list === undefined) return undefined;
    const entries = lastValueOfEachKey(list.items);
    if (isDict === true) return { kind: 'dict', entries };
    return { kind: 'set', items: entries.map(([key]) => key) };
  }

  #named(): Value | undefined {
    const word = this.scanner.word(name)?.replace(/\s/g, '');
    switch (word) {
      case 'None':
        return { kind: 'null' };
      case 'True':
      case 'False':
        return { kind: 'bool', value: word === 'True' };
      case 'math.inf':
        return { kind: 'float', value: Infinity };
      case 'math.nan':
        return { kind: 'float', value: NaN };
      case 'float':
      case 'set':
      case 'frozenset':
      case 'list':
      case 'tuple':
      case 'dict':
        return this.#constructed(word);
      default:
        return undefined;
    }
  }

  #constructed(type: string): Value | undefined {
    if (!this.scanner.take('(')) return undefined;
    if (this.scanner.take(')')) return emptyOf(type);
    const argument = this.value();
    this.scanner.take(',');
    if (argument === undefined || !this.scanner.take(')')) return undefined;
    if (type === 'float' && argument.kind === 'str') return floatFromText(argument.value);
    if (type === 'set' || type === 'frozenset') {
      const items =
        'items' in argument && argument.kind !== 'iterator' ? argument.items : undefined;
      if (items === undefined || !items.every(isHashable)) return undefined;
      const kept = lastValueOfEachKey(items.map((item) => [item, item] as const));
      return { kind: type, items: kept.map(([key]) => key) };
    }
    return undefined;
  }

  #number(): Value | undefined {
    const { scanner } = this;
    const text = scanner.match(float) ?? scanner.match(integer);
    if (text === undefined || scanner.match(continues) !== undefined) return undefined;
    scanner.skip();
    const digits = text.replaceAll('_', '');
    if (/^0[xob]/i.test(digits)) return { kind: 'int', value: BigInt(digits.toLowerCase()) };
    if (/j$/i.test(digits)) {
      return { kind: 'complex', real: 0, imaginary: Number(digits.slice(0, -1)) };
    }
    if (/[.e]/i.test(digits)) return { kind: 'float', value: Number(digits) };
    return { kind: 'int', value: BigInt(digits) };
  }

  /** The prefix of a string that starts here, without taking it. */
  #stringPrefix(): string | undefined {
    const start = this.scanner.at;
    const prefix = this.scanner.match(stringStart);
    this.scanner.at = start;
    return prefix;
  }

  #strings(first: string): Value | undefined {
    const asBytes = /b/i.test(first);
    let text = '';
    for (let prefix: string | undefined = first; prefix !== undefined;) {
      if (/b/i.test(prefix) !== asBytes) return undefined;
      const part = readPythonString(this.scanner, prefix);
      if (part === undefined) return undefined;
      text += part;
      this.scanner.skip();
      prefix = this.#stringPrefix();
    }
    if (!asBytes) return { kind: 'str', value: text };
    return { kind: 'bytes', value: Uint8Array.from(text, (c) => c.charCodeAt(0)) };
  }

  #rest(): string {
    return this.scanner.text.slice(this.scanner.at, this.scanner.at + 2);
  }
}

function negate(value: Value | undefined): Value | undefined {
  switch (value?.kind) {
    case 'int':
      return { kind: 'int', value: -value.value };
    case 'bool':
      return { kind: 'int', value: value.value ? -1n : 0n };
    case 'float':
      return { kind: 'float', value: -value.value };
    case 'complex':
      return { kind: 'complex', real: -value.real, imaginary: -value.imaginary };
    default:
      return undefined;
  }
}

function isHashable(value: Value): boolean {
  if (value.kind === 'tuple') return value.items.every(isHashable);
  return value.kind !== 'list' && value.kind !== 'set' && value.kind !== 'dict';
}

/** As a dict display does: the first key stays in its place, the last value wins. */
function lastValueOfEachKey(
  pairs: readonly (readonly [Value, Value])[],
): (readonly [Value, Value])[] {
  const kept = new Map<string, readonly [Value, Value]>();
  for (const [key, value] of pairs) {
    const id = pythonKey(key);
    kept.set(id, [kept.get(id)?.[0] ?? key, value]);
  }
  return [...kept.values()];
}

function emptyOf(type: string): Value | undefined {
  switch (type) {
    case 'set':
    case 'frozenset':
    case 'list':
    case 'tuple':
      return { kind: type, items: [] };
    case 'dict':
      return { kind: 'dict', entries: [] };
    case 'float':
      return { kind: 'float', value: 0 };
    default:
      return undefined;
  }
}

function floatFromText(text: string): Value | undefined {
  const found = /^\s*([+-]?)(inf|infinity|nan)\s*$/i.exec(text);
  if (found === null) return undefined;
  const size = /^nan$/i.test(found[2] ?? '') ? NaN : Infinity;
  return { kind: 'float', value: found[1] === '-' ? -size : size };
}
