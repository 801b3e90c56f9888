import { Layout } from '../kit/reading/layout.ts';
import type { TreeReading } from '../kit/reading/tree-reading.ts';
import { pythonLayout } from './reading/layout.ts';
import { pythonNames } from './reading/names.ts';

export const pythonReading: TreeReading = {
  names: (...code) => pythonNames(code),
  layout: (tree) => new Layout(tree, pythonLayout),
};
