import { callOf, onlyStatement } from '../../languages/kit/reading/calls.ts';
import type { Parser } from '../../ports.ts';
import type { LanguageId } from '../../text.ts';
import type { Case } from '../case.ts';

/** A call of a method of `assert`. */
export interface WrittenAssertion {
  readonly method: string;
  readonly args: readonly string[];
}

/** The lines of properties that are one assertion each, with what they assert. */
export async function assertionsIn(
  cases: readonly Case[],
  language: LanguageId,
  parser: Parser,
): Promise<ReadonlyMap<string, WrittenAssertion>> {
  const found = new Map<string, WrittenAssertion>();
  const lines = cases.flatMap(({ claim }) => (claim.kind === 'holds' ? claim.lines : []));
  for (const line of lines) {
    const statement = onlyStatement(await parser.tree(language, line));
    const call = statement && callOf(statement);
    if (!call || call.isAwaited || call.callee.child('object')?.text !== 'assert') continue;
    const method = call.callee.child('property')?.text ?? '';
    found.set(line, { method, args: call.arguments.map(({ text }) => text) });
  }
  return found;
}
