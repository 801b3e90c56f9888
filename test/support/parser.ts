import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { CapturedNode, Parser } from '../../src/core/ports.ts';
import { SyntaxTree, type TreeData } from '../../src/core/syntax-tree.ts';
import type { SyntaxSummary } from '../../src/core/syntax.ts';
import type { LanguageId } from '../../src/core/text.ts';
import { TreeSitter } from '../../src/node/parser/tree-sitter.ts';
import { RecentTrees } from '../../src/node/parser/recent-trees.ts';
import { WorkerParser, type WorkerParserOptions } from '../../src/node/parser/worker-parser.ts';

const require = createRequire(import.meta.url);

/** Where the parser's files are in a checkout that is not built. */
export function sourceParserOptions(): WorkerParserOptions {
  return {
    script: new URL('../../src/node/parser/worker.ts', import.meta.url),
    queries: fileURLToPath(new URL('../../src/node/parser/queries', import.meta.url)),
    wasm: {
      'web-tree-sitter.wasm': require.resolve('web-tree-sitter/web-tree-sitter.wasm'),
      'python.wasm': require.resolve('tree-sitter-python/tree-sitter-python.wasm'),
      'javascript.wasm': require.resolve('tree-sitter-javascript/tree-sitter-javascript.wasm'),
      'typescript.wasm': require.resolve('tree-sitter-typescript/tree-sitter-typescript.wasm'),
      'tsx.wasm': require.resolve('tree-sitter-typescript/tree-sitter-tsx.wasm'),
    },
  };
}

/** Grammars cannot be unloaded: all tests of a process share them. */
const treeSitter = new TreeSitter(sourceParserOptions());

/** The real parser, from source and with the grammars of the development packages, in this thread. */
export class ThreadParser implements Parser {
  readonly #trees = new RecentTrees();

  async summarize(language: LanguageId, text: string): Promise<SyntaxSummary> {
    return (await treeSitter.answer({ kind: 'summarize', language, text })) as SyntaxSummary;
  }

  tree(language: LanguageId, text: string): Promise<SyntaxTree> {
    return this.#trees.of(language, text, async () => {
      const data = (await treeSitter.answer({ kind: 'tree', language, text })) as TreeData;
      return new SyntaxTree(language, text, data);
    });
  }

  async nodes(language: LanguageId, text: string, query: string): Promise<readonly CapturedNode[]> {
    const answer = await treeSitter.answer({ kind: 'nodes', language, text, query });
    return answer as readonly CapturedNode[];
  }

  dispose(): Promise<void> {
    this.#trees.clear();
    return Promise.resolve();
  }
}

export function sourceParser(): ThreadParser {
  return new ThreadParser();
}

/** The same in a worker, as users have it. */
export function workerParser(limitMs?: number): WorkerParser {
  return new WorkerParser({
    ...sourceParserOptions(),
    ...(limitMs === undefined ? {} : { limitMs }),
  });
}
