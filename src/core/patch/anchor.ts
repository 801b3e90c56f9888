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

/** The declaration with its doc comment, however lines end. */
function plain(text: string, range: TextRange, doc: SyntaxFunction['doc']): string {
  const comment = doc && doc.end <= range.start ? text.slice(doc.start, doc.end) : '';
  return `${comment}\n${text.slice(range.start, range.end)}`.replaceAll('\r\n', '\n');
}
