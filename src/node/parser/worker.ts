// Runs in a worker thread: parses with tree-sitter, so that no file can stop the editor.
import { parentPort, workerData } from 'node:worker_threads';
import type { ParserReply, ParserRequest, ParserValue, WorkerSettings } from './protocol.ts';
import { buffersOf } from './tree-data.ts';
import { TreeSitter } from './tree-sitter.ts';

const port = parentPort;
if (!port) throw new Error('The parser worker must be started as a worker thread.');
const treeSitter = new TreeSitter(workerData as WorkerSettings);

/** What of a reply is handed over instead of copied. */
function buffersIn(value: ParserValue): ArrayBuffer[] {
  return 'size' in value ? buffersOf(value) : [];
}

port.on('message', (request: ParserRequest) => {
  const { id } = request;
  treeSitter.answer(request).then(
    (value) => port.postMessage({ id, ok: true, value } satisfies ParserReply, buffersIn(value)),
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      port.postMessage({ id, ok: false, message } satisfies ParserReply);
    },
  );
});
