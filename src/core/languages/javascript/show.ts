import type { Value, ObjectValue } from '../../values/value.ts';
import type { Output } from '../../values/show.ts';
import { quote, endOf } from '../../values/show.ts';

export function showJavaScript(value: Value, out: Output): void {
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
