import { join } from 'node:path';
import type { CoppiceOptions } from '../coppice.ts';
import { createCoppice } from '../create-coppice.ts';
import type { WorkerParserOptions } from '../parser/worker-parser.ts';
import { version } from '../version.ts';
import { readArguments, type Arguments } from './arguments.ts';
import { demoCommand } from './demo-command.ts';
import { diagnoseCommand } from './diagnose-command.ts';
import { exitCodes, type ExitCode } from '../../core/verdict.ts';
import type { Follow } from './follow-run.ts';
import { growCommand } from './grow-command.ts';
import { planCommand } from './plan-command.ts';
import {
  replayCommand,
  resumeCommand,
  runsCommand,
  sandboxCommand,
  sentCommand,
} from './run-commands.ts';
import { chooseRunsFolder, keyFileOf } from './runs-folder.ts';
import { Terminal, type Output } from './terminal.ts';
import { usage } from './usage.ts';

export interface CommandLine {
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly terminal: Output;
  readonly signal: AbortSignal;
  /** Folder of the bundles. */
  readonly assetsDirectory: string;
  /** The workspace that `coppice demo` grows a copy of; in a checkout it stands beside the bundles. */
  readonly examplesDirectory?: string;
  /** Where the parser's files are, when not beside the bundles. */
  readonly parser?: WorkerParserOptions;
}

/** Runs one command to its exit code. Everything it started is gone when it resolves. */
export async function main(line: CommandLine): Promise<ExitCode> {
  const { signal, environment } = line;
  const terminal = new Terminal(line.terminal);
  const read = readArguments(line.argv);
  if (!read.ok) {
    terminal.err(`${read.error}\n`);
    return exitCodes.usage;
  }
  const { command, flags } = read.value;
  if (command === 'help') {
    terminal.out(usage);
    return exitCodes.proven;
  }
  if (command === 'version') {
    terminal.out(`${version}\n`);
    return exitCodes.proven;
  }
  const surroundings = { environment, platform: process.platform };
  const runs = chooseRunsFolder(flags.runs, surroundings);
  if (runs.note !== undefined) terminal.err(`${runs.note}\n`);
  const options: CoppiceOptions = {
    assetsDirectory: line.assetsDirectory,
    runsDirectory: runs.folder,
    keyFile: keyFileOf(surroundings),
    ...(flags.python === undefined ? {} : { python: flags.python }),
    allowUnsandboxed: flags['allow-unsandboxed'] === true,
    workspaceFolders: [process.cwd()],
    onNotice: (text) => terminal.err(`${text}\n`),
  };
  const coppice = createCoppice(options, line.parser);
  try {
    return await dispatch(read.value, { coppice, terminal, flags, signal }, line);
  } finally {
    await coppice.dispose();
  }
}

function dispatch(
  { command, operands }: Arguments,
  follow: Follow,
  { environment, assetsDirectory, examplesDirectory }: CommandLine,
): Promise<ExitCode> | ExitCode {
  const [operand] = operands;
  switch (command) {
    case 'grow':
      return growCommand(follow, operand, environment);
    case 'plan':
      return planCommand(follow, operand);
    case 'runs':
      return runsCommand(follow);
    case 'resume':
      return resumeCommand(follow, operand, environment);
    case 'replay':
      return replayCommand(follow, operand);
    case 'sent':
      return sentCommand(follow, operand);
    case 'sandbox':
      return sandboxCommand(follow);
    case 'diagnose':
      return diagnoseCommand(follow, environment);
    case 'demo':
      return demoCommand(follow, examplesDirectory ?? join(assetsDirectory, '..', 'examples'));
    case 'help':
    case 'version':
      follow.terminal.out(usage);
      return exitCodes.proven;
  }
}
