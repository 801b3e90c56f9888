// Runs in a worker thread: parses with tree-sitter, so that no file can stop the editor.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { Language, Parser, Query, type Tree } from 'web-tree-sitter';
import type { LanguageId } from '../../core/text.ts';
import { grammars } from './grammar.ts';
import type { CapturedNode, ParserReply, ParserRequest, WorkerSettings } from './protocol.ts';
import { summarize } from './summarize.ts';

interface Loaded {
  readonly parser: Parser;
  readonly language: Language;
  readonly query: Query;
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
const languages = new Map<LanguageId, Promise<Loaded>>();

async function load(id: LanguageId): Promise<Loaded> {
  await ready;
  const { wasm, query } = grammars[id];
  const [bytes, source] = await Promise.all([
    readFile(wasmPath(wasm)),
    readFile(join(settings.queries, query), 'utf8'),
  ]);
  const language = await Language.load(bytes);
  const parser = new Parser();
  parser.setLanguage(language);
  return { parser, language, query: new Query(language, source) };
}

function loaded(id: LanguageId): Promise<Loaded> {
  const known = languages.get(id) ?? load(id);
  languages.set(id, known);
  return known;
}

async function answer(request: ParserRequest): Promise<ParserReply> {
  const { parser, language, query } = await loaded(request.language);
  const tree = parser.parse(request.text);
  if (!tree) return { id: request.id, ok: false, message: 'The text could not be parsed.' };
  try {
    const value =
      request.kind === 'summarize'
        ? summarize(tree, query, grammars[request.language].grammar, request.text)
        : captures(tree, language, request.query);
    return { id: request.id, ok: true, value };
  } finally {
    tree.delete();
  }
}

function captures(tree: Tree, language: Language, source: string): CapturedNode[] {
  const query = new Query(language, source);
  try {
    return query.captures(tree.rootNode).map(({ name, node }) => ({
      name,
      type: node.type,
      start: node.startIndex,
      end: node.endIndex,
    }));
  } finally {
    query.delete();
  }
}

port.on('message', (request: ParserRequest) => {
  answer(request).then(
    (reply) => port.postMessage(reply),
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      port.postMessage({ id: request.id, ok: false, message } satisfies ParserReply);
    },
  );
});
