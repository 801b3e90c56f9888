import type { AdaptiveCell, Cell } from './measure.ts';
import { publishedLarge, publishedSmall } from './published.ts';
import type { Estimate } from './interval.ts';

/** The tables as Markdown: fewer samples of the test writer. */
export function writerTable(cells: readonly Cell[], n: number, gate: boolean): string {
  const shown = cells.filter((cell) => cell.n === n && cell.gate === gate && !cell.earned);
  const names = ['codet', 'b4', 'agreement', 'cascade', 'balance'];
  const sizes = [...new Set(shown.map(({ m }) => m))].sort((a, b) => a - b);
  return table(
    ['selector', ...sizes.map((m) => `M = ${m}`)],
    names.map((name) => [
      name,
      ...sizes.map((m) => {
        const cell = shown.find((one) => one.m === m && one.selector === name);
        return cell === undefined ? '' : percent(cell.pass.mean);
      }),
    ]),
  );
}

/** All tests beside those that earned a vote. */
export function earnedTable(cells: readonly Cell[]): string {
  const earned = cells.filter((cell) => cell.earned);
  const views = [...new Map(earned.map(({ n, gate }) => [`${n} ${gate}`, { n, gate }])).values()];
  const names = [...new Set(earned.map(({ selector }) => selector))];
  return table(
    ['selector', ...views.map(({ n, gate }) => `n = ${n}, ${gate ? 'gate' : 'no examples'}`)],
    names.map((name) => [
      name,
      ...views.map(({ n, gate }) => {
        const of = (voting: boolean) =>
          cells.find(
            (cell) =>
              cell.selector === name &&
              cell.n === n &&
              cell.m === 100 &&
              cell.gate === gate &&
              cell.earned === voting,
          );
        return `${percent(of(false)?.pass.mean ?? 0)} → ${percent(of(true)?.pass.mean ?? 0)}`;
      }),
    ]),
  );
}

export function adaptiveTable(cells: readonly AdaptiveCell[]): string {
  return table(
    ['examples', 'limit', 'draws', 'fixed', 'adaptive', 'change', 'mean samples'],
    cells.map((cell) => [
      cell.gate ? 'gate' : 'none',
      String(cell.limit),
      String(cell.draws),
      percent(cell.fixed.mean),
      percent(cell.adaptive.mean),
      signed(cell.change),
      cell.samples.toFixed(1),
    ]),
  );
}

export function publishedTables(): string {
  return [
    table(
      ['rule (all 164 tasks)', 'CodeGen-16B, N = 10', 'CodeGen-16B, N = 20', 'GPT-3.5, N = 5'],
      publishedSmall.map(({ rule, codegen10, codegen20, gpt5 }) => [
        rule,
        codegen10.toFixed(1),
        codegen20.toFixed(1),
        gpt5.toFixed(1),
      ]),
    ),
    table(
      ['rule (all 164 tasks, no examples)', 'CodeGen-16B, N = 100'],
      publishedLarge.map(({ rule, share }) => [rule, share.toFixed(1)]),
    ),
  ].join('\n\n');
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export function percent(share: number): string {
  return (100 * share).toFixed(1);
}

export function signed({ mean, low, high }: Estimate): string {
  const one = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(100 * value).toFixed(1)}`;
  return `${one(mean)}, ${one(low)} to ${one(high)}`;
}
