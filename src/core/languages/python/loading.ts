import { indentBy } from '../kit/indent.ts';
import type { Loading } from '../kit/loading.ts';
import { pythonLexis } from './lexis.ts';
import { PythonModules } from './modules.ts';
import { pythonReferences } from './references.ts';
import { isStandardModule } from './standard-modules.ts';

export const pythonLoading: Loading = {
  references: (_text, mask) => pythonReferences(mask),
  resolver: (files, path, names) => PythonModules.of(files, path, names),
  guard: {
    mayLack: (statement) =>
      statement.import?.modules.some((module) => !isStandardModule(module)) ?? false,
    guarded: (code, caught) => {
      const exception = { import: 'ImportError', anything: 'Exception' }[caught];
      return `try:\n${indentBy(code, '    ', pythonLexis)}\nexcept ${exception}:\n    pass`;
    },
    isGuarded: (code) => code.startsWith('try:'),
  },
  acting: (statement) =>
    /^(?:[rbuRBU]*["']|if\s+__name__\b|del\b|pass\b|\.\.\.)/.test(statement)
      ? undefined
      : `try:\n${indentBy(statement, '    ', pythonLexis)}\nexcept Exception:\n    pass`,
  lateAnnotations: 'from __future__ import annotations',
  evaluatesSignatures: true,
};
