import { applyEdits } from '../apply-edits.ts';
import type { Language } from '../languages/language.ts';
import { languageOf, languages } from '../languages/languages.ts';
import type { Test } from '../check.ts';
import type { Contract, Plan } from '../contract.ts';
import type { Parser } from '../ports.ts';
import type { SyntaxNode } from '../syntax-tree.ts';
import type { LanguageId, TextEdit } from '../text.ts';

/** Constraints and defaults of a plan are written in this language. */
const written = languages.python;

/**
 * A plan whose constraints and defaults are written in Python, for a language: Python's constants
 * become that language's, and tuples become arrays where it has none. What is no expression stays.
 */
export async function inLanguage(
  plan: Plan,
  languageId: LanguageId,
  parser: Parser,
): Promise<Plan> {
  const language = languageOf(languageId);
  const functions: [string, { contract: Contract; calls: readonly string[] }][] = [];
  for (const [name, { contract, calls }] of plan.functions) {
    functions.push([name, { contract: await translated(contract, language, parser), calls }]);
  }
  return { ...plan, functions: new Map(functions) };
}

async function translated(
  contract: Contract,
  language: Language,
  parser: Parser,
): Promise<Contract> {
  const parameters = contract.parameters.map(async (parameter) =>
    parameter.default === undefined
      ? parameter
      : { ...parameter, default: await literal(parameter.default, language, parser) },
  );
  const examples = contract.examples.map((test) => translatedTest(test, language, parser));
  return {
    ...contract,
    parameters: await Promise.all(parameters),
    examples: await Promise.all(examples),
  };
}

async function translatedTest(test: Test, language: Language, parser: Parser): Promise<Test> {
  const { expectation } = test;
  if (expectation.kind === 'holds') return test;
  const call = await literal(test.call, language, parser);
  if (expectation.kind === 'throws') return { ...test, call };
  const expected = await literal(expectation.expected, language, parser);
  return { ...test, call, expectation: { ...expectation, expected } };
}

async function literal(expression: string, language: Language, parser: Parser): Promise<string> {
  const node = await written.reading.expression(parser, written.id, expression);
  if (!node) return expression;
  return applyEdits(expression, [...constantEdits(node, language), ...tupleEdits(node, language)]);
}

function constantEdits(node: SyntaxNode, language: Language): readonly TextEdit[] {
  const constants = new Map([
    [written.yes, language.yes],
    [written.no, language.no],
    [written.nothing, language.nothing],
  ]);
  return [...node.tokens()].flatMap(({ kind, text, range }) => {
    const newText = /^(?:true|false|none)$/.test(kind) ? constants.get(text) : undefined;
    return newText === undefined ? [] : [{ range, newText }];
  });
}

/** `(1, 2)` becomes `[1, 2]`; parentheses of calls and of one expression stay. */
function tupleEdits(node: SyntaxNode, { hasTuples }: Language): readonly TextEdit[] {
  if (hasTuples) return [];
  const tuples = [...(node.kind === 'tuple' ? [node] : []), ...node.descendants('tuple')];
  return tuples.flatMap(({ children }) => {
    const [open, close] = [children[0], children.at(-1)];
    return open && close
      ? [
          { range: open.range, newText: '[' },
          { range: close.range, newText: ']' },
        ]
      : [];
  });
}
