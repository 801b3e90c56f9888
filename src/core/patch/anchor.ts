import { fail, ok, type Failure, type Result } from '../result.ts';
import type { SyntaxFunction, SyntaxSummary } from '../task/syntax.ts';
import type { Target } from '../task/task.ts';
import type { Snapshot, TextRange } from '../text.ts';

export type AnchorFailure = Failure<'target-missing' | 'target-changed'>;

/**
 * Where the target is in a later version of its file. It is found by its qualified name and must
 * read as it did when the run began: a change that was made meanwhile is never written over.
 */
export function anchor(
  target: Target,
  now: Snapshot,
  summary: SyntaxSummary,
): Result<TextRange, AnchorFailure> {
  if (now.text === target.snapshot.text) return ok(target.range);
  if (target.kind === 'new') return anchorNew(target, now);
  const before = plain(target.snapshot.text, target.range, target.doc);
  const named = summary.functions.filter((each) => each.qualifiedName === target.qualifiedName);
  const same = named.find((each) => plain(now.text, each.range, each.doc) === before);
  if (same) return ok(same.range);
  return named.length === 0
    ? fail({
        reason: 'target-missing',
        message: `${target.qualifiedName} is no longer in the file. Nothing was changed.`,
      })
    : fail({
        reason: 'target-changed',
        message: `${target.qualifiedName} was edited since the run began. Nothing was changed; grow it again to take the edit into account.`,
      });
}

/** A new function goes where the text before its place still ends. */
function anchorNew(target: Target, now: Snapshot): Result<TextRange, AnchorFailure> {
  const { text } = target.snapshot;
  const { start, end } = target.range;
  const before = text.slice(0, start);
  const after = text.slice(end);
  if (now.text.startsWith(text.slice(0, end))) return ok(target.range);
  if (
    now.text.endsWith(after) &&
    now.text.slice(0, -after.length || undefined).endsWith(text.slice(start, end))
  ) {
    const shift = now.text.length - text.length;
    if (shift + start >= 0) return ok({ start: start + shift, end: end + shift });
  }
  const lines = before.split('\n').slice(-3).join('\n');
  const at = lines.trim() === '' ? -1 : now.text.indexOf(lines);
  if (at >= 0 && now.text.indexOf(lines, at + 1) < 0 && start === end) {
    return ok({ start: at + lines.length, end: at + lines.length });
  }
  return fail({
    reason: 'target-changed',
    message: 'The place of the new function was edited since the run began. Nothing was changed.',
  });
}

/** The declaration with its doc comment, however lines end. */
function plain(text: string, range: TextRange, doc: SyntaxFunction['doc']): string {
  const comment = doc && doc.end <= range.start ? text.slice(doc.start, doc.end) : '';
  return `${comment}\n${text.slice(range.start, range.end)}`.replaceAll('\r\n', '\n');
}
