import type { CapturedNode } from '../../core/ports.ts';
import type { SyntaxSummary } from '../../core/syntax.ts';
import type { TreeData } from '../../core/syntax-tree.ts';
import type { LanguageId } from '../../core/text.ts';

/** What the worker is started with. */
export interface WorkerSettings {
  /** Paths of the wasm files: the parser's own and one for each grammar, by the name in `grammar.ts`. */
  readonly wasm: Readonly<Record<string, string>>;
  /** Directory that holds the folders of query files. */
  readonly queries: string;
}

interface Request {
  readonly id: number;
  readonly language: LanguageId;
  readonly text: string;
}

export type ParserRequest =
  | (Request & { readonly kind: 'summarize' | 'tree' })
  /** `query` is a tree-sitter query in the language's grammar. */
  | (Request & { readonly kind: 'nodes'; readonly query: string });

/** What is asked, before it has a number. */
export type ParserQuestion = Unnumbered<ParserRequest>;

type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never;

export type ParserValue = SyntaxSummary | readonly CapturedNode[] | TreeData;

export type ParserReply =
  | { readonly id: number; readonly ok: true; readonly value: ParserValue }
  | { readonly id: number; readonly ok: false; readonly message: string };
