import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSettings } from '../../core/settings.ts';
import { sha256 } from '../hash.ts';
import { RecordedModel } from '../models/recorded-model.ts';
import { readRecording } from '../models/recording.ts';
import { readSource } from '../source-file.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { finish, hooksFor, type Follow } from './follow-run.ts';
import { styled } from './terminal.ts';

/** The tasks of the demo: a file of `examples/`, a function, and its recording's name. */
export const demoTasks = [
  { file: 'python/settle.py', name: 'settle_up', recording: 'settle_up.jsonl' },
  { file: 'python/timetable.py', name: 'free_slots', recording: 'free_slots.jsonl' },
  { file: 'typescript/table.ts', name: 'renderTable', recording: 'renderTable.jsonl' },
] as const;

/** Recordings answer by action, so the demo runs with the settings they were made with. */
export const demoSettings = defaultSettings;

/**
 * `coppice demo`: planner, runner, selection and diff for real, on a copy of the examples; only the
 * model's answers come from recordings.
 */
export async function demoCommand(follow: Follow, assets: string): Promise<ExitCode> {
  const { terminal, coppice, flags } = follow;
  const examples = join(assets, '..', 'examples');
  const copy = await mkdtemp(join(tmpdir(), 'coppice-demo-'));
  let worst: ExitCode = exitCodes.passed;
  try {
    await cp(examples, copy, { recursive: true });
    for (const { file, name, recording: recordingName } of demoTasks) {
      const recording = await readRecording(join(examples, 'recordings', recordingName));
      if (!recording.ok) {
        terminal.err(`${recording.error.message}\n`);
        return exitCodes.unavailable;
      }
      if (!flags.json) {
        terminal.out(`\n${styled(terminal, 'cyan', `${file}:${name}`)}\n`);
        terminal.out(
          styled(terminal, 'dim', `Answers recorded from: ${recording.value.header.origin}\n\n`),
        );
      }
      const source = await readSource(join(copy, file));
      if (!source.ok) throw new Error(source.error.message);
      const task = await coppice.captureNamed(source.value.snapshot, name);
      if (!task.ok) throw new Error(task.error.message);
      const model = { model: new RecordedModel(recording.value, sha256), prices: {} };
      const outcome = await coppice.growWith(task.value, demoSettings, model, hooksFor(follow));
      const code = await finish({ ...follow, flags: { ...flags, apply: true } }, outcome, {
        file: source.value,
      });
      if (code === exitCodes.cancelled) return code;
      if (code !== exitCodes.passed) worst = code;
    }
    if (flags.keep) terminal.out(`The grown files are in ${copy}\n`);
    return worst;
  } finally {
    if (!flags.keep) await rm(copy, { recursive: true, force: true });
  }
}
