import type { SyntaxSummary } from '../../core/task/syntax.ts';
import type { LanguageId } from '../../core/text.ts';

/** What the worker is started with. */
export interface WorkerSettings {
  /** Paths of the wasm files: the parser's own and one for each grammar, by the name in `grammar.ts`. */
  readonly wasm: Readonly<Record<string, string>>;
  /** Directory of the query files. */
  readonly queries: string;
}

export type ParserRequest =
  | {
      readonly id: number;
      readonly kind: 'summarize';
      readonly language: LanguageId;
      readonly text: string;
    }
  | {
      readonly id: number;
      readonly kind: 'nodes';
      readonly language: LanguageId;
      readonly text: string;
      /** A tree-sitter query in the language's grammar. */
      readonly query: string;
    };

/** One capture of a query, by UTF-16 offsets. */
export interface CapturedNode {
  readonly name: string;
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

export type ParserReply =
  | {
      readonly id: number;
      readonly ok: true;
      readonly value: SyntaxSummary | readonly CapturedNode[];
    }
  | { readonly id: number; readonly ok: false; readonly message: string };
