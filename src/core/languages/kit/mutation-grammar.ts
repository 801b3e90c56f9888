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
