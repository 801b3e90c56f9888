import { declarationOf, type Subject, subjectOf } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import type { Language } from '../languages/language.ts';
import { assertionText, fenced } from '../languages/assertion-text.ts';
import type { Test } from '../check.ts';
import type { Contract } from '../contract.ts';
import type { ChatMessage } from '../ports.ts';
import type { TaskContext } from '../task.ts';
import type { LanguageId } from '../text.ts';

/** What every prompt of one task tells about the file, the same bytes in each. */
export interface Surroundings {
  readonly language: LanguageId;
  readonly context: TaskContext;
  /** What the user added in their own words. */
  readonly instruction?: string;
}

/**
 * Builds the messages of a prompt. The system message is the same for all operators of a language
 * and the file's part is the same for all functions of a task, so that servers can reuse what they
 * computed for one prompt in the next; what varies comes last.
 */
export function messagesFor(
  surroundings: Surroundings,
  sections: readonly string[],
): readonly ChatMessage[] {
  const language = languageOf(surroundings.language);
  const user = [fileSection(surroundings, language), ...sections].filter((part) => part !== '');
  return [
    { role: 'system', content: systemMessage(language) },
    { role: 'user', content: user.join('\n\n') },
  ];
}

function systemMessage(language: Language): string {
  return [
    `You are a careful ${language.title} programmer. You work on one function of an existing file at a time.`,
    'Read each request literally and do only what it asks.',
    `Answer with exactly one fenced code block that starts with \`\`\`${language.fence} and write nothing before or after it.`,
  ].join('\n');
}

function fileSection(surroundings: Surroundings, language: Language): string {
  const { context, instruction } = surroundings;
  const parts: string[] = [];
  if (context.imports.length > 0) {
    parts.push(`The file imports:\n${fenced(context.imports.join('\n'), language.fence)}`);
  }
  if (context.imported !== undefined && context.imported.length > 0) {
    const codes = context.imported.join('\n\n');
    parts.push(`What it imports from the project:\n${fenced(codes, language.fence)}`);
  }
  if (context.declarations.length > 0) {
    parts.push(
      `The file declares, among others:\n${fenced(context.declarations.join('\n\n'), language.fence)}`,
    );
  }
  if (context.enclosing.trim() !== '') {
    parts.push(`The enclosing class:\n${fenced(context.enclosing, language.fence)}`);
  }
  if (context.related.length > 0) {
    parts.push(`Related code:\n${fenced(context.related.join('\n'), language.fence)}`);
  }
  if (context.moduleNames.length > 0) {
    parts.push(`Names that the file defines: ${context.moduleNames.join(', ')}.`);
  }
  if (instruction !== undefined && instruction.trim() !== '') {
    parts.push(`The user asks: ${instruction.trim()}`);
  }
  return parts.length === 0 ? '' : `# The file\n\n${parts.join('\n\n')}`;
}

/** The function at work: declaration, place in the plan, and trusted examples that its doc lacks. */
export function functionSection(
  subject: Subject,
  options: {
    /** The functions that need this one, root first. */
    readonly path?: readonly Contract[];
    readonly examples?: readonly Test[];
  } = {},
): string {
  const language = languageOf(subject.language);
  const { name } = subject.contract;
  const parts = [`# The function \`${name}\``, fenced(declarationOf(subject), language.fence)];
  if (subject.member) {
    parts.push(`\`${name}\` is a member of the enclosing class shown above.`);
  }
  const path = options.path ?? [];
  if (path.length > 0) {
    const lines = path.map((contract) => `- \`${contract.name}\`: ${summary(contract)}`);
    parts.push(`It is a helper in this work, outermost function first:\n${lines.join('\n')}`);
  }
  const examples = (options.examples ?? []).filter((test) => !subject.doc.includes(test.call));
  if (examples.length > 0) {
    const lines = examples.map((test) => assertionText(test, language));
    parts.push(`These must hold:\n${fenced(lines.join('\n'), language.fence)}`);
  }
  return parts.join('\n\n');
}

/** Helpers as stubs that the model may call. */
export function helpersSection(
  title: string,
  helpers: readonly Contract[],
  language: LanguageId,
): string {
  if (helpers.length === 0) return '';
  const { fence } = languageOf(language);
  const stubs = helpers.map((helper) => declarationOf(subjectOf(helper, language)));
  return `${title}\n${fenced(stubs.join('\n\n'), fence)}`;
}

/** The first sentence of a description. */
export function summary(contract: Contract): string {
  const text = contract.description.trim().replace(/\s+/g, ' ');
  const sentence = /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
  return sentence.length > 160 ? `${sentence.slice(0, 157)}...` : sentence;
}
