import type { Measured } from './measure.ts';
import { variants } from './oracle.ts';
import { kinds, type Kind, type Outcome } from './outcome.ts';

/** The summary as a Markdown table: a row for each variant, a column for each kind that occurred. */
export function summaryTable({ outcomes }: Measured): string {
  const shown = kinds.filter(
    (kind) => kind === 'identical' || outcomes.some((each) => each.kind === kind),
  );
  const rows = variants.flatMap((variant) => {
    const own = outcomes.filter((each) => each.variant === variant);
    if (own.length === 0) return [];
    const count = (kind: Kind) => own.filter((each) => each.kind === kind).length;
    const share = ((100 * count('identical')) / own.length).toFixed(1);
    return [[variant, own.length, `${share} %`, ...shown.map(count)]];
  });
  const titles = ['variant', 'answers', 'as expected', ...shown];
  return [titles, titles.map(() => '---'), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}

/** All that is not identical, by kind, with file and function. */
export function faultList(outcomes: readonly Outcome[]): string {
  return kinds
    .filter((kind) => kind !== 'identical')
    .flatMap((kind) => {
      const own = outcomes.filter((each) => each.kind === kind);
      if (own.length === 0) return [];
      const lines = own.map(
        ({ file, line, name, variant, detail }) =>
          `  ${variant}\t${file}:${line}\t${name}\t${detail}`,
      );
      return [`${kind} (${own.length})`, ...lines];
    })
    .join('\n');
}
