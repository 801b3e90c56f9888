import ts from 'typescript';
import type { Judgement } from '../outcome.ts';
import { commentsOf, difference, linePair, lostComment, treeDifference } from './compare.ts';
import { importedBy } from './imports.ts';
import { nodeAt, statementsIn, tokensOf, type Stretch } from './layout.ts';
import { parseScript } from './script-file.ts';
import { isDirective, type Answered, type Asked } from './variants.ts';

/** What became of a file whose function was answered. */
export function judgeScript(asked: Asked, answered: Answered, after: string): Judgement {
  const { file, found } = asked;
  const parsed = parseScript(file.fileName, after);
  if (!('file' in parsed)) return { kind: 'unparsable', detail: parsed.error };
  const head = file.text.slice(0, found.start);
  const tail = file.text.slice(found.end);
  const expected = head + answered.text + tail;
  let text = after;
  if (answered.wanted) {
    const undone = withoutImport(asked, answered, parsed.file);
    if ('kind' in undone) return undone;
    text = undone.text;
  }
  if (text === expected) return { kind: 'identical', detail: '' };
  const isAround = text.startsWith(head) && text.endsWith(tail);
  if (!isAround || text.length < head.length + tail.length) {
    return { kind: 'outside', detail: difference(expected, text) };
  }
  const before = parseScript(file.fileName, expected);
  const now = parseScript(file.fileName, text);
  if (!('file' in before) || !('file' in now)) {
    return { kind: 'unparsable', detail: 'error' in now ? now.error : 'the expected file' };
  }
  return judgeStretch(
    { file: before.file, start: found.start, end: expected.length - tail.length },
    { file: now.file, start: found.start, end: text.length - tail.length },
  );
}

function judgeStretch(wanted: Stretch, got: Stretch): Judgement {
  const before = nodeAt(wanted);
  if (!before) throw new Error('The expected function is no node of its file.');
  // A `;` that is no longer there, or newly there, ends the same statement elsewhere.
  const now = nodeAt(got) ?? nodeAt(trimmed(got, 1)) ?? nodeAt(trimmed(got, -1));
  if (!now) return { kind: 'tree', detail: 'not one declaration' };
  const other = treeDifference(before, wanted.file, now, got.file);
  if (other !== undefined) return { kind: 'tree', detail: other };
  const lost = lostComment(commentsOf(before, wanted.file), commentsOf(now, got.file), sameWords());
  if (lost !== undefined) return { kind: 'comments', detail: lost };
  const [were, are] = [statementsIn(wanted), statementsIn(got)];
  for (const [at, statement] of were.entries()) {
    const place = columnLine(statement, wanted.file);
    const other = are[at] && columnLine(are[at], got.file);
    if (other && other.column !== place.column) {
      return { kind: 'indentation', detail: linePair(place.line, other.line) };
    }
  }
  const slice = ({ file, start, end }: Stretch) =>
    file.text.slice(file.text.lastIndexOf('\n', start - 1) + 1, end);
  return { kind: 'layout', detail: difference(slice(wanted), slice(got)) };

  function sameWords(): boolean {
    const words = (node: ts.Node, file: ts.SourceFile) =>
      tokensOf(node, file)
        .map((each) => each.getText(file))
        .join('\n');
    return before && now ? words(before, wanted.file) === words(now, got.file) : false;
  }
}

function trimmed({ file, start, end }: Stretch, by: number): Stretch {
  return { file, start, end: end - by };
}

function columnLine(node: ts.Node, file: ts.SourceFile): { column: number; line: string } {
  const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
  const starts = file.getLineStarts();
  return { column: character, line: file.text.slice(starts[line], starts[line + 1]) };
}

/** Takes the import back that the answer needed: a problem, or the file without it. */
function withoutImport(
  { file, found }: Asked,
  { wanted }: Answered,
  after: ts.SourceFile,
): Judgement | { readonly text: string } {
  const missing: Judgement = { kind: 'import', detail: 'missing' };
  if (!wanted) return missing;
  const [probe] = ts.createSourceFile(
    'probe.ts',
    wanted.statement,
    ts.ScriptTarget.Latest,
    true,
  ).statements;
  const names = (probe && importedBy(probe)?.names) ?? [];
  const at = after.statements.findIndex((each) => {
    const brought = importedBy(each);
    return brought?.module === wanted.module && names.every((name) => brought.names.includes(name));
  });
  const statement = after.statements[at];
  if (!statement) return missing;
  const start = statement.getStart(after);
  const end = statement.getEnd();
  const before = file.statements[at];
  if (after.statements.length === file.statements.length && before) {
    const had = importedBy(before);
    const has = importedBy(statement)?.names.filter((name) => !names.includes(name));
    if (had?.module !== wanted.module || had.names.join() !== has?.join()) {
      return { kind: 'import', detail: `other names: ${statement.getText(after)}` };
    }
    const original = before.getText(file);
    return { text: after.text.slice(0, start) + original + after.text.slice(end) };
  }
  const problem = placeProblem(file, found.start, after, at);
  if (problem !== undefined) return { kind: 'import', detail: problem };
  const lineStart = after.text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = after.text.indexOf('\n', end) + 1 || after.text.length;
  const line = after.text.slice(lineStart, lineEnd).trim();
  if (line !== statement.getText(after)) {
    return { kind: 'import', detail: `shares a line: ${line}` };
  }
  // Blank lines around the import come and go with it.
  const blank = /^(?:[ \t]*\r?\n)*/;
  const top = after.text.slice(0, lineStart).trimEnd();
  const bottom = after.text.slice(lineEnd).replace(blank, '');
  if (!file.text.startsWith(top)) {
    return { text: after.text.slice(0, lineStart) + after.text.slice(lineEnd) };
  }
  const gap = blank.exec(file.text.slice(top.length))?.[0] ?? '';
  return { text: top + gap + bottom };
}

function placeProblem(
  file: ts.SourceFile,
  target: number,
  after: ts.SourceFile,
  at: number,
): string | undefined {
  const later = after.statements[at + 1];
  if (later && isDirective(later) && at === 0) return 'before a directive';
  const home = file.statements.findIndex(
    (each) => each.getStart(file) <= target && each.end > target,
  );
  if (at > home) return 'below the function';
  const place = after.statements[at]?.getStart(after) ?? 0;
  const end = after.statements[at]?.getEnd() ?? 0;
  const comments = ts.getLeadingCommentRanges(after.text, end) ?? [];
  const text = comments.map(({ pos, end: to }) => after.text.slice(pos, to));
  const head = /^(?:#!|\/\/\/\s*<|\/\/\s*@ts-(?:no)?check|\/[/*]\s*@flow)/;
  if (at === 0 && text.some((each) => head.test(each))) return 'above a directive in a comment';
  const above = after.text.slice(0, place).trimEnd();
  const line = above.slice(above.lastIndexOf('\n') + 1).trim();
  const below = after.text.slice(end).replace(/^[^\n]*\n/, '');
  const next = below.split('\n')[0]?.trim() ?? '';
  const isRemark = line.endsWith('*/') || (line.startsWith('//') && !head.test(line));
  if (isRemark && next !== '' && file.text.replaceAll('\r', '').match(adjacent(line, next))) {
    return `between a comment and what it is about: ${line}`;
  }
  return undefined;
}

function adjacent(line: string, next: string): RegExp {
  const plain = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`${plain(line)}\\n[ \\t]*${plain(next)}`);
}
