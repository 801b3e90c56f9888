import type { Subject } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import type { Test } from '../check.ts';
import type { Contract } from '../contract.ts';
import type { ModelReply, Parser } from '../ports.ts';
import { implementationOf, type Implementation, type Scope } from './implementation.ts';
import { functionSection, helpersSection, wishOf, type Surroundings } from './prompt.ts';
import { readCode } from './read-code.ts';

/** What operators that write code for one function of the plan are told. */
export interface ImplementInput {
  readonly subject: Subject;
  readonly surroundings: Surroundings;
  /** The functions that need this one, root first; empty for the root. */
  readonly path: readonly Contract[];
  /** Helpers that are finished, or at least planned, and may be called. */
  readonly helpers: readonly Contract[];
  /** Trusted tests. */
  readonly examples: readonly Test[];
  readonly samples: number;
  readonly temperature: number;
  readonly maxTokens: number;
}

/** The sections that all of them share, in the order of growing variation. */
export function implementSections(input: ImplementInput): readonly string[] {
  const { subject, path, helpers, examples } = input;
  return [
    functionSection(subject, { path, examples, ...wishOf(input.surroundings, subject) }),
    helpersSection(
      '## Helpers\n\nThese functions are available. Call them where they fit; do not define them again:',
      helpers,
      subject.language,
    ),
  ];
}

/** The rules that hold for every function that a model writes here. */
export function codeRules(input: ImplementInput): readonly string[] {
  const { subject } = input;
  const language = languageOf(subject.language);
  const { name } = subject.contract;
  return [
    `Give the complete \`${name}\` with the header shown above, unchanged, and its real body.`,
    `Its results are exactly those that its ${language.docName} states, edge cases included; add none of your own.`,
    'Follow the conventions of the code shown: names, types, errors, comments, what is done after a change.',
    ...(subject.member
      ? [`Give \`${name}\` alone, at the left margin, without the class around it.`]
      : []),
    'Begin the block with any imports that it needs beyond those of the file; bring in no package that the file does not use already.',
    `Write no example calls and no tests. \`${name}\` prints only what its ${language.docName} says it prints.`,
  ];
}

export function scopeOf(input: ImplementInput, alsoCallable: readonly string[] = []): Scope {
  const { context } = input.surroundings;
  const names = [...input.helpers, ...input.path].map((contract) => contract.name);
  return {
    callable: [...names, ...alsoCallable],
    moduleNames: context.moduleNames.filter((name) => name !== input.subject.contract.name),
    imports: context.imports,
    declarations: context.declarations,
  };
}

/** One entry per sample of the reply; undefined where a sample held no usable function. */
export async function readImplementations(
  reply: ModelReply,
  input: ImplementInput,
  parser: Parser,
): Promise<readonly (Implementation | undefined)[]> {
  const scope = scopeOf(input);
  const found: (Implementation | undefined)[] = [];
  for (const sample of reply.samples) {
    const read = await readCode(sample, input.subject, parser);
    found.push(read && (await implementationOf(read, input.subject, scope, parser)));
  }
  return found;
}
