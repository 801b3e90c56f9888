import { readFile, writeFile } from 'node:fs/promises';
import type { ModelReply } from '../../core/ports.ts';
import type { Failure, Result } from '../../core/result.ts';
import { fail, ok } from '../../core/result.ts';

/** The first line of a recording: where the answers came from. */
export interface RecordingHeader {
  readonly coppiceRecording: 1;
  /** Truthful, for people: which model, entered how, when. */
  readonly origin: string;
}

/** One recorded answer of a language model. */
export interface RecordedAnswer {
  /** Id of the Action that asked. */
  readonly action: string;
  readonly promptHash: string;
  readonly model: string;
  readonly samples: ModelReply['samples'];
  readonly usage: ModelReply['usage'];
}

/** A language model's answers, keyed by action id; nothing else is ever recorded. */
export interface Recording {
  readonly header: RecordingHeader;
  readonly answers: ReadonlyMap<string, RecordedAnswer>;
}

export type RecordingFailure = Failure<'unreadable' | 'not-a-recording'>;

export async function readRecording(path: string): Promise<Result<Recording, RecordingFailure>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return fail({
      reason: 'unreadable',
      message: `The recording ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    });
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const notOne = (line: number) =>
    fail({
      reason: 'not-a-recording' as const,
      message: `${path}:${line} is not part of a Coppice recording. Record again with: coppice grow … --record FILE`,
    });
  const answers = new Map<string, RecordedAnswer>();
  let header: RecordingHeader | undefined;
  for (const [index, line] of lines.entries()) {
    let entry: Partial<RecordingHeader & RecordedAnswer>;
    try {
      entry = JSON.parse(line) as typeof entry;
    } catch (error) {
      if (error instanceof SyntaxError) return notOne(index + 1);
      throw error;
    }
    if (index === 0) {
      if (entry.coppiceRecording !== 1 || typeof entry.origin !== 'string') return notOne(1);
      header = { coppiceRecording: 1, origin: entry.origin };
    } else if (typeof entry.action === 'string' && Array.isArray(entry.samples)) {
      answers.set(entry.action, entry as RecordedAnswer);
    } else return notOne(index + 1);
  }
  return header ? ok({ header, answers }) : notOne(1);
}

export async function writeRecording(path: string, recording: Recording): Promise<void> {
  const lines = [recording.header, ...recording.answers.values()];
  await writeFile(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}
