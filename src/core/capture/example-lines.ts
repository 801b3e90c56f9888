import type { ReadTest } from '../languages/kit/read-test.ts';
import { usesFunction } from '../languages/kit/reading/uses.ts';
import type { SyntaxNode } from '../syntax-tree.ts';
import type { ExampleSetting, Want } from './example-setting.ts';
import { readSession } from './session.ts';
import { statedValue } from './value-at.ts';

/** Examples that lines of a text hold, and how many lines they take. */
export interface ReadLines {
  readonly examples: readonly ReadTest[];
  readonly next: number;
}

/** What may stand before an example on its line. */
const lead = /^\s*(?:(?:[-*•]|\d+[.):])\s+)?(?:@example\b\s*)?/;
/** Words after which a call begins an example, in the middle of a line. */
const introduced =
  /(?:[:;,.(]|\b(?:and|then|so|thus|hence|therefore|for|like|that|e\.g\.|i\.e\.|examples?|case|when|if|where|ex|calling|given))\s*[:,.]?\s+$/i;
/** Most lines that one example takes. */
const mostLines = 8;

/**
 * The examples on one line, or on one that goes on in the next ones: `f(1) -> 2`, `f(1) is 2 and
 * f(2) is 3`, an assertion. All that a line says must be an example; else none is.
 *
 * @param inExample True where a comment after a call is its result.
 */
export async function readLines(
  lines: readonly string[],
  at: number,
  setting: ExampleSetting,
  inExample: boolean,
): Promise<ReadLines | undefined> {
  const { callee } = setting;
  const first = (lines[at] ?? '').replace(lead, '').replaceAll('`', '');
  if (/^\s*(?:assert|expect)\b/.test(first)) {
    const examples = await callee.language.readTests(first, callee, setting.parser);
    return examples.length > 0 ? { examples, next: at + 1 } : undefined;
  }
  const named = callee.owner ?? callee.name;
  if (!first.includes(callee.name) && !first.includes(named)) return undefined;
  let text = first;
  for (let taken = 1; taken <= mostLines; taken++) {
    const examples = await readText(text, setting, inExample);
    if (examples !== 'unfinished') {
      return examples.length > 0 ? { examples, next: at + taken } : undefined;
    }
    const more = lines[at + taken];
    if (more === undefined || more.trim() === '' || /^\s*(?:>>>|```|@)/.test(more)) break;
    text = `${text}\n${more.trim().replaceAll('`', '')}`;
  }
  return undefined;
}

/** `unfinished` where the text ends before a call or a value does. */
async function readText(
  text: string,
  setting: ExampleSetting,
  inExample: boolean,
): Promise<readonly ReadTest[] | 'unfinished'> {
  const starts = await claimStarts(text, setting);
  if (starts.length === 0) return openBracket(text) ? 'unfinished' : [];
  const tests: ReadTest[] = [];
  for (const [index, { start, end }] of starts.entries()) {
    const next = starts[index + 1];
    const rest = text.slice(end, next?.start);
    const claim = { code: text.slice(start, end), rest: next ? withoutLink(rest) : rest };
    const test = await readClaim(claim, setting, inExample);
    if (test === 'unfinished') return next ? [] : 'unfinished';
    if (test === undefined) return [];
    tests.push(test);
  }
  return tests;
}

interface ClaimStart {
  readonly start: number;
  readonly end: number;
}

/** Where expressions begin that use the function, and where they end. */
async function claimStarts(text: string, setting: ExampleSetting): Promise<readonly ClaimStart[]> {
  const { parser, callee } = setting;
  const { language } = callee;
  const found: ClaimStart[] = [];
  const places = [
    0,
    ...[...text.matchAll(/(?<=[\s(])[A-Za-z_$([{'"-]/g)].map(({ index }) => index),
  ];
  for (const start of places) {
    const before = found.at(-1);
    if (before && start < before.end) continue;
    if (start > 0 && !introduced.test(text.slice(0, start))) continue;
    const rest = text.slice(start);
    const { root } = await parser.tree(language.id, rest);
    const primary = primaryAt(root);
    if (!primary || !usesFunction(primary, callee) || primary.hasError) continue;
    if (!/call|new_expression/.test([...kindsIn(primary)].join(' '))) continue;
    found.push({ start, end: start + primary.end });
  }
  return found;
}

function* kindsIn(node: SyntaxNode): Generator<string, void> {
  yield node.kind;
  for (const inner of node.descendants()) yield inner.kind;
}

const primaryKinds =
  /^(?:call|call_expression|attribute|member_expression|subscript|subscript_expression|new_expression|await|await_expression|parenthesized_expression|assignment)$/;

/** The largest expression without operators with which a text begins. */
function primaryAt(root: SyntaxNode): SyntaxNode | undefined {
  const open = [...root.namedChildren];
  for (let node = open.shift(); node; node = open.shift()) {
    if (node.start > 0) return undefined;
    if (node.kind === 'comment') continue;
    const isPrimary = primaryKinds.test(node.kind) && node.kind !== 'assignment';
    if (isPrimary && !node.hasError) return node;
    open.unshift(...node.namedChildren.slice(0, 1));
  }
  return undefined;
}

/** The words that lead from one claim to the next. */
function withoutLink(text: string): string {
  return text.replace(/[\s,;.]*(?:\b(?:and|while|but|or|then)\s*)?(?:\bfor\s*)?$/i, '');
}

/** Whether the last bracket that opens is never closed: text is no code yet, so this only asks for more. */
function openBracket(text: string): boolean {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return count(/[([{]/g) > count(/[)\]}]/g);
}

async function readClaim(
  { code, rest }: { readonly code: string; readonly rest: string },
  setting: ExampleSetting,
  inExample: boolean,
): Promise<ReadTest | 'unfinished' | undefined> {
  const { docExamples } = setting.callee.language;
  const gives = docExamples.gives.exec(rest);
  const separator = gives ?? (inExample ? docExamples.commented.exec(rest) : null);
  if (!separator) return rest.trim() === '' && !inExample ? 'unfinished' : undefined;
  const said = rest.slice(separator[0].length).trim();
  if (said === '') return 'unfinished';
  const wants: Want | undefined = /raises|throws?|rejects/.test(separator[0])
    ? raised(said)
    : await shown(said, setting);
  if (!wants) return openBracket(said) ? 'unfinished' : undefined;
  const [test] = await readSession([{ code, wants }], setting);
  return test;
}

function raised(said: string): Want {
  const exception = /^(?:an?\s+|the\s+)?([A-Z][\w.]*)/.exec(said)?.[1]?.replace(/\.$/, '');
  return { kind: 'raises', ...(exception === undefined ? {} : { exception }) };
}

/** The value at the start of a text: as much of it as is one, with words of explanation behind it. */
async function shown(said: string, setting: ExampleSetting): Promise<Want | undefined> {
  const elided = /^-?\d[\d.]*\d\.\.\.$/.exec(said.trim());
  if (elided) return { kind: 'shown', text: elided[0], options: ['ELLIPSIS'], isOutput: false };
  const text = await statedValue(said, setting);
  return text === undefined ? undefined : { kind: 'shown', text, options: [], isOutput: false };
}
