import type { Loading } from '../kit/loading.ts';
import { declaredKind } from './declared-kind.ts';
import { JavaScriptModules } from './modules.ts';
import { scriptReferences } from './references.ts';

export const scriptLoading: Loading = {
  references: scriptReferences,
  resolver: (files, path) => JavaScriptModules.of(files, path),
  declaredKind,
  exporting: (statement) =>
    /^(?:module\s*\.\s*)?exports\b(?:\s*\.\s*[\w$]+)*\s*=(?!=)/.test(statement)
      ? `try { ${statement.replace(/;\s*$/, '')}; } catch {}`
      : undefined,
  acting: (statement) =>
    /^(?:export\b|['"`{]|return\b|(?:module\s*\.\s*)?exports\b)/.test(statement)
      ? undefined
      : `try { ${statement.replace(/;\s*$/, '')}; } catch {}`,
  // Types are stripped before a program runs.
  evaluatesSignatures: false,
};
