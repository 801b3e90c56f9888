import type { Effort } from '../effort.ts';
import type { ModelReply, ModelRequest, Parser } from '../ports.ts';

/**
 * Makes artifacts with a model: renders a prompt from typed input, reads the answer leniently.
 * `parse` is pure given its arguments, so that a recorded reply always yields the same output.
 */
export interface Operator<Input, Output> {
  /** Stable name; part of every Action id. */
  readonly name: string;
  /** What it makes, as people are told what a larger budget would buy: `candidates`. */
  readonly makes: string;
  /** How much a model that reasons needs to for this; absent: as it does by itself. */
  readonly effort?: Effort;
  prompt(input: Input): ModelRequest;
  parse(reply: ModelReply, input: Input, tools: OperatorTools): Promise<Output>;
}

export interface OperatorTools {
  readonly parser: Parser;
}
