import type { Parser } from '../ports.ts';
import { importsPart } from './imports-part.ts';
import { languageOf } from '../languages/languages.ts';
import { indented } from '../languages/moved-code.ts';
import type { Replacement } from '../program/replacement.ts';
import { ok, type Result } from '../result.ts';
import type { Task } from '../task.ts';
import type { Snapshot, TextEdit, TextRange } from '../text.ts';
import { anchor, type AnchorFailure, type AnchorOptions } from './anchor.ts';
import { applyEdits } from '../apply-edits.ts';
import { afterHead } from './file-head.ts';
import { helperEdits } from './helper-edits.ts';
import { importEdits } from './import-edits.ts';
import { lineEndOf, withLineEnds } from './line-ends.ts';
import { targetText } from './target-text.ts';
import { wantedImports } from './wanted-imports.ts';

/** One change that can be accepted or rejected by itself: a function, or the imports. */
export interface PatchPart {
  /** Name of the function; `imports` for the import block. */
  readonly name: string;
  readonly edits: readonly TextEdit[];
}

/** What puts a Solution into one version of a file. */
export interface Patch {
  readonly snapshot: Snapshot;
  /** Where the target stands in the snapshot, and the name of its part. */
  readonly target: TextRange;
  readonly targetPart: string;
  /** In the order of the file. All edits of all parts together do not overlap. */
  readonly parts: readonly PatchPart[];
  /** The file after all parts. */
  readonly after: string;
}

export interface PatchOptions extends AnchorOptions {
  /**
   * How functions read in the file instead, by the name of their part: what a formatter made of
   * them. Line ends are `\n`; the target's first line has no indentation.
   */
  readonly texts?: ReadonlyMap<string, string>;
}

/**
 * The Patch of a Replacement for a file as it is now. Line ends, indentation and everything outside
 * the target stay; helpers stand before the target's outermost declaration, or below what they need
 * to load.
 */
export async function patchFor(
  task: Task,
  replacement: Replacement,
  now: Snapshot,
  reader: Parser,
  { texts = new Map(), ...options }: PatchOptions = {},
): Promise<Result<Patch, AnchorFailure>> {
  const summary = await reader.summarize(now.languageId, now.text);
  const language = languageOf(task.language);
  const { indent } = task.target;
  const targetPart = task.contract.name;
  const eol = lineEndOf(now.text);
  const given = texts.get(targetPart);
  const kept = given === undefined ? await targetText(task, replacement.target, reader) : undefined;
  const written =
    kept ??
    given ??
    (await indented(replacement.target, indent, 'move', language, reader)).slice(indent.length);
  const anchored = anchor(task.target, now, summary, withLineEnds(written, '\n'), options);
  if (!anchored.ok) return anchored;
  const range = anchored.value;
  const isAsItWas = kept !== undefined && eol === lineEndOf(task.target.snapshot.text);
  const newTarget = isAsItWas ? kept : withLineEnds(written, eol);
  const helpers = replacement.helpers
    .map((each) => ({ ...each, code: texts.get(each.name) ?? each.code }))
    .filter(({ code }) => !stands(now.text, code));
  const tree = await reader.tree(now.languageId, now.text);
  const codes = helpers.map(({ code }) => code);
  const wanted = await wantedImports(
    {
      imports: replacement.imports,
      fresh: kept === undefined ? [...codes, replacement.target] : codes,
      kept: kept === undefined ? [] : [replacement.target],
      file: tree,
      uri: now.uri,
      moduleKind: task.moduleKind,
    },
    reader,
  );
  const { running } = wanted;
  const imports = importEdits({ snapshot: now, summary, tree, eol, running }, wanted.imports);
  const home = { text: now.text, summary, target: range, head: afterHead(now, summary), eol };
  const added = await helperEdits(helpers, home, language, reader);
  const parts: PatchPart[] = [
    ...(imports.length > 0 ? [{ name: importsPart, edits: imports }] : []),
    ...helpers.flatMap(({ name }, at) => {
      const edit = added[at];
      return edit ? [{ name, edits: [edit] }] : [];
    }),
    { name: targetPart, edits: [{ range, newText: newTarget }] },
  ];
  const edits = parts.flatMap((part) => part.edits);
  return ok({
    snapshot: now,
    target: range,
    targetPart,
    parts,
    after: applyEdits(now.text, edits),
  });
}

/** True where the module has the declaration already, word for word: the Patch was applied before. */
function stands(text: string, code: string): boolean {
  return `\n${text.replaceAll('\r\n', '\n')}\n`.includes(`\n${code.trimEnd()}\n`);
}
