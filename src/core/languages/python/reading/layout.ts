import type { SyntaxNode } from '../../../syntax-tree.ts';
import type { LayoutRules } from '../../kit/reading/lines.ts';

export const pythonLayout: LayoutRules = {
  strings: new Set(['string']),
  blocks: new Set(['block']),
  owners: new Set(),
  clauses: new Set([
    'elif_clause',
    'else_clause',
    'except_clause',
    'except_group_clause',
    'finally_clause',
    'decorated_definition',
  ]),
  expressions: /(?!)/,
  continuations: 'chosen',
  opensUnclosed: ({ kind, text, parent }) =>
    kind === 'string_start' && parent?.kind !== 'string' && /(?:"""|''')$/.test(text),
  isDocumentation: isDocstring,
};

/** True for the string that a function, class or module begins with: it is its documentation. */
export function isDocstring(string: SyntaxNode): boolean {
  const statement = string.parent;
  if (statement?.kind !== 'expression_statement' || statement.namedChildren.length !== 1) {
    return false;
  }
  if (!/^[rRuU]?["']/.test(string.text.slice(0, 2))) return false;
  const body = statement.parent;
  const first = body?.namedChildren.find((child) => !child.isExtra);
  if (!body || first !== statement) return false;
  const owner = body.parent?.kind;
  if (body.kind === 'module') return true;
  return body.kind === 'block' && (owner === 'function_definition' || owner === 'class_definition');
}
