import { components, solveOrder } from '../src/core/plan/graph.ts';
import { diagnose } from '../src/core/plan/diagnose.ts';
import { planAsFarAsRead } from '../src/core/plan/plan-of.ts';
import { formatPlan, printPlan } from '../src/core/plan/print.ts';
import type { Random } from '../src/core/ports.ts';

/** Pieces that plan documents are made of, and some that they are not. */
const pieces = [
  'f',
  'g',
  'helper',
  'weight_helper',
  'Stack.push',
  '数',
  '_',
  '$x',
  '9',
  '-1',
  '0.5',
  'None',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '<',
  '>',
  ',',
  ':',
  '=',
  '->',
  '=>',
  '==',
  '|',
  '#',
  '#*#*#',
  '>>>',
  "'",
  '"',
  '`',
  "'''",
  '"""',
  '\\',
  '\\n',
  '*',
  '**',
  '...',
  '/',
  '.',
  ' ',
  '  ',
  '\t',
  '    ',
  '\n',
  '\n',
  '\n',
  '\n  ',
  '\n    ',
  '\n      ',
  '\r\n',
  '\r',
  '\n\n',
  '\ufeff',
  '\u00a0',
  '\u2028',
  '\u0000',
  '\ud800',
  '𝒻',
  'async ',
  'holds ',
  'raises ',
  ' within ',
  'show ',
  'lambda x: y',
  '# language: ',
  'python',
  'a word of prose',
  'f(x): does it',
  '1, 2 -> 3',
  '-1 -> 1',
  "'a' -> 'b'",
  'f(x, y=1) -> int: adds',
  '\n  g(x): g\n  1 -> 1',
  '-> executable',
];

/** One random text: pieces strung together, or a damaged seed text. */
export function randomText(random: Random, seeds: readonly string[]): string {
  const seed = random.below(2) === 0 ? seeds[random.below(Math.max(1, seeds.length))] : undefined;
  if (seed === undefined) return pileUp(random, 1 + random.below(120));
  let text = seed;
  for (let edits = 1 + random.below(12); edits > 0; edits -= 1) {
    const at = random.below(text.length + 1);
    const end = Math.min(text.length, at + random.below(random.below(4) === 0 ? 80 : 4));
    text = text.slice(0, at) + pileUp(random, random.below(4)) + text.slice(end);
  }
  return text;
}

/** A text that is large in one way: deep, long, or with many of one thing. */
export function largeText(random: Random): string {
  const count = 2000;
  const piece = pieces[random.below(pieces.length)] ?? '(';
  switch (random.below(4)) {
    case 0:
      return Array.from({ length: 700 }, (_, n) => `${' '.repeat(n)}f${n}(x): calls\n`).join('');
    case 1:
      return `f(x): f\n${`${piece}\n`.repeat(count)}`;
    case 2:
      return `f(x${piece.repeat(count)}): f\n${piece.repeat(count)} -> ${piece.repeat(count)}`;
    default:
      return `f(x): f\n${Array.from({ length: count }, (_, n) => `  g${n % 700}(x): g\n  g${n}\n`).join('')}`;
  }
}

function pileUp(random: Random, count: number): string {
  let text = '';
  for (let n = 0; n < count; n += 1) text += pieces[random.below(pieces.length)] ?? '';
  return text;
}

/** Does everything with a text that the editor does. Throws where a promise of the reader breaks. */
export function checkText(text: string): void {
  const diagnosis = diagnose(text);
  for (const { code, range, message, fixes, related } of diagnosis.diagnostics) {
    const edits = fixes?.flatMap((fix) => fix.edits) ?? [];
    for (const each of [
      range,
      ...edits.map((edit) => edit.range),
      ...(related ?? []).map((r) => r.range),
    ]) {
      expect(
        each.start >= 0 && each.start <= each.end && each.end <= text.length,
        `range of ${code}`,
      );
    }
    expect(message.length > 0, `message of ${code}`);
  }
  for (const definition of diagnosis.document.definitions) {
    const { block, name } = definition;
    expect(text.slice(name.range.start, name.range.end) === name.text, 'name is where it says');
    for (const item of definition.items) {
      const { start, end } = item.kind === 'definition' ? item.block : item.range;
      expect(start >= block.start && start <= end && end <= block.end, 'items lie in their block');
    }
  }
  const formatted = formatPlan(text);
  expect(formatPlan(formatted) === formatted, 'formatting twice changes nothing more');
  const source = planAsFarAsRead(diagnosis);
  const list = components(source.plan);
  expect(solveOrder(list).length === list.length, 'every component has its turn');
  if (diagnosis.diagnostics.some((diagnostic) => diagnostic.severity === 'error')) return;
  const again = planAsFarAsRead(diagnose(formatted));
  expect(same(again, source), 'formatting keeps the plan');
  const printed = planAsFarAsRead(diagnose(printPlan(source)));
  expect(same(printed, source), 'printing and reading keeps the plan');
}

/** The order of functions follows from where they are defined, which a shared helper may change. */
function byName([left]: [string, unknown], [right]: [string, unknown]): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function same(left: ReturnType<typeof planAsFarAsRead>, right: typeof left): boolean {
  const text = ({ plan, header, language }: typeof left): string =>
    JSON.stringify([language, header, plan.root, [...plan.functions].sort(byName)]);
  return text(left) === text(right);
}

function expect(holds: boolean, promise: string): void {
  if (!holds) throw new Error(`broken promise: ${promise}`);
}
