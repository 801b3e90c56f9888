import { fail, ok, type Failure, type Result } from '../result.ts';
import type { SyntaxFunction, SyntaxSummary } from '../task/syntax.ts';
import type { Target } from '../task/task.ts';
import type { Snapshot, TextRange } from '../text.ts';

/** The three texts of a target that was edited while it was grown. */
export interface Conflict {
  /** Where the target stands now. */
  readonly range: TextRange;
  /** As it was when the run began. */
  readonly base: string;
  /** As the user has it now. */
  readonly yours: string;
  /** As the run would have it. */
  readonly grown: string;
}

export type AnchorFailure =
  Failure<'target-missing'> | (Failure<'target-changed'> & { readonly conflict: Conflict });

/**
 * Where the target is in a later version of its file. It is found by its qualified name and must
 * read as it did when the run began: a change that was made meanwhile is never written over. The
 * same change made by hand is no conflict.
 */
export function anchor(
  target: Target,
  now: Snapshot,
  summary: SyntaxSummary,
  grown: string,
): Result<TextRange, AnchorFailure> {
  if (now.text === target.snapshot.text) return ok(target.range);
  const base = plain(target.snapshot.text, target.range, target.doc);
  const named = summary.functions.filter((each) => each.qualifiedName === target.qualifiedName);
  const same = named.filter((each) => plain(now.text, each.range, each.doc) === base);
  const [found] = same.length > 0 ? same : named.filter((each) => isGrown(each, now.text, grown));
  if (found) return ok(found.range);
  const [changed] = named;
  if (!changed) {
    return fail({
      reason: 'target-missing',
      message: `${target.qualifiedName} is no longer in the file. Nothing was changed.`,
    });
  }
  const { range } = changed;
  return fail({
    reason: 'target-changed',
    message: `${target.qualifiedName} was edited since the run began. Nothing was changed; grow it again to take the edit into account.`,
    conflict: {
      range,
      base: target.snapshot.text.slice(target.range.start, target.range.end),
      yours: now.text.slice(range.start, range.end),
      grown,
    },
  });
}

/** The declaration with its doc comment, however lines end. */
function plain(text: string, range: TextRange, doc: SyntaxFunction['doc']): string {
  const comment = doc && doc.end <= range.start ? text.slice(doc.start, doc.end) : '';
  return `${comment}\n${text.slice(range.start, range.end)}`.replaceAll('\r\n', '\n');
}

function isGrown({ range }: SyntaxFunction, text: string, grown: string): boolean {
  return text.slice(range.start, range.end).replaceAll('\r\n', '\n') === grown;
}
