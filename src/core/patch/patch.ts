import { indentBy } from '../program/indent.ts';
import { languageFacts } from '../program/language.ts';
import type { Replacement } from '../program/replacement.ts';
import { ok, type Result } from '../result.ts';
import type { SyntaxReader, SyntaxSummary } from '../task/syntax.ts';
import type { Task } from '../task/task.ts';
import type { Snapshot, TextEdit, TextRange } from '../text.ts';
import { anchor, type AnchorFailure } from './anchor.ts';
import { applyEdits } from './apply-edits.ts';
import { importEdits } from './import-edits.ts';

/** One change that can be accepted or rejected by itself: a function, or the imports. */
export interface PatchPart {
  /** Name of the function; `imports` for the import block. */
  readonly name: string;
  readonly edits: readonly TextEdit[];
}

/** What puts a Solution into one version of a file. */
export interface Patch {
  readonly snapshot: Snapshot;
  /** In the order of the file. All edits of all parts together do not overlap. */
  readonly parts: readonly PatchPart[];
  /** The file after all parts. */
  readonly after: string;
}

/**
 * The Patch of a Replacement for a file as it is now. Line endings, indentation and everything
 * outside the target stay; helpers stand before the target's outermost declaration.
 */
export async function patchFor(
  task: Task,
  replacement: Replacement,
  now: Snapshot,
  reader: SyntaxReader,
): Promise<Result<Patch, AnchorFailure>> {
  const summary = await reader.summarize(now.languageId, now.text);
  const anchored = anchor(task.target, now, summary);
  if (!anchored.ok) return anchored;
  const range = anchored.value;
  const eol = now.text.includes('\r\n') ? '\r\n' : '\n';
  const inFile = (text: string) => (eol === '\n' ? text : text.replaceAll('\n', eol));
  const { family } = languageFacts(task.language);
  const indented = indentBy(replacement.target, task.target.indent, family).slice(
    task.target.indent.length,
  );
  const wanted = await Promise.all(
    replacement.imports.map(async (text) => {
      const { statements } = await reader.summarize(now.languageId, text);
      return { text, defines: statements.flatMap(({ defines }) => defines) };
    }),
  );
  const helperEdits = helperParts(task, replacement, now, summary, range, inFile);
  const imports = importEdits(now, summary, wanted, eol);
  const parts: PatchPart[] = [
    ...(imports.length > 0 ? [{ name: 'imports', edits: imports }] : []),
    ...helperEdits,
    {
      name: task.contract.name,
      edits: [{ range, newText: inFile(indented) }],
    },
  ];
  return ok({
    snapshot: now,
    parts,
    after: applyEdits(
      now.text,
      parts.flatMap(({ edits }) => edits),
    ),
  });
}

function helperParts(
  task: Task,
  replacement: Replacement,
  now: Snapshot,
  summary: SyntaxSummary,
  target: TextRange,
  inFile: (text: string) => string,
): PatchPart[] {
  const at = helperPlace(now.text, summary, target);
  const gap = languageFacts(task.language).family === 'python' ? '\n\n\n' : '\n\n';
  return replacement.helpers.map(({ name, code }) => ({
    name,
    edits: [{ range: { start: at, end: at }, newText: inFile(`${code}${gap}`) }],
  }));
}

/**
 * Start of the line on which the target's outermost declaration begins, its doc comment, overloads
 * and the comments directly above included.
 */
function helperPlace(text: string, summary: SyntaxSummary, target: TextRange): number {
  const homeIndex = summary.statements.findIndex(
    ({ range }) => range.start <= target.start && range.end > target.start,
  );
  let first = summary.statements[homeIndex];
  for (let index = homeIndex - 1; first && index >= 0; index--) {
    const before = summary.statements[index];
    const isOverload =
      before?.kind === 'function' &&
      before.defines[0] === first.defines[0] &&
      !summary.functions.some(({ range }) => range.start === before.range.start);
    if (!isOverload) break;
    first = before;
  }
  let at = lineStart(text, first?.range.start ?? target.start);
  for (;;) {
    const previous = text.slice(lineStart(text, at - 1), Math.max(0, at)).trim();
    if (at === 0 || !/^(?:#(?!!)|\/\/|\/\*|\*)/.test(previous)) return at;
    at = lineStart(text, at - 1);
  }
}

function lineStart(text: string, at: number): number {
  return at <= 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}
