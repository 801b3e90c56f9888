import { fail, ok, type Failure, type Result } from '../result.ts';
import type { SyntaxFunction, SyntaxSummary } from '../syntax.ts';
import type { Target } from '../task.ts';
import type { Snapshot, TextRange } from '../text.ts';
import { isPartlyApplied } from './partly-applied.ts';

/** The three texts of a target that was edited while it was grown. */
export interface Conflict {
  /** Where the target stands now. */
  readonly range: TextRange;
  /** As it was when the run began, doc comment included. */
  readonly base: string;
  /** As the user has it now. */
  readonly yours: string;
  /** As the run would have it. */
  readonly grown: string;
  /** The signature reads as it did: callers would find what they call. */
  readonly sameSignature: boolean;
}

export type AnchorFailure =
  Failure<'target-missing'> | (Failure<'target-changed'> & { readonly conflict: Conflict });

export interface AnchorOptions {
  /** Takes the place of the user's edit too, as far as the signature is the same. */
  readonly overEdits?: boolean;
}

/**
 * Where the target is in a later version of its file. It is found by its qualified name and must
 * read as it did when the run began, but for hunks of the change itself: what the user did meanwhile
 * is never written over unasked. The same change made by hand is no conflict.
 */
export function anchor(
  target: Target,
  now: Snapshot,
  summary: SyntaxSummary,
  grown: string,
  { overEdits = false }: AnchorOptions = {},
): Result<TextRange, AnchorFailure> {
  if (now.text === target.snapshot.text) return ok(target.range);
  const base = partsOf(target.snapshot.text, target.range, target.doc);
  const named = summary.functions.filter((each) => each.qualifiedName === target.qualifiedName);
  const read = named.map((each) => ({ each, ...partsOf(now.text, each.range, each.doc) }));
  const found =
    read.find(({ doc, code }) => doc === base.doc && code === base.code) ??
    read.find(({ code }) => code === grown) ??
    read.find(({ doc, code }) => doc === base.doc && isPartlyApplied(base.code, grown, code));
  if (found) return ok(found.each.range);
  const [changed] = read;
  if (!changed) {
    return fail({
      reason: 'target-missing',
      message: `${target.qualifiedName} is no longer in the file. Nothing was changed.`,
    });
  }
  const { range, signature } = changed.each;
  const sameSignature =
    withoutBlanks(now.text.slice(signature.start, signature.end)) ===
    withoutBlanks(target.signature);
  if (overEdits && sameSignature) return ok(range);
  return fail({
    reason: 'target-changed',
    message: `${target.qualifiedName} was edited since the run began. Nothing was changed; grow it again to take the edit into account.`,
    conflict: {
      range,
      base: wholeOf(base),
      yours: wholeOf(changed),
      grown: wholeOf({ doc: changed.doc, code: grown }),
      sameSignature,
    },
  });
}

interface DeclarationText {
  /** The doc comment before the declaration, or nothing. */
  readonly doc: string;
  readonly code: string;
}

/** A declaration and the doc comment before it, however lines end. */
function partsOf(text: string, range: TextRange, doc: SyntaxFunction['doc']): DeclarationText {
  const comment = doc && doc.end <= range.start ? text.slice(doc.start, doc.end) : '';
  const plain = (part: string) => part.replaceAll('\r\n', '\n');
  return { doc: plain(comment), code: plain(text.slice(range.start, range.end)) };
}

function wholeOf({ doc, code }: DeclarationText): string {
  return doc === '' ? code : `${doc}\n${code}`;
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '');
}
