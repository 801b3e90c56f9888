import type { Callee, Language } from '../language.ts';
import { mentionedNames, renameName } from './lexis.ts';
import { callsIt } from './calls.ts';
import { asHolds } from './expectation.ts';
import type { ReadTest } from './read-test.ts';

/** A statement that stands before a test and that the test may depend on. */
export interface SetupStatement {
  readonly source: string;
  /** Set where it assigns one name. */
  readonly assigns?: { readonly name: string; readonly value: string };
}

/**
 * The statement with results that were kept in a variable put back where they are used:
 * `r = f(1)` and then `assert r == 2` asserts `f(1) == 2`.
 */
export function withResults(
  text: string,
  setup: readonly SetupStatement[],
  callee: Callee,
): string {
  if (callsIt(text, callee)) return text;
  return setup.reduceRight((result, { assigns }) => {
    if (assigns === undefined || !callsIt(assigns.value, callee)) return result;
    const { name, value } = assigns;
    const again = setup.filter((other) => other.assigns?.name === name).length > 1;
    if (again || !mentionedNames(result, callee.language).has(name)) return result;
    return renameName(result, name, value, callee.language);
  }, text);
}

/**
 * An assertion about what earlier calls did to their arguments: `xs = [2, 1]`, `f(xs)`, and then
 * `assert xs == [1, 2]`. Undefined where it asserts something else.
 */
export function aboutEffect(
  assertion: string,
  setup: readonly SetupStatement[],
  callee: Callee,
): ReadTest | undefined {
  if (callsIt(withResults(assertion, setup, callee), callee)) return undefined;
  const mentioned = mentionedNames(assertion, callee.language);
  const assigned = setup.some(
    ({ assigns }) => assigns !== undefined && mentioned.has(assigns.name),
  );
  const called = setup.some(({ source }) => callsIt(source, callee));
  if (!assigned || !called) return undefined;
  return asHolds([...setup.map(({ source }) => source), assertion].join('\n'));
}

/** A value that means the same wherever it stands. */
const atom = /^[-\d."'`\w]+$/;

/**
 * Makes a test stand alone: names that it uses from the statements before it are replaced by their
 * values where that is the same thing; otherwise the statements become part of a property.
 */
export function withSetup(
  test: ReadTest,
  setup: readonly SetupStatement[],
  language: Language,
): ReadTest {
  const used = mentionedNames(textOf(test), language);
  const values = new Map<string, string[]>();
  for (const { assigns } of setup) {
    if (assigns === undefined) continue;
    values.set(assigns.name, [...(values.get(assigns.name) ?? []), assigns.value]);
  }
  if (![...values.keys()].some((name) => used.has(name))) return test;
  const onlyAssignments = setup.every(({ assigns }) => assigns !== undefined);
  const once = [...values.values()].every((all) => all.length === 1);
  const inlined = onlyAssignments && once ? inline(test, values, language) : undefined;
  return inlined ?? asProperty(test, setup, language);
}

function inline(
  test: ReadTest,
  values: ReadonlyMap<string, readonly string[]>,
  language: Language,
): ReadTest | undefined {
  if (test.expectation.kind !== 'equals') return undefined;
  let { call } = test;
  let { expected } = test.expectation;
  for (const [name, [value = '']] of [...values].reverse()) {
    const word = new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`, 'g');
    const uses = `${call} ${expected}`.match(word)?.length ?? 0;
    if (uses > 1 && !atom.test(value)) return undefined;
    call = renameName(call, name, value, language);
    expected = renameName(expected, name, value, language);
  }
  return { call, expectation: { ...test.expectation, expected } };
}

function asProperty(
  test: ReadTest,
  setup: readonly SetupStatement[],
  language: Language,
): ReadTest {
  const { expectation, call } = test;
  const before = setup.map(({ source }) => source).join('\n');
  if (expectation.kind === 'throws') return test;
  const assertion =
    expectation.kind === 'holds'
      ? expectation.assertion
      : language.equals(call, expectation.expected);
  return { call, expectation: { kind: 'holds', assertion: `${before}\n${assertion}` } };
}

function textOf(test: ReadTest): string {
  const { expectation } = test;
  if (expectation.kind === 'holds') return expectation.assertion;
  return expectation.kind === 'equals' ? `${test.call} ${expectation.expected}` : test.call;
}
