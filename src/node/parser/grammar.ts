import type { LanguageId } from '../../core/text.ts';

/**
 * What parsing must know of a language besides its query files: a new language is a row here, a
 * folder of queries and a wasm file.
 *
 * Each folder may hold three files, whose captures mean:
 *
 * `functions.scm`: `function` (a node; patterns that capture the same node say different things of
 * it), `name`, `parameters` or a bare `parameter`, `returns`, `async`, `generator`, `yield`, `body`,
 * `signature.end`, `declaration` (the outermost counts), `field` for the value of a class's field,
 * `decorator` (one that is a sibling),
 * `doc.inside`, `doc.before`; `placeholder` for a statement that stands for a missing body,
 * `placeholder.todo` for one that does so beside a `todo` comment, `bodiless` for a function without
 * a body on purpose; `overload` with `overload.name`; `scope.class` and `scope.object` with
 * `scope.name` and `scope.body` for what holds members; `error`.
 *
 * `parameters.scm`: `parameters` (the list), `name`, `type`, `default`, and `rest`, `keywords`,
 * `optional` or `separator` for their kind.
 *
 * `statements.scm`: a statement under its kind, `defines`, `branch` for a block that binds names
 * of the module as well, and for imports `module`, `imported`, `alias`, `imported.end`, `type-only`.
 */
export interface Grammar {
  readonly wasm: string;
  /** Folders of query files, read in this order. */
  readonly queries: readonly string[];
  readonly blocks: 'indented' | 'braced';
}

const javascript: Grammar = {
  wasm: 'javascript.wasm',
  queries: ['ecmascript', 'javascript'],
  blocks: 'braced',
};

const typescript: Grammar = {
  wasm: 'typescript.wasm',
  queries: ['ecmascript', 'typescript'],
  blocks: 'braced',
};

export const grammars: Readonly<Record<LanguageId, Grammar>> = {
  python: { wasm: 'python.wasm', queries: ['python'], blocks: 'indented' },
  javascript,
  javascriptreact: javascript,
  typescript,
  typescriptreact: { ...typescript, wasm: 'tsx.wasm' },
};
