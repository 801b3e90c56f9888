import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
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

/** The real parser, run from source with the grammars of the development packages. */
export function sourceParser(limitMs?: number): WorkerParser {
  return new WorkerParser({
    ...sourceParserOptions(),
    ...(limitMs === undefined ? {} : { limitMs }),
  });
}
