import type { Contract } from '../../contract.ts';
import type { Task } from '../../task.ts';
import type { LanguageId } from '../../text.ts';
import { dedent, indentBy, leastIndent, outdentRest, reindent } from './indent.ts';
import { languageFacts } from './facts.ts';
import { docText, renderDoc, renderHeader } from './signature.ts';

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
  /** What follows the body, e.g. the `;` after an arrow function. */
  readonly tail: string;
}

/** The Subject of a helper that only the plan knows. */
export function subjectOf(contract: Contract, language: LanguageId): Subject {
  const { family } = languageFacts(language);
  return {
    language,
    contract,
    header: renderHeader(contract, language),
    doc: renderDoc(docText(contract, family), family),
    member: false,
    tail: '',
  };
}

/** The Subject of a Task's target, with header and doc as the user wrote them. */
export function subjectOfTarget(task: Task): Subject {
  const { target, contract, language } = task;
  const { family } = languageFacts(language);
  const written = outdentRest(target.signature.trim(), target.indent, family);
  if (written === '') return subjectOf(contract, language);
  const { text } = target.snapshot;
  const declaration = text.slice(target.range.start, target.range.end).trimEnd();
  const doc = target.doc === undefined ? '' : text.slice(target.doc.start, target.doc.end);
  const lead = target.doc === undefined ? '' : indentBefore(text, target.doc.start);
  return {
    language,
    contract,
    header: withoutExport(written.replace(/\s*\{$/, '')),
    doc:
      doc === ''
        ? renderDoc(docText(contract, family), family)
        : dedentRest(doc.replaceAll('\r\n', '\n').trim(), lead),
    member: target.kind === 'method',
    tail: family === 'javascript' && declaration.endsWith(';') ? ';' : '',
  };
}

/** The words before a declaration that make it visible to other modules. */
export function exportPrefix(header: string): string {
  return /^(?:@[^\n]*\n)*\s*((?:export\s+(?:default\s+)?)?(?:declare\s+)?)/.exec(header)?.[1] ?? '';
}

export function withoutExport(header: string): string {
  const prefix = exportPrefix(header);
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
  const facts = languageFacts(subject.language);
  const unit = facts.indentUnit;
  if (facts.family === 'python') {
    const doc = subject.doc === '' ? '' : `${indentBy(subject.doc, unit, 'python')}\n`;
    return `${subject.header}\n${doc}${unit}${facts.stubBody}`;
  }
  return `${subject.header} {\n${unit}${facts.stubBody}\n}${subject.tail}`;
}

/** The declaration as a specification: doc and header, for a prompt. */
export function declarationOf(subject: Subject): string {
  const facts = languageFacts(subject.language);
  if (facts.family === 'python') {
    const doc = subject.doc === '' ? '' : `${indentBy(subject.doc, facts.indentUnit, 'python')}\n`;
    return `${subject.header}\n${doc}${facts.indentUnit}...`;
  }
  const doc = subject.doc === '' ? '' : `${subject.doc}\n`;
  return `${doc}${subject.header} { ... }`;
}

/** Puts a body under the Subject's own header and doc. `body` is at column 0, without docstring. */
export function withBody(
  subject: Subject,
  body: { readonly kind: 'block' | 'expression'; readonly text: string },
): string {
  const { family, indentUnit } = languageFacts(subject.language);
  if (family === 'python') {
    const doc = subject.doc === '' ? '' : `${indentBy(subject.doc, indentUnit, family)}\n`;
    return `${subject.header}\n${doc}${indentBy(dedent(body.text, family), indentUnit, family)}`;
  }
  const arrow = subject.header.endsWith('=>');
  if (body.kind === 'expression') {
    return arrow
      ? `${subject.header} ${body.text}${subject.tail}`
      : `${subject.header} {\n${indentUnit}return ${body.text};\n}${subject.tail}`;
  }
  const text = dedent(body.text, family).trim();
  // The level that is added must be as wide as those that the body has.
  const even = reindent(text, indentUnit, family, leastIndent(text));
  return `${subject.header} {\n${indentBy(even, indentUnit, family)}\n}${subject.tail}`;
}
