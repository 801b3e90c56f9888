import type { Loading } from '../kit/loading.ts';
import { declaredKind } from './declared-kind.ts';
import { JavaScriptModules } from './modules.ts';
import { scriptReferences } from './references.ts';

export const scriptLoading: Loading = {
  references: scriptReferences,
  resolver: (files, path) => JavaScriptModules.of(files, path),
  declaredKind,
  // Types are stripped before a program runs.
  evaluatesSignatures: false,
};
