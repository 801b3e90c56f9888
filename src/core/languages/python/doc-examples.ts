import type { DocExamples } from '../kit/doc-examples.ts';
import { pythonSession } from './session.ts';

export const pythonDocExamples: DocExamples = {
  gives:
    /^\s*(?:#\s*)?(?:[=-]{1,3}>|→|➞|⟶|==|=|(?:should |will |must |would )?(?:return|equal|be|give|yield|output|evaluate to|print)s?\b(?:\s+to\b)?|evaluates to\b|is(?: equal to)?\b|raises\b)\s*:?\s*/,
  commented: /^\s*#\s*/,
  session: pythonSession,
};
