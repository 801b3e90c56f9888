import type { ImportForm } from '../kit/import-form.ts';
import { importOrigins } from './import-origins.ts';
import { isStandardModule } from './standard-modules.ts';

export const pythonImports: ImportForm = {
  bound: (statement) => {
    if (/^from\s+__future__/.test(statement)) return ['*'];
    const list = /\bimport\s+([\s\S]+)$/.exec(statement)?.[1] ?? '';
    return list
      .replace(/[()\\]/g, ' ')
      .replace(/#.*$/gm, '')
      .split(',')
      .map((item) => item.trim().split(/\s+as\s+/))
      .map(([name = '', alias]) => alias ?? name.split('.')[0] ?? name);
  },
  only: (statement, names) => {
    const parts = statement
      .replace(/^import\s+/, '')
      .split(',')
      .map((part) => part.trim());
    const local = (part: string) => /\bas\s+(\w+)$/.exec(part)?.[1] ?? part.split('.')[0] ?? part;
    return `import ${parts.filter((part) => names.includes(local(part))).join(', ')}`;
  },
  tidied: (statement) => statement,
  inStyleOf: (statement) => statement,
  blankLinesBefore: (next) => (/^(?:@|#|class\b|(?:async\s+)?def\b)/.test(next) ? 2 : 1),
  taking: (name, module) => `from ${module} import ${name}`,
  mayStandInTests: (statement) => {
    const from = /^from\s+([\w.]+)\s+import\b/.exec(statement)?.[1];
    const plain = /^import\s+([\s\S]+)$/.exec(statement)?.[1];
    const modules = from === undefined ? (plain ?? '').split(',') : [from];
    return modules.every((each) => isStandardModule(each.trim().split(/\s/)[0] ?? ''));
  },
  hasDefaults: false,
  statementsIn: ({ text }) => [text],
  origins: importOrigins,
  isForeign: isStandardModule,
  isForTypes: (statement) =>
    statement.kind === 'if_statement' &&
    /^(?:\w+\.)?TYPE_CHECKING$/.test(statement.child('condition')?.text ?? ''),
  isSetting: ({ kind }) => kind === 'future_import_statement',
  settings: '__future__',
};
