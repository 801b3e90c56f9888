import type { Value } from '../../values/value.ts';
import { printedForm, showValue, type ValueForm } from '../kit/show-value.ts';
import { showPython } from './show.ts';

export const pythonValues: ValueForm = {
  show: showPython,
  printed: (value: Value) =>
    value.kind === 'object' && value.base !== undefined
      ? printedForm(value.base, { values: pythonValues })
      : showValue(value, { values: pythonValues }, Infinity, 'printed'),
};
