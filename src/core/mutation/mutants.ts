import { functionNamed } from '../languages/kit/reading/declaration.ts';
import { languageOf } from '../languages/languages.ts';
import type { CapturedNode, Random, Parser } from '../ports.ts';
import type { LanguageId, TextRange } from '../text.ts';
import type { MutationGrammar, MutationOperator } from '../languages/kit/mutation-grammar.ts';
import { replacements } from './operators.ts';

/** A module in which one place of the function under test was changed. */
export interface Mutant {
  readonly operator: MutationOperator | 'stub';
  readonly source: string;
  /** For people: the text before and after, and the line, from 1. */
  readonly before: string;
  readonly after: string;
  readonly line: number;
}

export interface MutationTarget {
  readonly language: LanguageId;
  /** A complete module. */
  readonly source: string;
  /** Dotted name of the function under test. */
  readonly entry: string;
}

/**
 * The module with the function's body emptied, so that it returns nothing; undefined where the
 * function is not found.
 */
export async function stubOfProgram(
  parser: Parser,
  target: MutationTarget,
): Promise<Mutant | undefined> {
  const { grammar, body } = await locate(parser, target);
  if (body === undefined) return undefined;
  const block = target.source.slice(body.start, body.end);
  const isBlock = block.startsWith('{') || languageOf(target.language).blocks === 'indented';
  return edited(
    target.source,
    'stub',
    body,
    isBlock ? grammar.emptyBlock : grammar.emptyExpression,
  );
}

/**
 * Up to `limit` mutants of the function under test, each with one change: comparisons moved and
 * reversed, constants off by one, operators swapped, conditions negated, returned values and
 * statements dropped. Operators take turns, so that one with many places does not crowd out the
 * others; `random` chooses the places. Fewer where there is less to change.
 */
export async function mutantsOf(
  parser: Parser,
  target: MutationTarget,
  limit: number,
  random: Random,
): Promise<readonly Mutant[]> {
  const { grammar, body } = await locate(parser, target);
  if (body === undefined) return [];
  const captured = await parser.nodes(target.language, target.source, grammar.sites);
  const byOperator = new Map<MutationOperator, Mutant[]>();
  for (const node of captured) {
    if (node.start < body.start || node.end > body.end) continue;
    const operator = node.name as MutationOperator;
    const made = byOperator.get(operator) ?? [];
    const text = target.source.slice(node.start, node.end);
    for (const after of replacements(operator, text, grammar)) {
      made.push(edited(target.source, operator, node, after));
    }
    byOperator.set(operator, made);
  }
  const queues = [...byOperator].map(([operator, made]) => shuffled(made, random.fork(operator)));
  return takeInTurns(queues, limit);
}

interface Location {
  readonly grammar: MutationGrammar;
  readonly body?: TextRange;
}

async function locate(parser: Parser, target: MutationTarget): Promise<Location> {
  const { language, source, entry } = target;
  const grammar = languageOf(language).mutation;
  const { reading } = languageOf(language);
  const found = functionNamed(reading.declarations(await parser.tree(language, source)), entry);
  if (found === undefined) return { grammar };
  const bodies = await parser.nodes(language, source, grammar.bodies);
  const body = bodies
    .filter(({ start, end }) => start >= found.whole.start && end <= found.whole.end)
    .reduce<CapturedNode | undefined>(
      (widest, node) =>
        widest === undefined || node.end - node.start > widest.end - widest.start ? node : widest,
      undefined,
    );
  return body === undefined ? { grammar } : { grammar, body };
}

function edited(
  source: string,
  operator: Mutant['operator'],
  { start, end }: TextRange,
  after: string,
): Mutant {
  return {
    operator,
    source: source.slice(0, start) + after + source.slice(end),
    before: source.slice(start, end),
    after,
    line: source.slice(0, start).split('\n').length,
  };
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = [...items];
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = random.below(at + 1);
    const [a, b] = [order[at], order[other]];
    if (a === undefined || b === undefined) continue;
    order[at] = b;
    order[other] = a;
  }
  return order;
}

function takeInTurns<T>(queues: readonly (readonly T[])[], limit: number): readonly T[] {
  const taken: T[] = [];
  const longest = Math.max(0, ...queues.map((queue) => queue.length));
  for (let turn = 0; turn < longest; turn += 1) {
    for (const queue of queues) {
      const item = queue[turn];
      if (item !== undefined && taken.length < limit) taken.push(item);
    }
  }
  return taken;
}
