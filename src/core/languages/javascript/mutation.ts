import type { MutationGrammar } from '../kit/mutation-grammar.ts';

export const javascript: MutationGrammar = {
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
