import type { MutationGrammar } from '../kit/mutation-grammar.ts';

export const python: MutationGrammar = {
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
