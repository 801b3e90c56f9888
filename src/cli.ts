#!/usr/bin/env node
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from './node/cli/main.ts';

const stop = new AbortController();
// The first Ctrl-C ends the run in good order; a second one ends the process at once.
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());

// A reader that has seen enough, such as `head`, closes the pipe; what is under way ends in good order.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  stop.abort();
});

process.exitCode = await main({
  argv: process.argv.slice(2),
  environment: process.env,
  terminal: {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    colours: process.stdout.isTTY && !process.env['NO_COLOR'],
  },
  signal: stop.signal,
  assetsDirectory: dirname(fileURLToPath(import.meta.url)),
});
