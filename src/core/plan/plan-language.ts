import type { Language } from '../languages/language.ts';
import { languageOf, languages } from '../languages/languages.ts';
import type { Test } from '../check.ts';
import { maskOf, renameName } from '../languages/kit/lexis.ts';
import type { LanguageId } from '../text.ts';
import type { Contract, Plan } from '../contract.ts';

/** Constraints and defaults of a plan are written in this language. */
const written = languages.python;

/**
 * A plan whose constraints and defaults are written in Python, for a language: Python's constants
 * become that language's, and tuples become arrays where it has none. What is more than a literal
 * stays.
 */
export function inLanguage(plan: Plan, languageId: LanguageId): Plan {
  const language = languageOf(languageId);
  const functions = new Map(
    [...plan.functions].map(([name, { contract, calls }]) => [
      name,
      { contract: translated(contract, language), calls },
    ]),
  );
  return { ...plan, functions };
}

function translated(contract: Contract, language: Language): Contract {
  return {
    ...contract,
    parameters: contract.parameters.map((parameter) =>
      parameter.default === undefined
        ? parameter
        : { ...parameter, default: literal(parameter.default, language) },
    ),
    examples: contract.examples.map((test) => translatedTest(test, language)),
  };
}

function translatedTest(test: Test, language: Language): Test {
  const { expectation } = test;
  if (expectation.kind === 'holds') return test;
  const call = literal(test.call, language);
  return expectation.kind === 'throws'
    ? { ...test, call }
    : {
        ...test,
        call,
        expectation: { ...expectation, expected: literal(expectation.expected, language) },
      };
}

function literal(expression: string, language: Language): string {
  const constants = (['yes', 'no', 'nothing'] as const).map(
    (constant) => [written[constant], language[constant]] as const,
  );
  const renamed = constants.reduce(
    (text, [from, to]) => renameName(text, from, to, written),
    expression,
  );
  return language.hasTuples ? renamed : withoutTuples(renamed);
}

/** `(1, 2)` becomes `[1, 2]`; parentheses of calls and of one expression stay. */
function withoutTuples(expression: string): string {
  const mask = maskOf(expression, written);
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
