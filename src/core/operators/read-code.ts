import { type Subject, withBody } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import type { Language } from '../languages/language.ts';
import type { FoundFunction, ModelSample, ParsedSource, Parser } from '../ports.ts';
import { dedent } from '../languages/kit/indent.ts';
import { maskOf, renameName } from '../languages/kit/lexis.ts';
import { elisionsIn } from '../languages/kit/reading/comments.ts';
import type { TextRange } from '../text.ts';
import { codeBlocks } from '../languages/kit/code-blocks.ts';

/** The code of one answer, parsed, with the function that was asked for where it was found. */
export interface ReadCode {
  readonly source: string;
  readonly parsed: ParsedSource;
  /** The wanted function as the answer has it: the last complete one where it is repeated. */
  readonly main?: FoundFunction;
  /** True where the answer stopped early. */
  readonly truncated: boolean;
  /** Where comments or dots stand for code that the answer left out. */
  readonly elisions: readonly TextRange[];
}

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
  const written = blocks
    .map((block) => dedent(plainLines(block.text), language).trim())
    .join('\n\n');
  const source = await withUsualLevels(written, language, parser);
  const truncated = sample.finish !== 'stop' || blocks.some((block) => !block.closed);
  const read = await parseAs(source, subject, parser);
  const whole = read.main ? read : await readSomehow(source, read.parsed, subject, parser);
  const tree = await language.reading.snippet(parser, language.id, whole.source);
  return { ...whole, truncated, elisions: elisionsIn(tree.root).map(({ range }) => range) };
}

/** Code whose levels are as wide as the language's own: what is put around it has those. */
async function withUsualLevels(
  source: string,
  { id, indentUnit, reading }: Language,
  parser: Parser,
): Promise<string> {
  const layout = reading.layout(await reading.snippet(parser, id, source));
  const own = layout.unit;
  return own === undefined || own === indentUnit
    ? source
    : layout.reindented({ indent: '', unit: indentUnit, docstrings: 'stay' });
}

type Parsed = Omit<ReadCode, 'truncated' | 'elisions'>;

async function parseAs(source: string, subject: Subject, parser: Parser): Promise<Parsed> {
  const parsed = await parser.parse(subject.language, source);
  const main = findMain(parsed, subject.contract.name);
  return { source, parsed, ...(main && { main }) };
}

/** The function by another name, a bare method, or a body without its header. */
async function readSomehow(
  source: string,
  parsed: ParsedSource,
  subject: Subject,
  parser: Parser,
): Promise<Parsed> {
  const language = languageOf(subject.language);
  const { name } = subject.contract;
  const around = subject.member ? language.declarations.memberShell : undefined;
  if (around !== undefined) {
    const wrapped = await parseAs(around.join(source), subject, parser);
    if (wrapped.main) return wrapped;
  }
  const other = likelyMain(parsed, subject);
  if (other !== undefined && !hasBareReturn(parsed)) {
    return parseAs(renameName(source, other, name, language), subject, parser);
  }
  if (!/\b(?:return|yield|raise|throw)\b/.test(maskOf(source, language))) return { source, parsed };
  const bodied = withBody(subject, { kind: 'block', text: source });
  const shell = around === undefined ? bodied : around.join(bodied);
  const body = await parseAs(shell, subject, parser);
  return body.main && body.parsed.errors.length === 0 ? body : { source, parsed };
}

/** Statements that only a body can hold. */
function hasBareReturn(parsed: ParsedSource): boolean {
  return parsed.others.some((text) => /^(?:return|yield)\b/m.test(text));
}

/** The one implemented top-level function with as many parameters that no other one calls. */
function likelyMain(parsed: ParsedSource, subject: Subject): string | undefined {
  const wanted = ownParameters(subject.contract.parameters).length;
  const whole = parsed.functions.filter(
    (found) =>
      !found.isStub &&
      (subject.member || !found.qualifiedName.includes('.')) &&
      ownParameters(found.parameters).length === wanted,
  );
  const called = new Set(parsed.functions.flatMap((found) => (found.isStub ? [] : callees(found))));
  const roots = whole.filter((found) => !called.has(lastName(found)));
  return roots.length === 1 && roots[0] ? lastName(roots[0]) : undefined;
}

function callees(found: FoundFunction): string[] {
  return found.mentions.filter((name) => name !== lastName(found));
}

function findMain(parsed: ParsedSource, name: string): FoundFunction | undefined {
  const named = parsed.functions.filter((found) => lastName(found) === name);
  const sound = named.filter((found) => !touchesError(found, parsed));
  const best = [...sound, ...named].find((found) => !found.isStub) ?? named[0];
  return sound.findLast((found) => !found.isStub) ?? best;
}

export function touchesError(found: FoundFunction, parsed: ParsedSource): boolean {
  return parsed.errors.some((error) => error.start < found.end && error.end > found.start);
}

export function lastName(found: Pick<FoundFunction, 'qualifiedName'>): string {
  return found.qualifiedName.slice(found.qualifiedName.lastIndexOf('.') + 1);
}

/** Parameters without the receiver of a method. */
export function ownParameters<P extends { readonly name: string }>(parameters: readonly P[]): P[] {
  return parameters.filter(({ name }, index) => index > 0 || !/^(?:self|cls|this)$/.test(name));
}

/** The function's text as it stands in the source, its later lines brought to column 0. */
export function textOf(
  read: Pick<ReadCode, 'source'>,
  found: FoundFunction,
  language: Language,
): string {
  const lineStart = read.source.lastIndexOf('\n', found.start - 1) + 1;
  const lead = /^[ \t]*/.exec(read.source.slice(lineStart, found.start))?.[0] ?? '';
  return dedent(lead + read.source.slice(found.start, found.end), language).trim();
}

/** The code that a diff, with or without its headers, or a patch makes; any other text as it is. */
function plainLines(text: string): string {
  const lines = text.split('\n');
  if (lines.some((line) => /^@@ .*@@/.test(line))) {
    return lines
      .filter((line) => !/^(?:-|@@|\+\+\+ |diff |index )/.test(line))
      .map((line) => line.replace(/^[+ ]/, ''))
      .join('\n');
  }
  if (lines.some((line) => line.startsWith('*** Begin Patch'))) {
    return lines
      .filter((line) => !/^(?:-|\*\*\* )/.test(line))
      .map((line) => line.replace(/^(?:@@ ?|[+ ])/, ''))
      .join('\n');
  }
  const written = lines.filter((line) => line.trim() !== '');
  const isDiff = written.every((line) => /^[ +-]/.test(line)) && /^\+/m.test(text);
  return isDiff && /^-|^ \S/m.test(text)
    ? lines
        .filter((line) => !line.startsWith('-'))
        .map((line) => line.replace(/^[+ ]/, ''))
        .join('\n')
    : text;
}

/** Takes the main function apart; undefined where it has no body to speak of. */
export function mainParts(read: ReadCode, subject: Subject) {
  if (read.main === undefined || read.main.isStub) return undefined;
  if (read.truncated && touchesError(read.main, read.parsed)) return undefined;
  const language = languageOf(subject.language);
  const text = textOf(read, read.main, language);
  const parts = language.declarations.parts(text, subject.contract.name);
  return parts === undefined || parts.cut || parts.body.text.trim() === '' ? undefined : parts;
}
