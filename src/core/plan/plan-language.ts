import type { Test } from '../check.ts';
import { languageFacts } from '../languages/kit/facts.ts';
import { maskOf, renameName } from '../languages/kit/lexis.ts';
import type { LanguageId } from '../text.ts';
import type { Contract, Plan } from '../contract.ts';

const constants: readonly (readonly [string, string])[] = [
  ['True', 'true'],
  ['False', 'false'],
  ['None', 'null'],
];

/**
 * A plan whose constraints and defaults are written in Python, for another language: Python's
 * constants become that language's, and tuples become arrays. What is more than a literal stays.
 */
export function inLanguage(plan: Plan, language: LanguageId): Plan {
  if (languageFacts(language).family === 'python') return plan;
  const functions = new Map(
    [...plan.functions].map(([name, { contract, calls }]) => [
      name,
      { contract: translated(contract), calls },
    ]),
  );
  return { ...plan, functions };
}

function translated(contract: Contract): Contract {
  return {
    ...contract,
    parameters: contract.parameters.map((parameter) =>
      parameter.default === undefined
        ? parameter
        : { ...parameter, default: literal(parameter.default) },
    ),
    examples: contract.examples.map(translatedTest),
  };
}

function translatedTest(test: Test): Test {
  const { expectation } = test;
  if (expectation.kind === 'holds') return test;
  const call = literal(test.call);
  return expectation.kind === 'throws'
    ? { ...test, call }
    : { ...test, call, expectation: { ...expectation, expected: literal(expectation.expected) } };
}

function literal(expression: string): string {
  const renamed = constants.reduce(
    (text, [from, to]) => renameName(text, from, to, 'python'),
    expression,
  );
  return withoutTuples(renamed);
}

/** `(1, 2)` becomes `[1, 2]`; parentheses of calls and of one expression stay. */
function withoutTuples(expression: string): string {
  const mask = maskOf(expression, 'python');
  const brackets: { readonly at: number; readonly as: string }[] = [];
  const open: { readonly at: number; readonly isCall: boolean; hasComma: boolean }[] = [];
  for (let at = 0; at < mask.length; at += 1) {
    const char = mask.charAt(at);
    if ('([{'.includes(char)) {
      const before = mask.slice(0, at).trimEnd();
      const isCall = char !== '(' || /[\p{L}\p{N}_$)\]"]$/u.test(before);
      open.push({ at, isCall, hasComma: false });
    } else if (char === ',') {
      const innermost = open.at(-1);
      if (innermost) innermost.hasComma = true;
    } else if (')]}'.includes(char)) {
      const closed = open.pop();
      if (closed === undefined || closed.isCall || !closed.hasComma) continue;
      brackets.push({ at: closed.at, as: '[' }, { at, as: ']' });
    }
  }
  return brackets.reduce(
    (text, bracket) => text.slice(0, bracket.at) + bracket.as + text.slice(bracket.at + 1),
    expression,
  );
}
