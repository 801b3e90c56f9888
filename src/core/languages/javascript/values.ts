import type { Value } from '../../values/value.ts';
import { printedForm, showValue, type ValueForm } from '../kit/show-value.ts';
import { showJavaScript } from './show.ts';

export const scriptValues: ValueForm = { show: showJavaScript, printed };

function printed(value: Value): string {
  switch (value.kind) {
    case 'float':
      return String(value.value);
    case 'int':
      return value.value.toString();
    case 'list':
      return value.items
        .map((item) => {
          const absent = ['null', 'undefined', 'hole'].includes(item.kind);
          return absent ? '' : printedForm(item, { values: scriptValues });
        })
        .join(',');
    case 'object':
      return value.type === 'Object' ? '[object Object]' : shown(value);
    case 'dict':
      return '[object Map]';
    case 'set':
      return '[object Set]';
    default:
      return shown(value);
  }
}

function shown(value: Value): string {
  return showValue(value, { values: scriptValues }, Infinity);
}
