import type { DocExamples } from '../kit/doc-examples.ts';
import { topLevel } from '../kit/lexis.ts';

const spelledOut: Readonly<Record<string, string>> = { True: 'true', False: 'false' };

export const scriptDocExamples: DocExamples = {
  gives:
    /^\s*;?\s*(?:\/\/\s*)?(?:=>|->|→|➞|===?|=|returns?\b|should (?:return|equal|be)\b|gives\b|is\b|throws?\b)\s*/,
  commented: /^\s*;?\s*\/\/\s*/,
  valueOf: (text, mask) =>
    topLevel(mask, ',').length > 0 ? undefined : (spelledOut[text] ?? text),
};
