import type { SyntaxNode } from '../syntax-tree.ts';
import type { ExampleSetting } from './example-setting.ts';
import { readValue } from './example-value.ts';

/** A value with which a text begins, and where it ends. */
export interface ValueAt {
  readonly text: string;
  readonly end: number;
}

/** What holds more than one value. */
const statements = new Set([
  ...['module', 'program', 'expression_statement', 'expression_list', 'sequence_expression'],
]);

/** The longest literal or expression without operators at the start of a text. */
export async function valueAt(text: string, setting: ExampleSetting): Promise<ValueAt | undefined> {
  const { parser, callee } = setting;
  const lead = text.length - text.trimStart().length;
  const { root } = await parser.tree(callee.language.id, text.slice(lead));
  const [first] = root.tokens();
  const found: SyntaxNode[] = [];
  for (let node = first; node && node.start === 0; node = node.parent) {
    if (!node.hasError && !statements.has(node.kind)) found.push(node);
  }
  for (const node of found.reverse()) {
    const value = await readValue(node.text, setting, true);
    if (value) return { text: value.text, end: lead + node.end };
  }
  return undefined;
}

/** What follows a value in a sentence. */
const explained =
  /[.;,]?\s+(?:(?:because|since|as|when|where|for|if|which|that|but|and|so|with|in|the|due|not)\b|\(|--?\s|—|–|#|\/\/)/gi;

/** The value that a text states, with a full stop or words of explanation behind it. */
export async function statedValue(
  said: string,
  setting: ExampleSetting,
): Promise<string | undefined> {
  const { length } = /[\s.;,!]*$/.exec(said)?.[0] ?? '';
  const whole = said.slice(0, said.length - length);
  const ends = [...whole.matchAll(explained)].map(({ index }) => index);
  for (const end of [whole.length, ...ends.reverse()]) {
    const text = whole.slice(0, end).replace(/[\s.;,]+$/, '');
    if (text !== '' && (await readValue(text, setting, true))) return text;
  }
  return undefined;
}
