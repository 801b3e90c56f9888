import { type Subject, withBody } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import type { Language } from '../languages/language.ts';
import { parsedSource, type FoundFunction, type ParsedSource } from '../languages/parsed-source.ts';
import type { ModelSample, Parser } from '../ports.ts';
import { elisionsIn } from '../languages/kit/reading/comments.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax-tree.ts';
import type { TextRange } from '../text.ts';
import { applyEdits } from '../apply-edits.ts';
import { codeBlocks } from '../languages/kit/code-blocks.ts';
import { textsOf } from './answer-texts.ts';
import { inMemberShell } from './bare-member.ts';
import { isSound, lastName, likelyMain, namedMain } from './main-function.ts';

/** The code of one answer, parsed, with the function that was asked for where it was found. */
export interface ReadCode {
  readonly parsed: ParsedSource;
  /** The wanted function as the answer has it: the last complete one where it is repeated. */
  readonly main?: FoundFunction;
  /** True where the answer stopped early. */
  readonly truncated: boolean;
  /** Where comments or dots stand for code that the answer left out. */
  readonly elisions: readonly TextRange[];
}

type Read = Pick<ReadCode, 'parsed' | 'main'>;

/**
 * Reads one answer as code that should implement `subject`. Models wander: the function may have
 * another name, stand in a class, lack its header, be repeated, or be cut off. Answers undefined
 * only where there is no code at all.
 */
export async function readCode(
  sample: ModelSample,
  subject: Subject,
  parser: Parser,
): Promise<ReadCode | undefined> {
  const language = languageOf(subject.language);
  const blocks = codeBlocks(sample.text, language);
  if (blocks.length === 0) return undefined;
  const truncated = sample.finish !== 'stop' || blocks.some((block) => !block.closed);
  let best: { readonly read: Read; readonly worth: number } | undefined;
  for await (const text of textsOf(sample.text, blocks, subject, parser)) {
    const read = await readText(text, subject, parser);
    const worth = worthOf(read);
    if (best === undefined || worth > best.worth) best = { read, worth };
    if (worth === most) break;
  }
  if (best === undefined) return undefined;
  const elisions = elisionsIn(best.read.parsed.tree.root).map(({ range }) => range);
  return { ...best.read, truncated, elisions };
}

const most = 4;

/**
 * How much of what was asked for a reading of an answer holds. Beside a function that is whole may
 * stand what does not read, such as prose, or the rest of the function behind a damaged line.
 */
function worthOf({ main, parsed }: Read): number {
  if (!main) return 0;
  if (main.isStub) return 1;
  if (!isSound(main)) return 2;
  return parsed.tree.isSound && !hasStrayCharacters(parsed.tree) ? most : 3;
}

/** Characters without width outside of strings: grammars skip them, the languages do not. */
function hasStrayCharacters({ root, text, language }: SyntaxTree): boolean {
  const stray = [...text.matchAll(/[\u200B\u2060]/g)];
  if (stray.length === 0) return false;
  const strings = languageOf(language).reading.strings(root);
  return stray.some(
    ({ index }) => !strings.some(({ start, end }) => start <= index && index < end),
  );
}

/** The function by its name, by another name, as a bare member, or as a body without its header. */
async function readText(text: string, subject: Subject, parser: Parser): Promise<Read> {
  const language = languageOf(subject.language);
  const { name } = subject.contract;
  const parsed = await parse(text, language, parser);
  const main = namedMain(parsed, subject);
  if (main) return { parsed, main };
  for await (const wrapped of inMemberShell(parsed.tree, name, language, parser)) {
    const member = namedMain(wrapped, subject);
    if (member) return { parsed: wrapped, main: member };
  }
  const isBody = hasOutside(parsed.tree.root, 'return_statement', 'yield', 'yield_expression');
  const other = isBody ? undefined : likelyMain(parsed, subject);
  if (other !== undefined) return renamed(parsed, other, subject, parser);
  const ends = hasOutside(parsed.tree.root, 'raise_statement', 'throw_statement');
  return (isBody || ends ? await asBody(parsed, subject, parser) : undefined) ?? { parsed };
}

async function parse(text: string, { id }: Language, parser: Parser): Promise<ParsedSource> {
  return parsedSource(await parser.tree(id, text));
}

/** The code with its function under the wanted name. A member needs none: nothing calls it by it. */
async function renamed(
  parsed: ParsedSource,
  other: FoundFunction,
  subject: Subject,
  parser: Parser,
): Promise<Read> {
  const language = languageOf(subject.language);
  const { name } = subject.contract;
  if (other.declaration.owner || !/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) {
    return { parsed, main: other };
  }
  const edits = language.reading
    .names(parsed.tree.root)
    .renaming(new Map([[lastName(other), name]]));
  if (!edits) return { parsed };
  const fresh = await parse(applyEdits(parsed.tree.text, edits), language, parser);
  const main = namedMain(fresh, subject);
  return { parsed: fresh, ...(main && { main }) };
}

/** The text as the body of the function, where that reads. */
async function asBody(
  { tree }: ParsedSource,
  subject: Subject,
  parser: Parser,
): Promise<Read | undefined> {
  const language = languageOf(subject.language);
  const text = language.reading.layout(tree).indented(language.indentUnit).trim();
  const code = withBody(subject, { kind: 'block', text });
  const shells = subject.member ? language.declarations.memberShells : [];
  for (const around of [['', ''] as const, ...shells]) {
    const parsed = await parse(around.join(code), language, parser);
    const main = namedMain(parsed, subject);
    if (main && parsed.tree.isSound) return { parsed, main };
  }
  return undefined;
}

/** True where one of these kinds stands in no function: only a body can hold it. */
function hasOutside(root: SyntaxNode, ...kinds: readonly string[]): boolean {
  const isFunction = (node: SyntaxNode) =>
    node.child('body') !== undefined &&
    (node.child('parameters') ?? node.child('parameter')) !== undefined;
  return [...root.descendants(...kinds)].some((node) => ![...node.ancestors()].some(isFunction));
}
