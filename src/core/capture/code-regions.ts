import type { Language } from '../languages/language.ts';
import type { ReadTest } from '../languages/kit/read-test.ts';
import type { SyntaxNode } from '../syntax-tree.ts';
import type { ExampleSetting, SessionStep, Want } from './example-setting.ts';
import { readValue } from './example-value.ts';
import { readSession } from './session.ts';

/** Lines of a text that are code: a fenced block, or what stands under `@example`. */
export interface CodeRegion {
  readonly from: number;
  readonly to: number;
}

/** An example of a region, with the lines that it takes. */
export interface RegionTest extends CodeRegion {
  readonly test: ReadTest;
}

/** The code in a text, as far as something says that it is code. */
export function regionsIn(lines: readonly string[], language: Language): readonly CodeRegion[] {
  const regions: CodeRegion[] = [];
  let example: number | undefined;
  for (let at = 0; at <= lines.length; at++) {
    const line = lines[at];
    const fence = /^\s*(?:```|~~~)\s*(\w*)/.exec(line ?? '');
    if (fence) {
      const end = lines.findIndex((other, index) => index > at && /^\s*(?:```|~~~)/.test(other));
      if (end < 0) break;
      const tag = (fence[1] ?? '').toLowerCase();
      if (tag === '' || language.fences.includes(tag)) regions.push({ from: at + 1, to: end });
      at = end;
      example = undefined;
    } else if (line === undefined || /^\s*@\w/.test(line)) {
      if (example !== undefined && example < at) regions.push({ from: example, to: at });
      example = line !== undefined && /^\s*@example\b/.test(line) ? at : undefined;
    }
  }
  return regions;
}

/**
 * The examples of code with results in comments: `f(1); // 2`, `console.log(f(1)); // 2`, and the
 * result on the line below. The statements of a region share one namespace.
 */
export async function readCodeRegion(
  lines: readonly string[],
  { from, to }: CodeRegion,
  setting: ExampleSetting,
): Promise<readonly RegionTest[]> {
  const { parser, callee } = setting;
  const { language } = callee;
  if (lines.slice(from, to).some((line) => /^\s*>>>/.test(line))) return [];
  const code = lines
    .slice(from, to)
    .map((line) => line.replace(/^(\s*)@example\b(?:\s*<caption>.*<\/caption>)?/, '$1'))
    .join('\n');
  const { root, isSound } = await parser.tree(language.id, code);
  if (!isSound) return [];
  const lineOf = (offset: number) => code.slice(0, offset).split('\n').length - 1;
  const steps: (SessionStep & CodeRegion)[] = [];
  const parts = root.namedChildren;
  for (let index = 0; index < parts.length; index++) {
    const statement = parts[index];
    if (!statement || statement.isExtra) continue;
    // Without a semicolon, a comment at its end is a part of the statement.
    const own = statement.children.findLast(
      (child) => child.isExtra && child.end === statement.end,
    );
    const comments: SyntaxNode[] = own ? [own] : [];
    let last = statement;
    for (let next = parts[index + 1]; next?.isExtra; next = parts[index + 1]) {
      const gap = lineOf(next.start) - lineOf(last.end);
      const isBeside = comments.length === 0 && gap === 0;
      if (!isBeside && (gap > 1 || (comments.length === 0 && !opensResult(next, language)))) break;
      comments.push(next);
      last = next;
      index += 1;
    }
    const wants = await wantOf(statement, comments, setting);
    steps.push({
      code: code.slice(statement.start, own?.start ?? statement.end).trimEnd(),
      wants,
      from: from + lineOf(statement.start),
      to: from + lineOf(last.end) + 1,
    });
  }
  const tests = await readSession(steps, setting);
  return steps.flatMap(({ from: start, to: end }, index) => {
    const test = tests[index];
    return test ? [{ test, from: start, to: end }] : [];
  });
}

const marker =
  /^(?:[=-]{1,3}>|→|➞|⟶|={2,3}|=|(?:returns?|gives?|yields?|prints?|logs?|outputs?|results?|expected|evaluates to|resolves (?:to|with))\b)\s*:?\s*/i;

function textOf(comment: SyntaxNode, { lineComment }: Language): string {
  const { text } = comment;
  if (text.startsWith(lineComment)) return text.slice(lineComment.length).trim();
  return text.replace(/^\/\*+|\*+\/$/g, '').trim();
}

/** A comment on a line of its own is a result where it says so. */
function opensResult(comment: SyntaxNode, language: Language): boolean {
  const text = textOf(comment, language);
  return (
    marker.test(text) || raisedIn(text) !== undefined || /^[-\d"'[{(`]/.test(text) || isWord(text)
  );
}

function isWord(text: string): boolean {
  return /^(?:true|false|null|undefined|None|True|False|NaN)\.?$/.test(text);
}

function raisedIn(text: string): Want | undefined {
  const said =
    /^(?:[=-]+>\s*)?(?:(?:will |should )?(?:throws?|raises?|rejects(?: with)?)\b:?\s*(?:an?\s+)?([A-Z]\w*)?|(?:Uncaught\s+)?([A-Z]\w*(?:Error|Exception))\b)/i.exec(
      text,
    );
  if (!said) return undefined;
  const exception = said[1] ?? said[2];
  return { kind: 'raises', ...(exception === undefined ? {} : { exception }) };
}

/** What the comments beside and below a statement say comes of it. */
async function wantOf(
  statement: SyntaxNode,
  comments: readonly SyntaxNode[],
  setting: ExampleSetting,
): Promise<Want> {
  const { language } = setting.callee;
  const { session } = language.docExamples;
  const texts = comments.map((comment) => textOf(comment, language));
  const [first = ''] = texts;
  if (first === '') return { kind: 'nothing' };
  const raised = raisedIn(first);
  if (raised) return raised;
  const isPrinted = session.printedValue(statement) !== undefined;
  const said = [first.replace(marker, ''), ...texts.slice(1)];
  for (const text of [said.join('\n'), first.replace(marker, '')]) {
    const trimmed = text.trim().replace(/[;.]$/, '');
    if (await readValue(trimmed, setting, true)) {
      return { kind: 'shown', text: trimmed, options: [], isOutput: false };
    }
  }
  // What is printed is no value to be written down; words beside it may be anything.
  const isMarked = marker.test(first) || !/\s/.test(first);
  return isPrinted && isMarked
    ? { kind: 'shown', text: said.join('\n'), options: [], isOutput: true }
    : { kind: 'nothing' };
}
