import { Layout } from '../kit/reading/layout.ts';
import type { TreeReading } from '../kit/reading/tree-reading.ts';
import { scriptLayout } from './reading/layout.ts';
import { scriptNames } from './reading/names.ts';

/** Of JavaScript, JSX, TypeScript and TSX: each grammar has only what the language has. */
export const scriptReading: TreeReading = {
  names: (...code) => scriptNames(code),
  layout: (tree) => new Layout(tree, scriptLayout),
};
