import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { answerFromBook } from '../host/support/scripted-model.ts';
import { timetableBook } from '../host/support/timetable-book.ts';
import type { Play } from './killable-run.ts';

const example = fileURLToPath(new URL('../../examples/python/timetable.py', import.meta.url));

/** `coppice grow` and `coppice resume` on an example, with the real runner and parser. */
export const cliPlay: Play = {
  program: 'cli-child.ts',
  args: ({ runs, baseUrl }, run) => [
    ...(run === undefined ? ['grow', example] : ['resume', run]),
    ...['--base-url', baseUrl, '--model', 'scripted', '--runs', runs, '--json'],
  ],
  answer: (request) => answerFromBook(timetableBook, request),
  outcomeOf: (out, err) => {
    const last = out.trimEnd().split('\n').at(-1) ?? '';
    const { state, verdict, diff } = JSON.parse(last) as Record<string, unknown>;
    assert.match(String(diff), /^\+def merge_ranges/m);
    const resumed = /^Resumed: .*made again: (\d+) in flight/m.exec(err);
    assert.ok(
      resumed !== null || !err.includes('Resumed'),
      `what was made again is not said: ${err}`,
    );
    return { result: { state, verdict, diff }, repeated: Number(resumed?.[1] ?? 0) };
  },
};
