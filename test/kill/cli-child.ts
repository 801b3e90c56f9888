// The command line in a process that a test may kill: cli-child.ts ARGUMENTS…
import { fileURLToPath } from 'node:url';
import { main } from '../../src/node/cli/main.ts';
import { sourceParserOptions } from '../support/parser.ts';

process.exitCode = await main({
  argv: process.argv.slice(2),
  environment: {},
  terminal: {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    colours: false,
  },
  signal: new AbortController().signal,
  assetsDirectory: fileURLToPath(new URL('../../src/node', import.meta.url)),
  parser: sourceParserOptions(),
});
