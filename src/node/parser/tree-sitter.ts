import { readFile } from 'node:fs/promises';
import { Language, Parser, Query, type Tree } from 'web-tree-sitter';
import type { CapturedNode } from '../../core/ports.ts';
import type { LanguageId } from '../../core/text.ts';
import { grammars } from './grammar.ts';
import type { ParserQuestion, ParserValue, WorkerSettings } from './protocol.ts';
import { summarize } from './summarize.ts';
import { loadQueries, type SyntaxQueries } from './syntax-queries.ts';
import { TreeCache } from './tree-cache.ts';
import { treeData } from './tree-data.ts';

/** Queries of callers that are kept compiled: a run asks the same few again and again. */
const keptQueries = 16;

interface Loaded {
  readonly language: Language;
  readonly trees: TreeCache;
  readonly queries: SyntaxQueries;
  /** By their source, least recently used first. */
  readonly compiled: Map<string, Query>;
}

/** Answers questions about texts in the thread that it is in. What the worker does, and tests by themselves. */
export class TreeSitter {
  readonly #settings: WorkerSettings;
  readonly #ready: Promise<void>;
  /** By wasm file: two language ids may share a grammar. */
  readonly #languages = new Map<string, Promise<Loaded>>();

  constructor(settings: WorkerSettings) {
    this.#settings = settings;
    this.#ready = Parser.init({ locateFile: () => this.#wasmPath('web-tree-sitter.wasm') });
  }

  async answer(question: ParserQuestion): Promise<ParserValue> {
    const { language, text } = question;
    const grammar = await this.#loaded(language);
    return grammar.trees.with(text, (tree) => {
      switch (question.kind) {
        case 'summarize':
          return summarize(tree, grammar.queries, grammars[language], text);
        case 'tree':
          return treeData(tree);
        case 'nodes':
          return captures(tree, compiled(grammar, question.query));
      }
    });
  }

  #loaded(id: LanguageId): Promise<Loaded> {
    const { wasm } = grammars[id];
    const known = this.#languages.get(wasm) ?? this.#load(id);
    this.#languages.set(wasm, known);
    // A file that could not be read now may be there at the next request.
    known.catch(() => this.#languages.delete(wasm));
    return known;
  }

  async #load(id: LanguageId): Promise<Loaded> {
    await this.#ready;
    const { wasm, queries } = grammars[id];
    const language = await Language.load(await readFile(this.#wasmPath(wasm)));
    const parser = new Parser();
    parser.setLanguage(language);
    return {
      language,
      trees: new TreeCache(parser),
      queries: await loadQueries(language, this.#settings.queries, queries),
      compiled: new Map(),
    };
  }

  #wasmPath(name: string): string {
    const path = this.#settings.wasm[name];
    if (path === undefined) {
      throw new Error(`The grammar ${name} is not part of this installation.`);
    }
    return path;
  }
}

function compiled({ language, compiled: known }: Loaded, source: string): Query {
  const query = known.get(source) ?? new Query(language, source);
  known.delete(source);
  known.set(source, query);
  for (const [oldest, unused] of known) {
    if (known.size <= keptQueries) break;
    known.delete(oldest);
    unused.delete();
  }
  return query;
}

function captures(tree: Tree, query: Query): CapturedNode[] {
  return query.captures(tree.rootNode).map(({ name, node }) => ({
    name,
    start: node.startIndex,
    end: node.endIndex,
  }));
}
