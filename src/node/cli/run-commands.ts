import { fileURLToPath } from 'node:url';
import type { RunSummary, UnreadableRun } from '../../core/engine/runs.ts';
import { readSource } from '../source-file.ts';
import { printSandboxReport } from '../runner/sandbox-report.ts';
import { exitCodes, type ExitCode } from '../../core/verdict.ts';
import { finish, hooksFor, type Follow } from './follow-run.ts';
import { plural } from './function-report.ts';
import { openModel } from './open-model.ts';
import { budgetFromFlags } from './run-settings.ts';

/** What side runs did, for lists that show them among the others. */
const sideWords: Readonly<Record<string, string>> = {
  propose: ', proposed',
  verify: ', run as it was written',
};

/** `coppice runs` */
export async function runsCommand({ coppice, terminal, flags }: Follow): Promise<ExitCode> {
  const grown = await coppice.list();
  const runs = flags.all ? [...grown, ...(await coppice.listSide())].sort(newestFirst) : grown;
  if (flags.json) {
    for (const run of runs) terminal.out(`${JSON.stringify(run)}\n`);
    return exitCodes.proven;
  }
  if (runs.length === 0) terminal.out('No runs yet. Start one with: coppice grow FILE\n');
  for (const run of runs) {
    if ('problem' in run) {
      terminal.out(`${run.id}  unreadable: ${run.problem}\n`);
      continue;
    }
    const when = new Date(run.startedAt).toISOString().replace('T', ' ').slice(0, 16);
    const what = sideWords[run.strategy] ?? '';
    terminal.out(`${run.id}  ${when}  ${run.state.padEnd(9)}  ${run.title}${what}\n`);
    if (run.message) terminal.out(`    ${run.message}\n`);
  }
  return exitCodes.proven;
}

type Listed = RunSummary | UnreadableRun;

function newestFirst(one: Listed, other: Listed): number {
  const startOf = (run: Listed) => ('startedAt' in run ? run.startedAt : -1);
  return startOf(other) - startOf(one);
}

/** `coppice resume RUN` */
export async function resumeCommand(
  follow: Follow,
  run: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ExitCode> {
  const { coppice, terminal, flags } = follow;
  if (run === undefined) return missingRun(follow, 'resume');
  const budget = budgetFromFlags(flags);
  if (!budget.ok) {
    terminal.err(`${budget.error}\n`);
    return exitCodes.usage;
  }
  // Whoever misspelt a run is told so, whatever else is missing.
  const known = await coppice.sent(run);
  if (!known.ok) {
    terminal.err(`${known.error.message}\n`);
    return exitCodes.usage;
  }
  const opened = await openModel(flags, environment, coppice.modelPorts());
  if (!opened.ok) {
    terminal.err(`${opened.error.message}\n`);
    return opened.error.kind === 'usage' ? exitCodes.usage : exitCodes.unavailable;
  }
  try {
    const outcome = await coppice.resume(
      run,
      { model: opened.value.model, prices: {} },
      hooksFor(follow),
      {
        ...(Object.keys(budget.value).length > 0 ? { budget: budget.value } : {}),
        ...(flags.fork ? { fork: true } : {}),
      },
    );
    if (outcome.ok && outcome.value.resumed) {
      const { reused, repeated, torn } = outcome.value.resumed;
      terminal.err(
        `Resumed: ${plural(reused, 'result')} came from the journal; made again: ${repeated} in flight.${torn ? ' The last line of the journal was incomplete and was dropped.' : ''}\n`,
      );
    }
    if (!outcome.ok && forkable.has(outcome.error.reason)) {
      terminal.err(
        `${outcome.error.message}\nWith what still fits: coppice resume ${run} --fork\n`,
      );
      return exitCodes.usage;
    }
    // A task that others wrote says where to write: nothing is written by it.
    const file =
      outcome.ok && !outcome.value.isForeign
        ? await readSource(fileURLToPath(outcome.value.task.target.snapshot.uri))
        : undefined;
    return await finish(follow, outcome, file?.ok ? { file: file.value } : undefined);
  } finally {
    await opened.value.close();
  }
}

/** Why a run cannot be gone on with, although a new one can take over from it. */
const forkable: ReadonlySet<string> = new Set(['changed', 'older-journal', 'foreign-journal']);

/** `coppice replay RUN` */
export async function replayCommand(follow: Follow, run: string | undefined): Promise<ExitCode> {
  if (run === undefined) return missingRun(follow, 'replay');
  return finish(follow, await follow.coppice.show(run, hooksFor(follow)), undefined);
}

/** `coppice sent RUN` */
export async function sentCommand(follow: Follow, run: string | undefined): Promise<ExitCode> {
  const { coppice, terminal, flags } = follow;
  if (run === undefined) return missingRun(follow, 'sent');
  const sent = await coppice.sent(run);
  if (!sent.ok) {
    terminal.err(`${sent.error.message}\n`);
    return exitCodes.usage;
  }
  for (const request of sent.value) {
    if (flags.json) {
      terminal.out(`${JSON.stringify(request)}\n`);
      continue;
    }
    const { action, model, at } = request;
    terminal.out(`--- ${action} to ${model} at ${new Date(at).toISOString()}\n`);
    for (const { role, content } of request.request.messages)
      terminal.out(`[${role}]\n${content}\n\n`);
  }
  return exitCodes.proven;
}

/** `coppice sandbox` */
export async function sandboxCommand({ coppice, terminal }: Follow): Promise<ExitCode> {
  const report = await coppice.sandbox();
  terminal.out(printSandboxReport(report));
  return report.tier === undefined ? exitCodes.unavailable : exitCodes.proven;
}

function missingRun({ terminal }: Follow, command: string): ExitCode {
  terminal.err(`Name a run: coppice ${command} RUN. Their names: coppice runs\n`);
  return exitCodes.usage;
}
