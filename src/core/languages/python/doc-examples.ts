import type { DocExamples } from '../kit/doc-examples.ts';

/** Stands in what Python prints (`1>>!<<2`, `[<Row 1>]`), but in no value that can be written down. */
const inNoValue = /[<>!?$@`]/;

export const pythonDocExamples: DocExamples = {
  gives:
    /^\s*(?:#\s*)?(?:=>|->|→|➞|==|=|returns?\b|should (?:return|equal|be)\b|gives\b|is\b|raises\b)\s*/,
  commented: /^\s*#\s*/,
  valueOf: (text, mask) => (inNoValue.test(mask) ? undefined : text),
  sessionAssertion: (before, expression, printed) =>
    [...before, `assert (${expression}) == (${printed})`].join('\n'),
};
