import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunResult } from '../../core/engine/run-session.ts';
import { verdictText } from '../../core/engine/verdict-text.ts';
import type { Solution } from '../../core/solution.ts';
import { levelOf, type VerdictLevel } from '../../core/verdict.ts';
import { questionLines } from './open-question.ts';
import { deceptionLines } from '../../core/deceptive-text.ts';
import { unifiedDiff } from '../../core/patch/hunks.ts';
import { visible } from '../../core/report/visible.ts';
import type { Failure, Result } from '../../core/result.ts';
import type { Snapshot } from '../../core/text.ts';
import type { RunView } from '../../core/view/view.ts';
import type { Composition } from '../composition.ts';
import type { RunHooks } from '../coppice.ts';
import { writeSource, type SourceFile } from '../source-file.ts';
import type { Arguments } from './arguments.ts';
import { exitCodes, type ExitCode } from '../../core/verdict.ts';
import { Progress } from './progress.ts';
import { shown, styled, type Shown, type Style, type Terminal } from './terminal.ts';

/** What a command needs to show a run. */
export interface Follow {
  readonly coppice: Composition;
  readonly terminal: Terminal;
  readonly flags: Arguments['flags'];
  readonly signal: AbortSignal;
  /** Folder that file names are shown from; the working directory where absent. */
  readonly root?: string;
}

/** Hooks that print a run as lines for people, or with `--json` as a stream of its facts. */
export function hooksFor({ terminal, flags, signal }: Follow): RunHooks {
  const progress = new Progress(terminal);
  const json = (value: unknown) => {
    terminal.out(`${JSON.stringify(value, rowsAsObject)}\n`);
  };
  return {
    signal,
    onView: () => undefined,
    onFact: flags.json ? json : (fact) => progress.fact(fact),
    // Nobody is there to answer; the run says so and decides by its evidence.
    onQuestion: () => Promise.resolve({ kind: 'unanswered' }),
  };
}

/** JSON has no Map: the rows of a matrix become an object. */
function rowsAsObject(_key: string, value: unknown): unknown {
  return value instanceof Map ? Object.fromEntries(value) : value;
}

/** Where the result of a run goes. */
export interface Destination {
  /** The file as it is when the run has ended. */
  readonly file: SourceFile;
  /** The same text with the stub of a function that is not in a file yet. */
  readonly withStub?: Snapshot;
}

/** Characters of one message that are printed: servers have their say in it. */
const longestMessage = 4000;

/** Prints how a run ended, with its diff; writes the file where `--apply` asks for it. */
export async function finish(
  follow: Follow,
  outcome: Result<RunResult, Failure>,
  destination: Destination | undefined,
): Promise<ExitCode> {
  const { terminal, flags, root = process.cwd() } = follow;
  if (!outcome.ok) {
    terminal.err(`${outcome.error.message}\n`);
    return exitCodes.usage;
  }
  const result = outcome.value;
  const again = `coppice resume ${result.id}${result.isOlder ? ' --fork' : ''}`;
  if (result.state === 'cancelled') {
    terminal.err(`Stopped. Go on with: ${again}\n`);
    return exitCodes.cancelled;
  }
  if (result.state === 'failed') {
    const message = visible(result.message ?? 'The run failed.', longestMessage);
    terminal.err(`${message}\nGo on afterwards with: ${again}\n`);
    return exitCodes.unavailable;
  }
  if (result.isPartial) return tellPartly(follow, result);
  const { solution } = result;
  const accepted = solution?.accepted === true;
  const level = levelOf(solution);
  const before = destination?.file.snapshot ?? result.task.target.snapshot;
  const after = await patched(follow, result, destination?.withStub ?? before);
  const isSame = after === before.text;
  const diff =
    after === undefined || isSame ? '' : unifiedDiff(nameOf(before, root), before.text, after);
  if (flags.json) {
    terminal.out(
      `${JSON.stringify({ type: 'result', run: result.id, state: result.state, accepted, level, verdict: verdictText(result), diff })}\n`,
    );
  } else {
    const verdict = verdictText(result);
    terminal.out('\n', styled(terminal, levelStyles[level], visible(verdict, longestMessage)));
    terminal.out(styled(terminal, 'dim', ` · ${tokensText(result.view)} · run ${result.id}\n`));
    const message = result.message?.replace(verdict, '').replace(/^\.\s*/, '');
    if (message) terminal.err(`${visible(message, longestMessage)}\n`);
    const open = solution?.verdict?.open;
    if (open) for (const line of questionLines(open)) terminal.out(`${line}\n`);
    if (diff) terminal.out('\n', coloured(terminal, diff));
    if (after !== undefined) warnOfDeception(terminal, before.text, after);
    if (isSame) terminal.out(`${nameOf(before, root)} holds this code already.\n`);
  }
  if (isPlanAlone(solution)) return exitCodes.proven;
  const code = level === 'failed' || after === undefined ? exitCodes.failed : exitCodes[level];
  const wanted = flags['apply-unproven'] === true || (flags.apply === true && level === 'proven');
  if (code === exitCodes.failed || after === undefined || (level === 'unproven' && !wanted)) {
    if (!flags.json && !isSame) terminal.err(`${unwritten[level]}\n`);
    return code;
  }
  if (wanted && destination && !isSame) {
    const written = await writeSource(destination.file, after);
    if (!written.ok) {
      terminal.err(`${written.error.message}\n`);
      return exitCodes.usage;
    }
    if (!flags.json) terminal.out(`Wrote ${nameOf(before, root)}.\n`);
  }
  return code;
}

/** Names what makes the change read otherwise than it runs. */
function warnOfDeception(terminal: Terminal, before: string, after: string): void {
  const known = new Set(deceptionLines(before, Infinity).map(withoutLine));
  const lines = deceptionLines(after, Infinity).filter((line) => !known.has(withoutLine(line)));
  if (lines.length === 0) return;
  terminal.err('The code has characters that make it read otherwise than it runs:\n');
  for (const line of lines.slice(0, 20)) terminal.err(`  ${line}\n`);
}

function withoutLine(line: string): string {
  return line.replace(/^line \d+: /, '');
}

const levelStyles: Readonly<Record<VerdictLevel, Style>> = {
  proven: 'green',
  unproven: 'yellow',
  failed: 'red',
};

const unwritten: Readonly<Record<VerdictLevel, string>> = {
  proven: 'Nothing was written.',
  unproven: 'Nothing was written: --apply=unproven writes what is not proven.',
  failed: 'There is nothing usable. Nothing was written.',
};

/** Dividing alone chooses no code: its plan is all that was wanted. */
function isPlanAlone(solution: Solution | undefined): boolean {
  return solution?.accepted === true && solution.functions.length === 0;
}

/** What is left of a run of another version, of which there is no diff. */
function tellPartly({ terminal, flags }: Follow, result: RunResult): ExitCode {
  const { id, state, message = '', isForeign = false } = result;
  const solved = state === 'solved';
  if (flags.json) {
    const verdict = verdictText(result);
    const line = {
      type: 'result',
      run: id,
      state,
      accepted: solved && !isForeign,
      verdict,
      diff: '',
    };
    terminal.out(`${JSON.stringify(line)}\n`);
  } else {
    const text = visible(message === '' ? verdictText(result) : message, longestMessage);
    terminal.out('\n', styled(terminal, solved && !isForeign ? 'green' : 'yellow', text));
    terminal.out(styled(terminal, 'dim', ` · ${tokensText(result.view)} · run ${id}\n`));
  }
  if (!solved) return exitCodes.failed;
  return isForeign ? exitCodes.unproven : exitCodes.proven;
}

function tokensText({ tokens, reasoning, saved }: RunView): string {
  const parts = [
    ...(reasoning === undefined ? [] : [`${reasoning} reasoning`]),
    ...(saved === undefined ? [] : [`up to ${saved} more saved by stopping answers`]),
  ];
  return parts.length === 0 ? `${tokens} tokens` : `${tokens} tokens (${parts.join(', ')})`;
}

async function patched(
  { coppice, terminal }: Follow,
  { task, solution }: RunResult,
  now: Snapshot,
): Promise<string | undefined> {
  if (!solution || solution.functions.length === 0) return undefined;
  const patch = await coppice.patchOf(task, solution, now);
  if (patch.ok) return patch.value.after;
  terminal.err(`${patch.error.message}\n`);
  return undefined;
}

function nameOf({ uri }: Snapshot, root: string): string {
  const path = relative(root, fileURLToPath(uri));
  return path.startsWith('..') ? fileURLToPath(uri) : path;
}

function coloured(terminal: Terminal, diff: string): Shown {
  const lines = diff.split('\n').map((line, at) => {
    const end = at === 0 ? '' : '\n';
    if (line.startsWith('+')) return shown(end, styled(terminal, 'green', line));
    if (line.startsWith('-')) return shown(end, styled(terminal, 'red', line));
    return shown(end, line.startsWith('@@') ? styled(terminal, 'cyan', line) : line);
  });
  return shown(...lines);
}
