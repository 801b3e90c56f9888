import type { Value, ObjectValue } from '../../values/value.ts';
import type { Output } from '../../values/show.ts';
import { quote, quoteBytes, endOf } from '../../values/show.ts';
import { printFloat } from '../../values/canonical.ts';

export function showPython(value: Value, out: Output): void {
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
