import type { Test } from './check.ts';

/** How an argument reaches a parameter. */
export type ParameterKind = 'positional' | 'keyword-only' | 'rest' | 'keywords';

export interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
  /** The type as written in the source; absent where the source has none. */
  readonly type?: string;
  /** The default value as written in the source. */
  readonly default?: string;
}

/** What one function of a Plan must do; never how. */
export interface Contract {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** The return type as written in the source. */
  readonly returns?: string;
  /** Plain text: the docstring without its examples' markup, or the plan's description. */
  readonly description: string;
  /** Trusted tests that the description or its author gave. */
  readonly examples: readonly Test[];
  readonly async?: boolean;
  readonly generator?: boolean;
  /** True where a proposed declaration was written to be visible to other modules. */
  readonly exported?: boolean;
  /**
   * The header as its author wrote it, at column 0 and without `export`, where the rest does not say
   * all of it: type parameters, optional parameters. Absent where it is made of the rest.
   */
  readonly header?: string;
}

const iteratorType =
  /^(?:Promise<)?(?:[\w.]+\.)?(?:Async)?(?:Iterable)?(?:Iterator|Iterable|Generator)\b/;
const saysYields =
  /\byield(?:s|ed|ing)?\b|\b(?:returns?|gives?) (?:an? )?(?:\w+ )?(?:iterator|generator)\b/i;

/**
 * Whether calls give something to go through, as far as the declaration says: a list then stands for
 * what it yields. The description counts only where there is no return type.
 */
export function yieldsItems({ generator, returns, description }: Contract): boolean {
  if (generator === true) return true;
  return returns === undefined ? saysYields.test(description) : iteratorType.test(returns.trim());
}

/**
 * A tree of Contracts; a DAG where a helper is shared, cyclic where functions recurse.
 * `calls` holds names of contracts of the same Plan, in the order of first mention.
 */
export interface Plan {
  readonly root: string;
  readonly functions: ReadonlyMap<string, PlannedFunction>;
}

export interface PlannedFunction {
  readonly contract: Contract;
  readonly calls: readonly string[];
}
