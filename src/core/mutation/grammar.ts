import type { LanguageFamily } from '../program/language.ts';

/**
 * What mutation must know of a language, as data. Captures of `sites` are named after a mutation
 * operator; the captured text is what the operator replaces. Captures of `bodies` are the bodies of
 * functions.
 */
export interface MutationGrammar {
  readonly sites: string;
  readonly bodies: string;
  /** What stands for a body that does nothing: for a block and for an arrow function's expression. */
  readonly emptyBlock: string;
  readonly emptyExpression: string;
  readonly emptyStatement: string;
  readonly nothing: string;
  readonly negated: (condition: string) => string;
}

export type MutationOperator =
  | 'comparison'
  | 'arithmetic'
  | 'assignment'
  | 'logic'
  | 'boolean'
  | 'number'
  | 'condition'
  | 'returned'
  | 'statement';

const python: MutationGrammar = {
  sites: `
    (comparison_operator ["<" "<=" ">" ">=" "==" "!="] @comparison)
    (binary_operator operator: ["+" "-" "*" "/" "//" "%"] @arithmetic)
    (augmented_assignment operator: ["+=" "-=" "*=" "//="] @assignment)
    (boolean_operator operator: ["and" "or"] @logic)
    [(true) (false)] @boolean
    (integer) @number
    (if_statement condition: (_) @condition)
    (elif_clause condition: (_) @condition)
    (conditional_expression (_) . "if" . (_) @condition)
    (return_statement (_) @returned)
    (expression_statement [(assignment) (augmented_assignment) (call)]) @statement
  `,
  bodies: '(function_definition body: (block) @body)',
  emptyBlock: 'pass',
  emptyExpression: 'None',
  emptyStatement: 'pass',
  nothing: 'None',
  negated: (condition) => `not (${condition})`,
};

const javascript: MutationGrammar = {
  sites: `
    (binary_expression operator: ["<" "<=" ">" ">=" "==" "===" "!=" "!=="] @comparison)
    (binary_expression operator: ["+" "-" "*" "/" "%"] @arithmetic)
    (augmented_assignment_expression operator: ["+=" "-=" "*="] @assignment)
    (binary_expression operator: ["&&" "||"] @logic)
    [(true) (false)] @boolean
    (number) @number
    (if_statement condition: (_) @condition)
    (ternary_expression condition: (_) @condition)
    (return_statement (_) @returned)
    (expression_statement
      [(assignment_expression) (augmented_assignment_expression) (call_expression)]) @statement
  `,
  bodies: `
    (function_declaration body: (_) @body)
    (function_expression body: (_) @body)
    (generator_function_declaration body: (_) @body)
    (generator_function body: (_) @body)
    (method_definition body: (_) @body)
    (arrow_function body: (_) @body)
  `,
  emptyBlock: '{}',
  emptyExpression: 'undefined',
  emptyStatement: ';',
  nothing: 'undefined',
  negated: (condition) => `(!(${condition}))`,
};

export const mutationGrammars: Readonly<Record<LanguageFamily, MutationGrammar>> = {
  python,
  javascript,
};
