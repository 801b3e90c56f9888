import { declarationOf, type Subject, subjectOf } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import type { Language } from '../languages/language.ts';
import { assertionText, fenced } from '../languages/assertion-text.ts';
import type { Test } from '../check.ts';
import type { Contract } from '../contract.ts';
import type { ChatMessage } from '../ports.ts';
import { thinkAloud } from '../thinking-aloud.ts';
import type { TaskContext } from '../task.ts';
import type { LanguageId } from '../text.ts';

/** What every prompt of one task tells about the file, the same bytes in each. */
export interface Surroundings {
  readonly language: LanguageId;
  readonly context: TaskContext;
  /** What the user added in their own words. */
  readonly instruction?: string;
  /** Name of the function that it is about; absent where there is only one. */
  readonly wishedFor?: string;
}

/** What is wanted, and by what rules the answer is made. The first words of `text` tell operators apart. */
interface Request {
  readonly text: string;
  readonly rules: readonly string[];
}

/**
 * Builds the messages of a prompt. All requests for a function and its helpers share every byte up to
 * their last section, so that servers can reuse what they computed for one in the next: what differs,
 * the function at work included, stands in the request.
 *
 * @param about Sections that the request speaks of.
 */
export function messagesFor(
  surroundings: Surroundings,
  { text, rules }: Request,
  about: readonly string[] = [],
): readonly ChatMessage[] {
  const language = languageOf(surroundings.language);
  const user = [
    fileSection(surroundings, language),
    `# Request\n\n${text}`,
    ...about,
    `## Rules\n\n${rules.map((rule) => `- ${rule}`).join('\n')}`,
  ].filter((part) => part !== '');
  return [
    { role: 'system', content: systemMessage(language) },
    { role: 'user', content: user.join('\n\n') },
  ];
}

function systemMessage(language: Language): string {
  return [
    `You are a careful ${language.title} programmer. You work on one function of an existing file at a time.`,
    thinkAloud,
    `Only the last fenced code block of your answer is read: it starts with \`\`\`${language.fence} and holds all that is asked for.`,
  ].join('\n');
}

function fileSection(surroundings: Surroundings, language: Language): string {
  const { context } = surroundings;
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
  parts.push(`It runs on ${language.runtime}.`);
  return `# The file\n\n${parts.join('\n\n')}`;
}

/** The function at work: declaration, place in the plan, and trusted examples that its doc lacks. */
export function functionSection(
  subject: Subject,
  options: {
    /** The functions that need this one, root first. */
    readonly path?: readonly Contract[];
    readonly examples?: readonly Test[];
    /** What the user added in their own words; said of the function that they want, not of its helpers. */
    readonly wish?: string;
  } = {},
): string {
  const language = languageOf(subject.language);
  const { name } = subject.contract;
  const parts = [`## The function \`${name}\``, fenced(declarationOf(subject), language.fence)];
  if (subject.member) {
    parts.push(`\`${name}\` is a member of the enclosing class shown above.`);
  }
  const path = options.path ?? [];
  if (path.length > 0) {
    const lines = path.map((contract) => `- \`${contract.name}\`: ${summary(contract)}`);
    parts.push(`It is a helper in this work, outermost function first:\n${lines.join('\n')}`);
  }
  const { wish = '' } = options;
  if (wish.trim() !== '' && path.length === 0) parts.push(`The user asks: ${wish.trim()}`);
  const examples = (options.examples ?? []).filter((test) => !subject.doc.includes(test.call));
  if (examples.length > 0) {
    const lines = examples.map((test) => assertionText(test, language));
    parts.push(`These must hold:\n${fenced(lines.join('\n'), language.fence)}`);
  }
  return parts.join('\n\n');
}

/** What the user wants of the function at work; a helper's place in the plan tells enough of it. */
export function wishOf(
  { instruction, wishedFor }: Surroundings,
  { contract }: Subject,
): { readonly wish?: string } {
  const isMeant = wishedFor === undefined || wishedFor === contract.name;
  return instruction === undefined || !isMeant ? {} : { wish: instruction };
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
