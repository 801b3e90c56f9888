import { showValue } from './languages.ts';
import type { ValueLanguage } from '../values/equality.ts';
import type { Value } from '../values/value.ts';

/** What `str(value)` (Python) or `String(value)` (JavaScript) gives for data. */

export function printedForm(value: Value, language: ValueLanguage): string {
  if (value.kind === 'str') return value.value;
  return language === 'python' ? pythonForm(value) : javascriptForm(value);
}

function pythonForm(value: Value): string {
  if (value.kind === 'object' && value.base !== undefined) return printedForm(value.base, 'python');
  return showValue(value, 'python', Infinity, 'printed');
}

function javascriptForm(value: Value): string {
  switch (value.kind) {
    case 'float':
      return String(value.value);
    case 'int':
      return value.value.toString();
    case 'list':
      return value.items
        .map((item) => {
          const absent = ['null', 'undefined', 'hole'].includes(item.kind);
          return absent ? '' : printedForm(item, 'javascript');
        })
        .join(',');
    case 'object':
      return value.type === 'Object' ? '[object Object]' : showValue(value, 'javascript', Infinity);
    case 'dict':
      return '[object Map]';
    case 'set':
      return '[object Set]';
    default:
      return showValue(value, 'javascript', Infinity);
  }
}
