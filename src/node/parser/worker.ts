// Runs in a worker thread: parses with tree-sitter, so that no file can stop the editor.
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { Language, Parser, Query, type Tree } from 'web-tree-sitter';
import type { CapturedNode } from '../../core/ports.ts';
import type { LanguageId } from '../../core/text.ts';
import { grammars } from './grammar.ts';
import type { ParserReply, ParserRequest, WorkerSettings } from './protocol.ts';
import { summarize } from './summarize.ts';
import { loadQueries, type SyntaxQueries } from './syntax-queries.ts';
import { TreeCache } from './tree-cache.ts';
import { buffersOf, treeData } from './tree-data.ts';

/** Queries of callers that are kept compiled: a run asks the same few again and again. */
const keptQueries = 16;

interface Loaded {
  readonly language: Language;
  readonly trees: TreeCache;
  readonly queries: SyntaxQueries;
  /** By their source, least recently used first. */
  readonly compiled: Map<string, Query>;
}

const settings = workerData as WorkerSettings;
const port = parentPort;
if (!port) throw new Error('The parser worker must be started as a worker thread.');

function wasmPath(name: string): string {
  const path = settings.wasm[name];
  if (path === undefined) throw new Error(`The grammar ${name} is not part of this installation.`);
  return path;
}

const ready = Parser.init({ locateFile: () => wasmPath('web-tree-sitter.wasm') });
/** By wasm file: two language ids may share a grammar. */
const languages = new Map<string, Promise<Loaded>>();

async function load(id: LanguageId): Promise<Loaded> {
  await ready;
  const { wasm, queries } = grammars[id];
  const language = await Language.load(await readFile(wasmPath(wasm)));
  const parser = new Parser();
  parser.setLanguage(language);
  return {
    language,
    trees: new TreeCache(parser),
    queries: await loadQueries(language, settings.queries, queries),
    compiled: new Map(),
  };
}

function loaded(id: LanguageId): Promise<Loaded> {
  const { wasm } = grammars[id];
  const known = languages.get(wasm) ?? load(id);
  languages.set(wasm, known);
  // A file that could not be read now may be there at the next request.
  known.catch(() => languages.delete(wasm));
  return known;
}

async function answer(request: ParserRequest): Promise<ParserReply> {
  const { id, language, text } = request;
  const grammar = await loaded(language);
  const value = grammar.trees.with(text, (tree) => {
    switch (request.kind) {
      case 'summarize':
        return summarize(tree, grammar.queries, grammars[language], text);
      case 'tree':
        return treeData(tree);
      case 'nodes':
        return captures(tree, compiled(grammar, request.query));
    }
  });
  return { id, ok: true, value };
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

/** What of a reply is handed over instead of copied. */
function buffersIn(reply: ParserReply): ArrayBuffer[] {
  return reply.ok && 'size' in reply.value ? buffersOf(reply.value) : [];
}

port.on('message', (request: ParserRequest) => {
  answer(request).then(
    (reply) => port.postMessage(reply, buffersIn(reply)),
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      port.postMessage({ id: request.id, ok: false, message } satisfies ParserReply);
    },
  );
});
