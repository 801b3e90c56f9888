import { stubOf, subjectOf } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import type { Language } from '../languages/language.ts';
import type { Operator } from '../engine/operator.ts';
import type { Contract } from '../contract.ts';
import { parseSource, type FoundFunction } from '../languages/parsed-source.ts';
import type { Parser } from '../ports.ts';
import type { LanguageId } from '../text.ts';
import { codeBlocks } from '../languages/kit/code-blocks.ts';
import { freeName } from './implementation.ts';
import { messagesFor, type Surroundings } from './prompt.ts';
import { lastName } from './main-function.ts';

export interface ContractFromDescriptionInput {
  readonly surroundings: Surroundings;
  /** What the user typed. */
  readonly description: string;
  readonly maxTokens: number;
}

/** A function that does not exist yet, for the user to edit before it is grown. */
export interface ProposedContract {
  readonly contract: Contract;
  /** The stub as it would stand in the file, at column 0, doc comment included. */
  readonly stub: string;
}

/** Proposes a name, a signature and a description for a new function. Undefined where none was read. */
export const contractFromDescription: Operator<
  ContractFromDescriptionInput,
  ProposedContract | undefined
> = {
  name: 'contract-from-description',
  makes: 'a proposal',
  prompt: ({ surroundings, description, maxTokens }) => {
    const language = languageOf(surroundings.language);
    const typed = language.typed ? 'types on all parameters and on the result' : 'clear parameters';
    return {
      messages: messagesFor(surroundings, {
        text: `A new function is wanted in this file:\n\n${description.trim()}\n\nDesign it: give its stub.`,
        rules: [
          `One function with a good name that the file does not define, ${typed}, a ${language.docName} and \`${language.stubBody}\` as its whole body. Do not implement it.`,
          `The ${language.docName} says exactly what the function takes, returns and does in edge cases, as far as the wish above settles it.`,
          language.docExamplesRule,
        ],
      }),
      samples: 1,
      temperature: 0.2,
      maxTokens,
    };
  },
  parse: async ({ samples }, { surroundings }, { parser }) => {
    const { context } = surroundings;
    const language = languageOf(surroundings.language);
    const text = samples[0]?.text ?? '';
    const source = codeBlocks(text, language)
      .map((block) => block.text)
      .join('\n\n');
    const parsed = await parseSource(parser, language.id, source);
    const found =
      parsed.functions.find((one) => !one.qualifiedName.includes('.')) ?? parsed.functions[0];
    if (found === undefined) return undefined;
    const contract = await contractOf(found, context.moduleNames, language, parser);
    return { contract, stub: proposedStub(contract, language.id) };
  },
};

async function contractOf(
  found: FoundFunction,
  taken: readonly string[],
  language: Language,
  parser: Parser,
): Promise<Contract> {
  const wished = lastName(found);
  const name = taken.includes(wished) ? freeName(wished, taken) : wished;
  const rename = (text: string) => text.replaceAll(`${wished}(`, `${name}(`);
  const callee = {
    name,
    language,
    member: false,
    generator: found.generator,
    boolean: false,
  };
  const doc = rename(found.doc.trim());
  const read = await language.readTests(doc, callee, parser);
  return {
    name,
    parameters: found.parameters,
    ...(found.returns !== undefined && { returns: found.returns }),
    description: doc,
    examples: read
      .filter((test) => test.expectation.kind !== 'holds')
      .map((test, index) => ({ id: `x${index + 1}`, source: 'docstring', ...test })),
    ...(found.async && { async: true }),
    ...(found.generator && { generator: true }),
    ...(language.declarations.exportPrefix(found.code) !== '' && { exported: true }),
  };
}

/** The stub of a proposed function as it would stand in the file, at column 0, doc comment included. */
export function proposedStub(contract: Contract, language: LanguageId): string {
  const subject = subjectOf({ ...contract, examples: [] }, language);
  const stub = stubOf(subject);
  const { docPlace, declarations } = languageOf(language);
  const written = contract.exported === true ? declarations.exported(stub) : stub;
  return docPlace === 'inside' || subject.doc === '' ? written : `${subject.doc}\n${written}`;
}
