import type { LayoutRules } from '../../kit/reading/lines.ts';

export const scriptLayout: LayoutRules = {
  strings: new Set(['string', 'template_string', 'template_literal_type', 'regex']),
  blocks: new Set([
    'statement_block',
    'class_body',
    'interface_body',
    'object_type',
    'enum_body',
    'switch_body',
  ]),
  owners: new Set([
    'switch_case',
    'switch_default',
    'if_statement',
    'else_clause',
    'for_statement',
    'for_in_statement',
    'while_statement',
    'do_statement',
    'with_statement',
    'labeled_statement',
  ]),
  clauses: new Set(['else_clause', 'catch_clause', 'finally_clause']),
  expressions: /(?:_expression|_declarator)$/,
  continuations: 'levels',
  opensUnclosed: ({ kind, parent }) => kind === '`' && parent?.isError === true,
  isDocumentation: () => false,
};
