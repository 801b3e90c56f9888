import ts from 'typescript';
import type { Variant } from '../oracle.ts';
import { answerable, type WantedImport } from './imports.ts';
import {
  dedented,
  indentAt,
  linesOf,
  reindented,
  startsLine,
  statementsIn,
  unitOf,
  type Stretch,
} from './layout.ts';
import { renamable } from './names.ts';
import { parseScript, type FoundFunction } from './script-file.ts';

/** An answer, how the function then reads in its file, and the import that it needs. */
export interface Answered {
  readonly answer: string;
  readonly text: string;
  readonly wanted?: WantedImport;
}

export interface Asked {
  readonly file: ts.SourceFile;
  readonly found: FoundFunction;
  /** Its place among the functions of the file. */
  readonly at: number;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

// What a comment may hold must confuse no reader of code.
const remark = `// It's "quoted" here (and never closed`;
const sideRemark = `  // see { here, don't`;

const makers: Readonly<Record<Variant, (asked: Asked) => Answered | undefined>> = {
  identity: (asked) => unchanged(asked, alone(asked)),
  'indent-2': indented('  '),
  'indent-4': indented('    '),
  'indent-8': indented('        '),
  'indent-tab': indented('\t'),
  comments: withComments,
  renamed: withNewNames,
  prose: inProse,
  doc: withDoc,
  class: inClass,
  import: (asked) => withImport(asked, 'new'),
  'import-name': (asked) => withImport(asked, 'name'),
};

export function answerFor(variant: Variant, asked: Asked): Answered | undefined {
  return makers[variant](asked);
}

function stretchOf({ file, found }: Asked): Stretch {
  return { file, start: found.start, end: found.end };
}

/** The function by itself: of one among several declarations, a declaration of its own. */
function alone({ file, found }: Asked, code = dedented(stretchOf({ file, found, at: 0 }))): string {
  if (!ts.isVariableDeclaration(found.owner)) return code;
  const { flags } = found.owner.parent;
  const word =
    (flags & ts.NodeFlags.Const) !== 0 ? 'const' : (flags & ts.NodeFlags.Let) !== 0 ? 'let' : 'var';
  return `${word} ${code};`;
}

function fenced({ file }: Asked, code: string): string {
  const longest = Math.max(0, ...(code.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  const tag = /\.[mc]?tsx?$/i.test(file.fileName) ? 'typescript' : 'javascript';
  return `${fence}${tag}\n${code.trimEnd()}\n${fence}\n`;
}

/** An answer that leaves the file as it is. */
function unchanged(asked: Asked, code: string): Answered {
  const { file, found } = asked;
  return { answer: fenced(asked, code), text: file.text.slice(found.start, found.end) };
}

function indented(unit: string) {
  return (asked: Asked): Answered | undefined => {
    const code = reindented(stretchOf(asked), unit);
    return code === undefined ? undefined : unchanged(asked, alone(asked, code));
  };
}

function inProse(asked: Asked): Answered {
  const { answer, text } = unchanged(asked, alone(asked));
  return {
    answer: `Here's \`${asked.found.name}\`; it does what its comment says:\n\n${answer}\nIt's simple: the work is done in one pass, and \`null\` isn't a special case.\n`,
    text,
  };
}

/** With the doc comment above it, as many answers have it. */
function withDoc(asked: Asked): Answered | undefined {
  const { file, found } = asked;
  const ranges = ts.getLeadingCommentRanges(file.text, found.owner.pos) ?? [];
  const last = ranges.at(-1);
  if (!last || !file.text.startsWith('/**', last.pos)) return undefined;
  const between = file.text.slice(last.end, found.start);
  if (!/^[ \t]*\r?\n[ \t]*$/.test(between) || ts.isVariableDeclaration(found.owner))
    return undefined;
  return unchanged(asked, dedented({ file, start: last.pos, end: found.end }));
}

function inClass(asked: Asked): Answered | undefined {
  const { file, found } = asked;
  const { parent } = found.owner;
  if (!ts.isClassLike(parent)) return undefined;
  const heritage = parent.heritageClauses?.map((each) => each.getText(file)).join(' ') ?? '';
  const parameters = parent.typeParameters?.map((each) => each.getText(file)).join(', ');
  const name = `${parent.name?.text ?? 'Anonymous'}${parameters ? `<${parameters}>` : ''}`;
  const head = `class ${name} ${heritage === '' ? '' : `${heritage} `}{`;
  const unit = unitOf(stretchOf(asked)) ?? '  ';
  const frozen = linesOf(stretchOf(asked)).map(({ isContent }) => isContent);
  const body = dedented(stretchOf(asked))
    .split('\n')
    .map((line, row) => (frozen[row] === true || line.trim() === '' ? line : unit + line));
  return unchanged(asked, `${head}\n${body.join('\n')}\n}`);
}

/** The answer after edits of the file inside the function. */
function edited(asked: Asked, edits: readonly Edit[]): Answered | undefined {
  const { file, found } = asked;
  let text = file.text;
  for (const edit of [...edits].sort((a, b) => b.start - a.start)) {
    text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  }
  const parsed = parseScript(file.fileName, text);
  if (!('file' in parsed)) return undefined;
  const end = found.end + text.length - file.text.length;
  const code = dedented({ file: parsed.file, start: found.start, end });
  return { answer: fenced(asked, alone(asked, code)), text: text.slice(found.start, end) };
}

function eolOf({ file, found }: Asked): string {
  return file.text.slice(found.start, found.end).includes('\r\n') ? '\r\n' : '\n';
}

function withComments(asked: Asked): Answered | undefined {
  const { file } = asked;
  const all = statementsIn(stretchOf(asked));
  const placed = all.filter((each) => startsLine(each, file));
  const chosen = [0, placed.length >> 1, placed.length - 1].flatMap((at) => placed[at] ?? []);
  if (chosen.length === 0) return undefined;
  const above = [...new Set(chosen)].map((each): Edit => {
    const start = each.getStart(file);
    return { start, end: start, text: `${remark}${eolOf(asked)}${indentAt(file.text, start)}` };
  });
  const side = all.filter((each) => /^\r?\n/.test(file.text.slice(each.getEnd())));
  const end = side[side.length >> 1]?.getEnd();
  return edited(asked, [
    ...above,
    ...(end === undefined ? [] : [{ start: end, end, text: sideRemark }]),
  ]);
}

function withNewNames(asked: Asked): Answered | undefined {
  const { file, found } = asked;
  const edits = [...renamable(found)].flatMap(([name, all]) => {
    const fresh = `${name}Renamed`;
    if (file.text.includes(fresh)) return [];
    return all.map((each) => ({ start: each.getStart(file), end: each.getEnd(), text: fresh }));
  });
  return edits.length === 0 ? undefined : edited(asked, edits);
}

function withImport(asked: Asked, kind: 'new' | 'name'): Answered | undefined {
  const { file, found, at } = asked;
  const wanted = answerable(file, at, kind);
  const { body } = found.node;
  if (!wanted || !body || !ts.isBlock(body)) return undefined;
  const first = body.statements.find((each) => !isDirective(each));
  if (!first || !startsLine(first, file)) return undefined;
  const start = first.getStart(file);
  const use = `${wanted.use};${eolOf(asked)}${indentAt(file.text, start)}`;
  const fresh = edited(asked, [{ start, end: start, text: use }]);
  if (!fresh) return undefined;
  const opening = /^`+\w+\n/.exec(fresh.answer)?.[0] ?? '';
  const answer = `${opening}${wanted.statement}\n\n${fresh.answer.slice(opening.length)}`;
  return { answer, text: fresh.text, wanted };
}

export function isDirective(statement: ts.Statement): boolean {
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
}
