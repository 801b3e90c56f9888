import type { ImportForm } from '../kit/import-form.ts';
import { importOrigins } from './import-origins.ts';
import { importsIn } from './module-kind.ts';

export const scriptImports: ImportForm = {
  bound: (statement) => {
    const clause = /^import\s+(?:type\s+)?([\s\S]+?)\s+from\b/.exec(statement)?.[1];
    if (clause === undefined) return /\brequire\b/.test(statement) ? ['*'] : [];
    return clause
      .replace(/[{}]/g, ',')
      .split(',')
      .map((item) =>
        item
          .trim()
          .replace(/^type\s+/, '')
          .split(/\s+as\s+/),
      )
      .map(([name = '', alias]) => alias ?? name)
      .filter((name) => name !== '');
  },
  only: (statement) => statement,
  tidied: (statement) => statement.replace(/,\s*\{\s*,?\s*\}/, ''),
  inStyleOf: (statement, others) => {
    if (others.length === 0) return statement;
    const bare = statement.replace(/;\s*$/, '');
    const ended = others.some((other) => other.endsWith(';')) ? `${bare};` : bare;
    const double = others.filter((other) => other.includes('"')).length;
    const quote = double * 2 > others.length ? '"' : "'";
    return ended.replace(/(['"])([^'"]*)\1/g, `${quote}$2${quote}`);
  },
  blankLinesBefore: () => 1,
  taking: (name, module) => `import { ${name} } from '${module}';`,
  // A test is run as the body of a function.
  mayStandInTests: () => false,
  hasDefaults: true,
  statementsIn: importsIn,
  origins: importOrigins,
  isForeign: (module) => !/^[./#~@]/.test(module) || /^@[^/]+\//.test(module),
  isForTypes: () => false,
  isSetting: () => false,
};
