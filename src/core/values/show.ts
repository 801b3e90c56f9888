/** How people read a Value: as source text of the language, cut to a length. */
import { printFloat } from './canonical.ts';
import type { ValueLanguage } from './equality.ts';
import type { ObjectValue, Value } from './value.ts';

export type QuoteMark = "'" | '"';

/**
 * @param limit Most characters of the answer; the rest becomes `…`.
 * @param style `source` can be read back as a literal where there is one; `printed` is what the
 *   language prints: Python's `nan` is no name there.
 * @param mark The quote of strings that hold no quote of that kind.
 */
export function showValue(
  value: Value,
  language: ValueLanguage,
  limit = 200,
  style: 'source' | 'printed' = 'source',
  mark: QuoteMark = "'",
): string {
  const out = new Output(limit, style, mark);
  if (language === 'python') showPython(value, out);
  else showJavaScript(value, out);
  return out.text();
}

/** Collects text and says when there is enough, so that a huge value costs no more than is shown. */
class Output {
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

function showPython(value: Value, out: Output): void {
  const items = (open: string, values: readonly Value[], close: string): void => {
    out.add(open);
    out.each(values, (item) => showPython(item, out)).add(close);
  };
  switch (value.kind) {
    case 'null':
      out.add('None');
      break;
    case 'undefined':
    case 'hole':
      out.add(value.kind);
      break;
    case 'bool':
      out.add(value.value ? 'True' : 'False');
      break;
    case 'int':
      out.add(value.value.toString());
      break;
    case 'float':
      out.add(showPythonFloat(value.value, out.style));
      break;
    case 'complex':
      out.add(`complex(${printFloat(value.real)}, ${printFloat(value.imaginary)})`);
      break;
    case 'str':
      out.add(quote(value.value, out.mark));
      break;
    case 'bytes':
      out.add(`b${quoteBytes(value.value)}`);
      break;
    case 'list':
      items('[', value.items, ']');
      break;
    case 'tuple':
      items('(', value.items, value.items.length === 1 ? ',)' : ')');
      break;
    case 'set':
      if (value.items.length === 0) out.add('set()');
      else items('{', value.items, '}');
      break;
    case 'frozenset':
      if (value.items.length === 0) out.add('frozenset()');
      else items('frozenset({', value.items, '})');
      break;
    case 'dict':
      out.add('{');
      out.each(value.entries, ([k, v]) => {
        showPython(k, out);
        out.add(': ');
        showPython(v, out);
      });
      out.add('}');
      break;
    case 'object':
      showPythonObject(value, out);
      break;
    case 'iterator':
      items(`<${value.type}: `, value.items, `${endOf(value)}>`);
      break;
    case 'named':
      out.add(value.sort === 'constant' ? value.name : `<${value.sort} ${value.name}>`);
      break;
    case 'ref':
      out.add('<cycle>');
      break;
  }
}

/** Python switches to exponents at 1e16 and below 1e-4, and writes two digits at least. */
function showPythonFloat(value: number, style: 'source' | 'printed'): string {
  if (!Number.isFinite(value)) {
    return style === 'source' ? `float('${printFloat(value)}')` : printFloat(value);
  }
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-4 && size < 1e16)) return printFloat(value);
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}

function showPythonObject(value: ObjectValue, out: Output): void {
  out.add(`${value.type}(`);
  const names = value.fields.find(([name]) => name === '_fields')?.[1];
  if (names?.kind === 'tuple' && value.base?.kind === 'tuple') {
    const { items } = value.base;
    out.each(names.items, (name) => {
      const item = items[names.items.indexOf(name)];
      out.add(`${name.kind === 'str' ? name.value : '?'}=`);
      if (item !== undefined) showPython(item, out);
    });
  } else {
    if (value.base !== undefined) showPython(value.base, out);
    if (value.base !== undefined && value.fields.length > 0) out.add(', ');
    out.each(value.fields, ([name, v]) => {
      out.add(`${name}=`);
      showPython(v, out);
    });
  }
  out.add(')');
}

function showJavaScript(value: Value, out: Output): void {
  const items = (open: string, values: readonly Value[], close: string): void => {
    out.add(open);
    out.each(values, (item) => showJavaScript(item, out)).add(close);
  };
  switch (value.kind) {
    case 'null':
    case 'undefined':
      out.add(value.kind);
      break;
    case 'hole':
      break;
    case 'bool':
      out.add(String(value.value));
      break;
    case 'int':
      out.add(`${value.value}n`);
      break;
    case 'float':
      out.add(Object.is(value.value, -0) ? '-0' : String(value.value));
      break;
    case 'complex':
      out.add(`${value.real}+${value.imaginary}i`);
      break;
    case 'str':
      out.add(quote(value.value, out.mark));
      break;
    case 'bytes':
      items(
        '[',
        [...value.value].map((byte) => ({ kind: 'float', value: byte })),
        ']',
      );
      break;
    case 'list':
    case 'tuple':
      items('[', value.items, ']');
      break;
    case 'set':
    case 'frozenset':
      if (value.items.length === 0) out.add('new Set()');
      else items('new Set([', value.items, '])');
      break;
    case 'dict':
      out.add('new Map([');
      out.each(value.entries, ([k, v]) => {
        items('[', [k, v], ']');
      });
      out.add('])');
      break;
    case 'object':
      showJavaScriptObject(value, out);
      break;
    case 'iterator':
      items(`<${value.type}: `, value.items, `${endOf(value)}>`);
      break;
    case 'named':
      out.add(value.sort === 'constant' ? value.name : `<${value.sort} ${value.name}>`);
      break;
    case 'ref':
      out.add('<cycle>');
      break;
  }
}

function showJavaScriptObject(value: ObjectValue, out: Output): void {
  if (value.type !== 'Object') out.add(`${value.type} `);
  if (value.base !== undefined) {
    showJavaScript(value.base, out);
    if (value.fields.length === 0) return;
    out.add(' ');
  }
  if (value.fields.length === 0) {
    out.add('{}');
    return;
  }
  out.add('{ ');
  out.each(value.fields, ([name, v]) => {
    out.add(`${/^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name, out.mark)}: `);
    showJavaScript(v, out);
  });
  out.add(' }');
}

function endOf(value: Extract<Value, { kind: 'iterator' }>): string {
  return { done: '', cut: ', …', raised: `, raised ${value.raised ?? ''}` }[value.end];
}

const unreadable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]/gu;

/** Single quotes, as both languages print strings, or those wanted; the others where the text holds these. */
function quote(text: string, wanted: QuoteMark): string {
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

function quoteBytes(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    if (byte === 0x27 || byte === 0x5c) text += `\\${String.fromCharCode(byte)}`;
    else if (byte >= 0x20 && byte < 0x7f) text += String.fromCharCode(byte);
    else text += `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return `'${text}'`;
}
