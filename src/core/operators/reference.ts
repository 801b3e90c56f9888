import { parsedSource } from '../languages/parsed-source.ts';
import { languageOf } from '../languages/languages.ts';
import { codeBlocks } from '../languages/kit/code-blocks.ts';
import type { Operator } from '../engine/operator.ts';
import type { Parser } from '../ports.ts';
import { functionSection, messagesFor, wishOf } from './prompt.ts';
import type { Blind } from './specification.ts';

export interface ReferenceInput extends Blind {
  readonly samples: number;
  readonly temperature: number;
  readonly maxTokens: number;
}

/** What makes arguments, and what says whether arguments are allowed, beside a reference. */
const generatorName = 'random_arguments';
export const guardName = 'is_allowed';

/**
 * A literal, slow implementation that was written without seeing any candidate, with a source of
 * inputs. It judges by comparison and is never offered.
 */
export interface Reference {
  /** Name of the function: that of the target and `_reference`. */
  readonly name: string;
  /**
   * One module: imports, the reference, and what stands beside it. `random_arguments(rng, size)` gives
   * the arguments of a call as a tuple or an array; `rng.randint(low, high)` has both ends. `is_allowed`
   * takes the arguments.
   */
  readonly code: string;
  readonly generates: boolean;
  readonly guards: boolean;
}

/** The name that the reference of a function has. */
function referenceName(name: string): string {
  return `${name}_reference`;
}

/**
 * Has a reference written from the specification alone: for functions whose arguments and results are
 * plain data. One entry per sample, undefined where it held none.
 */
export const writeReference: Operator<ReferenceInput, readonly (Reference | undefined)[]> = {
  name: 'write-reference',
  makes: 'a slow reference',
  prompt: ({ specification, samples, temperature, maxTokens }) => {
    const { subject, surroundings, examples } = specification;
    const language = languageOf(subject.language);
    const { name } = subject.contract;
    return {
      messages: messagesFor(
        surroundings,
        {
          text: `Write \`${referenceName(name)}\`: the plainest function that gives what \`${name}\` must give, word for word by its description, however slow.`,
          rules: [
            `It takes the parameters of \`${name}\`. Try every possibility and check each rule by itself where that makes it plain; it only has to finish on small input. It does not change its arguments.`,
            `Beside it give \`${generatorName}(rng, size)\`: arguments of one call, as ${language.hasTuples ? 'a tuple' : 'an array'}, that the description allows and that exercise its rules; small ones for a small \`size\` (1 to 8). \`rng.randint(low, high)\` includes both ends; there are \`rng.random()\` and \`rng.choice(items)\`.`,
            `And \`${guardName}\` with the parameters of \`${name}\`: whether the description allows these arguments.`,
            `All three in one block, with the imports that they need of the standard library. \`${name}\` itself does not exist: do not call it.`,
          ],
        },
        [functionSection(subject, { examples, ...wishOf(surroundings, subject) })],
      ),
      samples,
      temperature,
      maxTokens,
    };
  },
  parse: ({ samples }, { specification }, { parser }) =>
    Promise.all(samples.map((sample) => readReference(sample.text, specification.subject, parser))),
};

/** The last block that holds the reference whole, and does not lean on the function that it judges. */
async function readReference(
  answer: string,
  { language: id, contract }: Blind['specification']['subject'],
  parser: Parser,
): Promise<Reference | undefined> {
  const language = languageOf(id);
  const name = referenceName(contract.name);
  for (const block of [...codeBlocks(answer, language)].reverse()) {
    const { functions, tree } = parsedSource(await parser.tree(id, block.text));
    const has = (wanted: string) =>
      functions.some((each) => each.qualifiedName === wanted && !each.isStub);
    if (!tree.isSound || !has(name)) continue;
    if (functions.some(({ mentions }) => mentions.includes(contract.name))) continue;
    return {
      name,
      code: block.text.trim(),
      generates: has(generatorName),
      guards: has(guardName),
    };
  }
  return undefined;
}
