import type { Parser } from '../../../ports.ts';
import type { SyntaxNode } from '../../../syntax-tree.ts';
import type { Callee } from '../../language.ts';
import { bareCall, callsIt } from '../calls.ts';
import { commentsIn } from '../reading/comments.ts';
import type { Claim } from './claims.ts';
import type { TestPart } from './test-text.ts';

const said = /^(?:(?:=>|->|==>|returns?|output|result|expected)[: ]*)+/i;
const arrow = /\s*(?:->|==>|=>|\breturns\b)\s*/g;
/** Arrows of a line that are looked at. */
const mostArrows = 8;

/** Results that comments and lines tell of calls, for what is no assertion. */
export interface ToldResults {
  /** The values of comments such as `# => 2`. */
  readonly remarks: ReadonlyMap<SyntaxNode, SyntaxNode>;
  /** What lines such as `f(1) -> 2` claim. */
  readonly lines: ReadonlyMap<string, Claim>;
}

export const nothingTold: ToldResults = { remarks: new Map(), lines: new Map() };

/** Reads what the comments and lines of a text tell. */
export async function toldResults(
  parts: readonly TestPart[],
  callee: Callee,
  parser: Parser,
): Promise<ToldResults> {
  const { id, reading } = callee.language;
  const remarks = new Map<SyntaxNode, SyntaxNode>();
  const lines = new Map<string, Claim>();
  const trees = new Set(parts.flatMap((part) => (typeof part === 'string' ? [] : [part.tree])));
  for (const tree of trees) {
    for (const { node, text } of commentsIn(tree.root)) {
      if (!said.test(text)) continue;
      const value = await reading.expression(parser, id, text.replace(said, ''));
      if (value) remarks.set(node, value);
    }
  }
  for (const part of parts) {
    if (typeof part !== 'string' || !part.includes(callee.name)) continue;
    const claim = await claimOfLine(part, callee, parser);
    if (claim) lines.set(part, claim);
  }
  return { remarks, lines };
}

/** `f(x) -> y`: the arrow may stand in a string too, so each is tried. */
async function claimOfLine(
  line: string,
  callee: Callee,
  parser: Parser,
): Promise<Claim | undefined> {
  const { id, reading } = callee.language;
  for (const { index, 0: sign } of [...line.matchAll(arrow)].slice(0, mostArrows)) {
    const call = await reading.expression(parser, id, line.slice(0, index));
    if (!call || !bareCall(call, callee)) continue;
    const expected = await reading.expression(parser, id, line.slice(index + sign.length));
    if (!expected || callsIt(expected, callee)) return undefined;
    return { kind: 'equals', call, expected, whole: undefined };
  }
  return undefined;
}
