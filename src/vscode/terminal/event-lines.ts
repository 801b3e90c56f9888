import type { CheckResult } from '../../core/ports.ts';
import type { ProgramRun } from '../../core/engine/effects.ts';
import type { RunView } from '../../core/view/view.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { RunResult } from '../../core/engine/run-session.ts';
import type { RunnerEvent } from '../../node/runner/events.ts';
import { verdictText } from '../../core/engine/verdict-text.ts';
import { progressText } from '../runs/run-text.ts';
import { durationText, tokensText } from '../tree/node-text.ts';
import { bold, cyan, dim, green, join, plain, red, yellow, type Styled } from './styled.ts';

/** Longest call or detail shown, in characters. */
const shownCharacters = 90;

/** What the sandbox does by itself: the exact command and the active tier, and what went wrong. */
export function runnerLine(event: RunnerEvent): Styled | undefined {
  switch (event.kind) {
    case 'server':
      return join([
        dim(`sandbox ${event.tier}, ${event.language}: `),
        cyan(event.command.map(quoted).join(' ')),
      ]);
    case 'batch': {
      if (event.end === 'finished' || event.end === 'dirty' || event.end === 'enough') {
        return undefined;
      }
      const detail = event.detail === undefined ? '' : `, ${event.detail}`;
      return yellow(`batch ended: ${event.end} after ${durationText(event.ms)}${detail}`);
    }
    case 'log':
    case 'program':
      return undefined;
  }
}

/**
 * Lines for the programs of one run: one for each candidate, and one for all programs of a request
 * that are no candidates, such as the mutants that measure how much the tests find.
 */
export class ProgramLines {
  /** By action: programs that are through, and how many of them failed a test. */
  readonly #others = new Map<string, { done: number; failed: number }>();

  next(event: ProgramRun, view: RunView | undefined): Styled | undefined {
    const { node, action, program, request, results } = event;
    const number = (view?.nodes.get(node)?.candidates ?? []).findIndex(({ id }) => id === program);
    if (number >= 0) return candidateLine(event, `candidate ${number + 1}`);
    const tally = this.#others.get(action) ?? { done: 0, failed: 0 };
    tally.done += 1;
    if (results.some(({ passed }) => passed === false)) tally.failed += 1;
    this.#others.set(action, tally);
    if (tally.done < request.programs.length) return undefined;
    this.#others.delete(action);
    const programs = tally.done === 1 ? '1 mutant' : `${tally.done} mutants`;
    const text = `the tests find ${tally.failed} of ${tally.done}`;
    return join([bold(lastPart(node).padEnd(20)), plain(programs.padEnd(14)), dim(text)], '  ');
  }
}

/** `settle_up  candidate 3  ✓ 12/12 tests`. */
function candidateLine({ node, request, results }: ProgramRun, name: string): Styled {
  const tests = results.filter(({ passed }) => passed !== undefined);
  const passed = tests.filter((result) => result.passed === true).length;
  const parts = [bold(lastPart(node).padEnd(20)), plain(name.padEnd(14))];
  if (tests.length > 0) {
    const text = `${passed}/${tests.length} tests`;
    parts.push(passed === tests.length ? green(`✓ ${text}`) : red(`✗ ${text}`));
  } else {
    const ran = results.filter(({ outcome }) => outcome.kind === 'value').length;
    const text = `${ran}/${results.length} inputs`;
    parts.push(ran === results.length ? green(`• ${text}`) : yellow(`• ${text}`));
  }
  const ms = results.reduce((sum, { outcome }) => sum + outcome.ms, 0);
  parts.push(dim(durationText(ms)));
  const bad = firstBad(results);
  if (bad) {
    const call = request.checks[bad.index]?.call ?? '';
    parts.push(dim(shortened(`${oneLine(call)} → ${outcomeText(bad.result.outcome)}`)));
  }
  return join(parts, '  ');
}

/** The line that is redrawn below the others. */
export function statusLine(view: RunView | undefined, now: number): Styled {
  if (!view) return dim('starting …');
  const parts = [
    progressText(view),
    `${tokensText(view.tokens)} tokens`,
    durationText(now - view.startedAt),
  ];
  return join([cyan(`… ${parts.join(' · ')}`), dim(' · Ctrl-C stops')]);
}

export function endLine(result: RunResult): Styled {
  const verdict = verdictText(result);
  const { state, message } = result;
  if (state === 'cancelled') return yellow(verdict);
  if (state === 'solved') return join([green('✓ '), bold(verdict)]);
  const text =
    message === undefined || message.startsWith(verdict)
      ? (message ?? verdict)
      : `${verdict}. ${message}`;
  return state === 'failed' ? join([red('✗ '), plain(text)]) : join([yellow('! '), plain(text)]);
}

function firstBad(
  results: readonly CheckResult[],
): { readonly index: number; readonly result: CheckResult } | undefined {
  const index = results.findIndex(({ passed, outcome }) =>
    passed === undefined
      ? outcome.kind !== 'value' && outcome.kind !== 'exception'
      : !passed && outcome.kind !== 'skipped',
  );
  const result = results[index];
  return result && { index, result };
}

function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'value':
      return outcome.value;
    case 'exception':
      return `${outcome.type}: ${oneLine(outcome.message)}`;
    case 'timeout':
      return 'timeout';
    default:
      return `${outcome.kind}: ${oneLine(outcome.detail)}`;
  }
}

function lastPart(path: string): string {
  return path.split('/').at(-1) ?? path;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function shortened(text: string): string {
  return text.length <= shownCharacters ? text : `${text.slice(0, shownCharacters - 1)}…`;
}

/** A word of a command as a POSIX shell reads it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
