import { yieldsItems, type Contract } from '../contract.ts';
import type { Target, Task } from '../task.ts';
import type { LanguageId } from '../text.ts';
import type { BodyText } from './kit/declaration.ts';
import type { Callee, Language } from './language.ts';
import { languageOf } from './languages.ts';
import { atColumnZero } from './target-code.ts';

/**
 * One function as operators and assembly see it: what it must do and how its declaration is
 * written. It never holds a body.
 */
export interface Subject {
  readonly language: LanguageId;
  readonly contract: Contract;
  /**
   * The header as written, decorators included, without `export`: up to and with `:` in Python,
   * before `{` (after `=>` for an arrow function) elsewhere.
   */
  readonly header: string;
  /** Docstring literal or doc comment at column 0, as the file has it; empty where there is none. */
  readonly doc: string;
  /** True for a member of a class: bare methods are valid only inside its braces or indentation. */
  readonly member: boolean;
  /** The qualified name of what it stands in; left out where that is the module. */
  readonly within?: string;
  /** What follows the body, e.g. the `;` after an arrow function. */
  readonly tail: string;
}

/** The Subject of a helper that only the plan knows. */
export function subjectOf(contract: Contract, languageId: LanguageId): Subject {
  const language = languageOf(languageId);
  return {
    language: languageId,
    contract,
    header: contract.header ?? language.declarations.header(contract),
    doc: docOf(contract, language),
    member: false,
    tail: '',
  };
}

/** The Subject of a Task's target, with header and doc as the user wrote them. */
export function subjectOfTarget(task: Task): Subject {
  const { target, contract } = task;
  const language = languageOf(task.language);
  const written = atColumnZero(target.signature.trim(), target);
  if (written === '') return subjectOf(contract, task.language);
  const { text } = target.snapshot;
  const declaration = text.slice(target.range.start, target.range.end).trimEnd();
  const doc = target.doc === undefined ? '' : text.slice(target.doc.start, target.doc.end);
  const lead = target.doc === undefined ? '' : indentBefore(text, target.doc.start);
  return {
    language: task.language,
    contract,
    header: ownHeader(written.replace(/\s*\{$/, ''), task, language),
    doc:
      doc === ''
        ? docOf(contract, language)
        : dedentRest(doc.replaceAll('\r\n', '\n').trim(), lead),
    member: target.kind === 'method',
    ...withinOf(target, contract),
    tail: language.declarations.tail(declaration),
  };
}

function withinOf({ qualifiedName }: Target, { name }: Contract): Pick<Subject, 'within'> {
  const isInside = qualifiedName.endsWith(`.${name}`);
  return isInside ? { within: qualifiedName.slice(0, -name.length - 1) } : {};
}

/** What a namespace exports is found by its name only with that word. */
function ownHeader(written: string, { target }: Task, language: Language): string {
  return target.kind === 'method' ? written : withoutExport(written, language);
}

/** A docstring literal or doc comment that says what the Contract says; empty where it says nothing. */
function docOf(contract: Contract, { declarations }: Language): string {
  const examples = contract.examples.map(declarations.example).filter((text) => text !== '');
  const parts = [contract.description.trim(), examples.join('\n')];
  const text = parts.filter((part) => part !== '').join('\n\n');
  return text.trim() === '' ? '' : declarations.doc(text);
}

/**
 * The function whose calls are looked for.
 *
 * @param owner The class or object that it is a member of, where that is known.
 */
export function calleeOf({ contract, member, language }: Subject, owner?: string): Callee {
  return {
    name: contract.name,
    language: languageOf(language),
    member,
    ...(owner === undefined ? {} : { owner }),
    generator: yieldsItems(contract),
    boolean: /^(?:bool|boolean)$/.test(contract.returns?.trim() ?? ''),
  };
}

/** The class or object that holds a member; undefined for what is none. */
export function ownerOf({
  kind,
  qualifiedName,
}: Pick<Target, 'kind' | 'qualifiedName'>): string | undefined {
  return kind === 'method' ? qualifiedName.split('.').at(-2) : undefined;
}

/** The header without the words that make it visible to other modules. */
export function withoutExport(header: string, { declarations }: Language): string {
  const prefix = declarations.exportPrefix(header);
  return prefix === '' ? header : header.replace(prefix, '');
}

function indentBefore(text: string, at: number): string {
  return /[ \t]*$/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1, at))?.[0] ?? '';
}

function dedentRest(text: string, indent: string): string {
  if (indent === '') return text;
  return text
    .split('\n')
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('\n');
}

/** The declaration with a body that only says that it is not written yet. */
export function stubOf(subject: Subject): string {
  return languageOf(subject.language).declarations.stub(subject);
}

/** The declaration as a specification: doc and header, for a prompt. */
export function declarationOf(subject: Subject): string {
  return languageOf(subject.language).declarations.specification(subject);
}

/** Puts a body under the Subject's own header and doc. */
export function withBody(subject: Subject, body: BodyText): string {
  return languageOf(subject.language).declarations.withBody(subject, body);
}
