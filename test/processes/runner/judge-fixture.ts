/** Assertions about a program, as the real runner judges them. */
import type { Test } from '../../../src/core/check.ts';
import type { CheckResult, Runner } from '../../../src/core/ports.ts';
import type { LanguageId } from '../../../src/core/text.ts';

/** An assertion, whether it holds, and whether the verdict is one that the program could forge. */
export type Case = readonly [assertion: string, passed: boolean, forgeable?: 'forgeable'];

export const property = (assertion: string): Test => ({
  id: assertion,
  call: 'property',
  source: 'docstring',
  expectation: { kind: 'holds', assertion },
});

export async function judged(
  runner: Runner,
  language: LanguageId,
  source: string,
  assertions: readonly string[],
  entry = 'f',
): Promise<readonly CheckResult[]> {
  const reply = await runner.run(
    { language, programs: [{ id: 'p', source, entry }], checks: assertions.map(property) },
    { signal: new AbortController().signal },
  );
  if (!reply.ok) throw new Error(reply.error.message);
  return reply.value.results[0] ?? [];
}

/** What does not come out as the cases say: empty where all of it does. */
export async function unexpected(
  runner: Runner,
  language: LanguageId,
  source: string,
  cases: readonly Case[],
  entry = 'f',
): Promise<readonly string[]> {
  const assertions = cases.map(([assertion]) => assertion);
  const results = await judged(runner, language, source, assertions, entry);
  return cases.flatMap(([assertion, passed, forgeable], at) => {
    const result = results[at];
    const right = result?.passed === passed;
    // Of what fails nobody asks who could have forged it.
    const marked = !passed || (result?.forgeable === true) === (forgeable !== undefined);
    return right && marked ? [] : [`${assertion}\n  ${JSON.stringify(result)}`];
  });
}
