import type { DocExamples } from '../kit/doc-examples.ts';
import { scriptSession } from './session.ts';

export const scriptDocExamples: DocExamples = {
  gives:
    /^\s*;?\s*(?:\/\/\s*)?(?:[=-]{1,3}>|→|➞|⟶|===?|=|(?:should |will |must |would )?(?:return|equal|be|give|yield|output|evaluate to|resolve to)s?\b(?:\s+to\b)?|evaluates to\b|resolves to\b|is(?: equal to)?\b|throws?\b|rejects with\b)\s*:?\s*/,
  commented: /^\s*;?\s*\/\/\s*/,
  session: scriptSession,
};
