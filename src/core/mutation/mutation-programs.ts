import type { Program, Random, Parser } from '../ports.ts';
import type { LanguageId } from '../text.ts';
import { mutantsOf, stubOfProgram, type Mutant } from './mutants.ts';

/** A program that tests must fail, or some of which they must fail, to earn their vote. */
export interface MutationProgram extends Program {
  readonly kind: 'stub' | 'mutant';
  /** One sentence for people: what was changed. */
  readonly change: string;
}

export interface MutationOptions {
  /** Mutants in all, spread over the bases. */
  readonly mutants: number;
  readonly random: Random;
}

/**
 * Programs that measure the strength of tests: one stub, made from the first base, and mutants of
 * all bases. Bases are complete programs, best one representative of each large group of candidates
 * that behave alike: a wrong base still makes useful mutants, since what counts is whether a test
 * can tell two behaviours apart. Ids are `stub` and `mutant-1`, … in a fixed order for equal input.
 *
 *     const programs = yield* derive(node, 'mutants', ({ parser }) =>
 *       mutationPrograms(parser, language, bases, { mutants: 12, random }));
 *     const reply = yield* run(node, 'mutants', { language, programs, checks: tests });
 *     const { votes, withheld } = earnedVotes(tests, programs, reply.results);
 */
export async function mutationPrograms(
  parser: Parser,
  language: LanguageId,
  bases: readonly Program[],
  { mutants, random }: MutationOptions,
): Promise<readonly MutationProgram[]> {
  const [first] = bases;
  if (first === undefined) return [];
  const stub = await stubOfProgram(parser, { language, ...first });
  const made: { readonly mutant: Mutant; readonly base: Program }[] = [];
  for (const [index, base] of bases.entries()) {
    // What earlier bases could not provide is left to the later ones.
    const share = Math.ceil((mutants - made.length) / (bases.length - index));
    const found = await mutantsOf(parser, { language, ...base }, share, random.fork(base.id));
    made.push(...found.map((mutant) => ({ mutant, base })));
  }
  const distinct = [...new Map(made.map((item) => [item.mutant.source, item])).values()];
  return [
    ...(stub === undefined
      ? []
      : [
          {
            ...first,
            id: 'stub',
            source: stub.source,
            kind: 'stub' as const,
            change: 'The body is empty.',
          },
        ]),
    ...distinct.map(({ mutant, base }, index) => ({
      ...base,
      id: `mutant-${index + 1}`,
      source: mutant.source,
      kind: 'mutant' as const,
      change: describe(mutant),
    })),
  ];
}

function describe({ before, after, line }: Mutant): string {
  const short = (text: string) => {
    const flat = text.replace(/\s+/g, ' ');
    return flat.length > 40 ? `${flat.slice(0, 39)}…` : flat;
  };
  return `Line ${line}: \`${short(before)}\` became \`${short(after)}\`.`;
}
