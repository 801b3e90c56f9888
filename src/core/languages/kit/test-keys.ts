import type { Parser } from '../../ports.ts';
import type { Language } from '../language.ts';
import type { ReadTest } from './read-test.ts';

/**
 * For each text, what is equal for expressions, or statements, however they are laid out. Keys of one
 * question are comparable, and no others: what differs in more than white space needs no parsing.
 */
export async function codeKeys(
  texts: readonly string[],
  language: Language,
  parser: Parser,
): Promise<readonly string[]> {
  const alike = new Map<string, Set<string>>();
  for (const text of texts) {
    const same = alike.get(squeezed(text)) ?? new Set();
    alike.set(squeezed(text), same.add(text));
  }
  const unclear = [...alike.values()].filter(({ size }) => size > 1).flatMap((same) => [...same]);
  const forms = await normalForms(unclear, language, parser);
  const known = new Map(unclear.map((text, at) => [text, forms[at] ?? '']));
  return texts.map((text) => known.get(text) ?? squeezed(text));
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, '');
}

/** Expressions are parsed together, as one list. */
async function normalForms(
  texts: readonly string[],
  language: Language,
  parser: Parser,
): Promise<readonly string[]> {
  const { id, reading } = language;
  if (texts.length === 0) return [];
  const starts: number[] = [];
  let list = '[';
  for (const text of texts) {
    starts.push(list.length);
    list += `${text.trim()}\n,`;
  }
  const whole = await reading.expression(parser, id, `${list}]`);
  const items = whole?.namedChildren.filter((child) => !child.isExtra) ?? [];
  const isEach = items.every(
    ({ start, end }, at) => start === starts[at] && end === start + (texts[at] ?? '').trim().length,
  );
  if (items.length === texts.length && isEach) return items.map((item) => reading.normalForm(item));
  if (texts.length > 1) {
    const half = texts.length >> 1;
    const first = await normalForms(texts.slice(0, half), language, parser);
    return [...first, ...(await normalForms(texts.slice(half), language, parser))];
  }
  const [text = ''] = texts;
  const tree = await parser.tree(id, text);
  return [tree.isSound ? reading.normalForm(tree.root) : text.trim()];
}

/** As `codeKeys`, for tests that assert the same thing, however they are laid out. */
export async function testKeys(
  tests: readonly ReadTest[],
  language: Language,
  parser: Parser,
): Promise<readonly string[]> {
  const properties = tests.flatMap(({ expectation }) =>
    expectation.kind === 'holds' ? [expectation.assertion] : [],
  );
  const values = tests.flatMap(({ call, expectation }) => {
    if (expectation.kind === 'holds') return [];
    return expectation.kind === 'equals' ? [call, expectation.expected] : [call];
  });
  const keys = new Map<string, string>();
  const found = [
    // What is asserted in statements may hold remarks.
    ...(await normalForms(properties, language, parser)),
    ...(await codeKeys(values, language, parser)),
  ];
  for (const [at, text] of [...properties, ...values].entries()) keys.set(text, found[at] ?? '');
  return tests.map(({ call, expectation }) => {
    switch (expectation.kind) {
      case 'equals': {
        const { expected, tolerance = 0 } = expectation;
        return `=${keys.get(call) ?? ''}=${keys.get(expected) ?? ''}~${tolerance}`;
      }
      case 'throws':
        return `!${keys.get(call) ?? ''}!${expectation.exception ?? ''}`;
      case 'holds':
        return `?${keys.get(expectation.assertion) ?? ''}`;
    }
  });
}
