import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSettings, type RunSettings } from '../../core/settings.ts';
import { sha256 } from '../hash.ts';
import { RecordedModel } from '../models/recorded-model.ts';
import { readRecording, type Recording } from '../models/recording.ts';
import { readSource } from '../source-file.ts';
import { wrapped } from './columns.ts';
import { exitCodes, type ExitCode } from '../../core/verdict.ts';
import { finish, hooksFor, type Follow } from './follow-run.ts';
import { styled, type Terminal } from './terminal.ts';

/** The tasks of the demo: a file of `examples/`, a function, and its recording's name. */
export const demoTasks = [
  { file: 'python/settle.py', name: 'settle_up', recording: 'settle_up.jsonl' },
  { file: 'python/timetable.py', name: 'free_slots', recording: 'free_slots.jsonl' },
  { file: 'typescript/table.ts', name: 'renderTable', recording: 'renderTable.jsonl' },
] as const;

type DemoTask = (typeof demoTasks)[number];

/**
 * Recordings answer by action, so the demo runs with settings that ask for no more than they hold: four
 * samples of a function, beside what its division wrote.
 */
export const demoSettings: RunSettings = { ...defaultSettings, samples: 4, waves: 4 };

/**
 * `coppice demo`: planner, runner, selection and diff for real, on a copy of `examples`; only the
 * model's answers come from the recordings in it.
 */
export async function demoCommand(follow: Follow, examples: string): Promise<ExitCode> {
  const { terminal, flags } = follow;
  const recordings: Recording[] = [];
  for (const { recording: name } of demoTasks) {
    const recording = await readRecording(join(examples, 'recordings', name));
    if (!recording.ok) {
      terminal.err(`${recording.error.message}\n`);
      return exitCodes.unavailable;
    }
    recordings.push(recording.value);
  }
  const copy = await realpath(await mkdtemp(join(tmpdir(), 'coppice-demo-')));
  try {
    await cp(examples, copy, { recursive: true });
    if (!flags.json) await introduce(follow, recordings);
    let solved = 0;
    for (const [index, task] of demoTasks.entries()) {
      const recording = recordings[index];
      if (recording === undefined) continue;
      if (!flags.json) heading(terminal, task, index);
      const code = await growTask(follow, copy, task, recording);
      if (code === exitCodes.proven) solved += 1;
      else if (code !== exitCodes.failed) return code;
    }
    if (!flags.json) conclude(terminal, solved);
    if (flags.keep) terminal.out(`The grown files are in ${copy}\n`);
    return solved === demoTasks.length ? exitCodes.proven : exitCodes.failed;
  } finally {
    if (!flags.keep) await rm(copy, { recursive: true, force: true });
  }
}

async function growTask(
  follow: Follow,
  copy: string,
  { file, name }: DemoTask,
  recording: Recording,
): Promise<ExitCode> {
  const { coppice, flags } = follow;
  const source = await readSource(join(copy, file));
  if (!source.ok) throw new Error(source.error.message);
  const task = await coppice.captureNamed(source.value.snapshot, name);
  if (!task.ok) throw new Error(task.error.message);
  const model = { model: new RecordedModel(recording, sha256), prices: {} };
  const outcome = await coppice.grow(task.value, demoSettings, model, hooksFor(follow));
  // Only who keeps the copy gets to see what was written into it.
  const shown: Follow = { ...follow, flags: { ...flags, apply: flags.keep === true }, root: copy };
  return finish(shown, outcome, { file: source.value });
}

async function introduce({ coppice, terminal }: Follow, recordings: readonly Recording[]) {
  const { tier, problem } = await coppice.sandbox();
  const origins = [...new Set(recordings.map(({ header }) => header.origin))];
  const sandbox =
    tier === undefined ? `none works here. ${problem ?? ''}` : `${tier.name} (${tier.summary})`;
  terminal.out(`Coppice grows ${demoTasks.length} functions of examples/, on a copy.\n`);
  for (const text of [
    `Recorded: the model's answers (${origins.join('; ')})`,
    'Real: the plan, all runs of candidates, the selection, the diff',
    `Sandbox: ${sandbox}`,
  ]) {
    for (const line of wrapped(text, 2)) terminal.out(`${line}\n`);
  }
}

function heading(terminal: Terminal, { file, name }: DemoTask, index: number): void {
  const title = `${index + 1}/${demoTasks.length}  ${file}:${name}`;
  const line = `── ${title} ${'─'.repeat(76 - title.length)}`;
  terminal.out('\n', styled(terminal, 'cyan', line), '\n\n');
}

function conclude(terminal: Terminal, solved: number): void {
  const text = `${solved} of ${demoTasks.length} functions grown: planned, sampled, tested and chosen. No file was changed.`;
  terminal.out(
    '\n',
    styled(terminal, solved === demoTasks.length ? 'green' : 'yellow', text),
    '\nWith a model of your own: coppice grow FILE:FUNCTION --base-url URL --model NAME\n',
  );
}
