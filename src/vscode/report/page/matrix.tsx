import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type {
  CellContent,
  ColumnGroup,
  FunctionReport,
  ReportCluster,
  ReportColumn,
  ReportRow,
} from '../../../core/report/report.ts';
import { Letter, standingTexts } from './evidence-section.tsx';
import { GridKeys, placeOf, type GridPlace } from './grid-keys.ts';

/** Rows drawn at once; a page with thousands of cells is slow to lay out. */
const shownRows = 60;

export interface MatrixProps {
  readonly name: string;
  readonly report: FunctionReport;
  readonly onOpen: (candidate: string) => void;
}

/** Candidates by checks: who did what. Candidates that behave alike stand together. */
export function Matrix({ name, report, onOpen }: MatrixProps) {
  const [limit, setLimit] = useState(shownRows);
  const [inspected, setInspected] = useState<string>();
  const table = useRef<HTMLTableElement>(null);
  const keys = useMemo(() => new GridKeys(), []);
  const open = useRef(onOpen);
  open.current = onOpen;
  const drawn = useMemo(
    () => drawTable(name, report, limit, (candidate) => open.current(candidate)),
    [name, report, limit],
  );
  useLayoutEffect(() => {
    if (table.current) keys.attach(table.current);
  }, [drawn]);
  if (report.candidates === 0) return null;

  const inspect = (event: Event) => {
    const place = placeOf(event.target);
    if (place) setInspected(inspectedText(report, place));
  };
  const hidden = report.candidates - limit;
  return (
    <section aria-labelledby="matrix-title">
      <h3 id="matrix-title">Candidates</h3>
      <Legend report={report} />
      <div class="scroll matrix">
        <table
          ref={table}
          role="grid"
          aria-readonly="true"
          style={{ width: widthOf(report) }}
          onMouseDown={(event) => keys.onMouseDown(event)}
          onKeyDown={(event) => keys.onKeyDown(event)}
          onFocusIn={(event) => {
            keys.onFocus(event);
            inspect(event);
          }}
          onMouseOver={inspect}
        >
          {drawn}
        </table>
      </div>
      <p class="inspected" aria-hidden="true">
        {inspected ?? 'Point at a cell to see what the candidate did there.'}
      </p>
      {hidden > 0 && (
        <button type="button" class="secondary" onClick={() => setLimit(report.candidates)}>
          Show {hidden} more candidates
        </button>
      )}
      {report.hiddenColumns > 0 && (
        <p class="hint">{report.hiddenColumns} more checks are not shown.</p>
      )}
    </section>
  );
}

const groupTitles: Readonly<Record<ColumnGroup, string>> = {
  trusted: 'Trusted tests',
  generated: 'Generated tests',
  withheld: 'No vote',
  input: 'Inputs',
};

function Legend({ report }: { readonly report: FunctionReport }) {
  const has = (group: ColumnGroup) => report.columns.some((column) => column.group === group);
  const hasTests = has('trusted') || has('generated') || has('withheld');
  return (
    <ul class="legend">
      {hasTests && (
        <>
          <li class="cell pass">passed</li>
          <li class="cell fail">failed</li>
        </>
      )}
      {has('input') && (
        <li class="letters">
          <Letter letter="A" /> <Letter letter="B" /> same letter, same result as that group
        </li>
      )}
    </ul>
  );
}

function drawTable(
  name: string,
  report: FunctionReport,
  limit: number,
  onOpen: (candidate: string) => void,
) {
  const { columns, contents } = report;
  const spans = spansOf(columns);
  const starts = new Set(spans.map(({ start }) => start));
  const widths = widthsOf(report);
  let left = limit;
  return (
    <>
      <caption class="unseen">Candidates of {name} by tests and inputs</caption>
      <colgroup>
        <col class="candidate" />
      </colgroup>
      {spans.map(({ group, start, count }) => (
        <colgroup key={group}>
          {widths.slice(start, start + count).map((width, index) => (
            <col key={index} style={{ width: `calc(${width}ch + 16px)` }} />
          ))}
        </colgroup>
      ))}
      <thead>
        {spans.length > 0 && (
          <tr class="groups">
            <td />
            {spans.map(({ group, count }) => (
              <th key={group} scope="colgroup" colSpan={count}>
                <span>{groupTitles[group]}</span>
              </th>
            ))}
          </tr>
        )}
        <tr class="checks">
          <th scope="col">Candidate</th>
          {columns.map((column, index) => (
            <th key={column.key} scope="col" class={starts.has(index) ? 'start' : ''}>
              <code dir="ltr">{column.short}</code>
              {column.wanted !== undefined && (
                <span class="wanted">
                  <span class="unseen">should give</span>
                  <code dir="ltr">{column.wanted}</code>
                </span>
              )}
            </th>
          ))}
        </tr>
      </thead>
      {report.clusters.map((cluster) => {
        const rows = cluster.rows.slice(0, Math.max(0, left));
        left -= rows.length;
        if (rows.length === 0) return null;
        return (
          <tbody key={cluster.rows[0]?.candidate} class={cluster.standing}>
            <tr class="cluster">
              <th scope="rowgroup" colSpan={columns.length + 1}>
                <span>
                  <Letter letter={cluster.letter} /> {alikeText(cluster)}
                  <span class="standing">{standingTexts[cluster.standing]}</span>
                </span>
              </th>
            </tr>
            {rows.map((row) => (
              <tr
                key={row.candidate}
                class={row.chosen ? 'chosen' : ''}
                data-candidate={row.candidate}
              >
                <th scope="row">
                  <button
                    type="button"
                    class="link"
                    tabIndex={-1}
                    aria-label={rowText(row, cluster)}
                    onClick={() => onOpen(row.candidate)}
                  >
                    Candidate {row.number}
                  </button>
                  {row.chosen && (
                    <span class="star" aria-hidden="true">
                      ★
                    </span>
                  )}
                  <span class="score">{row.score}</span>
                </th>
                {row.cells.map((at, index) =>
                  cell(contents[at], columns[index]?.key, starts.has(index) ? 'start' : ''),
                )}
              </tr>
            ))}
          </tbody>
        );
      })}
    </>
  );
}

/** One text and no more elements: there may be thousands. Sign and word come from the style. */
function cell(content: CellContent | undefined, key: string | undefined, start: string) {
  if (!content) {
    return (
      <td key={key} class={`none ${start}`}>
        –
      </td>
    );
  }
  return (
    <td
      key={key}
      class={`cell ${signOf(content)} ${content.kind} ${start}`}
      data-letter={content.letter}
    >
      {content.text}
    </td>
  );
}

function signOf({ passed, usual, letter }: CellContent): string {
  if (passed !== undefined) return passed ? 'pass' : 'fail';
  if (letter === undefined) return 'silent';
  return usual === true ? 'usual' : 'other';
}

function rowText(row: ReportRow, cluster: ReportCluster): string {
  const parts = [`Candidate ${row.number}`];
  if (row.chosen) parts.push('chosen');
  if (cluster.letter !== '') parts.push(`group ${cluster.letter}`);
  if (row.score !== '') parts.push(`${row.score} tests`);
  return `${parts.join(', ')}. Open its code`;
}

function alikeText({ rows, letter }: ReportCluster): string {
  const count = rows.length === 1 ? '1 candidate' : `${rows.length} candidates`;
  return rows.length === 1 || letter === '' ? count : `${count} behave alike`;
}

interface Span {
  readonly group: ColumnGroup;
  readonly start: number;
  readonly count: number;
}

function spansOf(columns: readonly ReportColumn[]): readonly Span[] {
  const spans: Span[] = [];
  columns.forEach(({ group }, index) => {
    const last = spans.at(-1);
    if (last?.group === group) spans[spans.length - 1] = { ...last, count: last.count + 1 };
    else spans.push({ group, start: index, count: 1 });
  });
  return spans;
}

/** Narrowest and widest column, in characters. */
const [narrow, wide] = [7, 26];
/** Room for the sign or arrow before a text. */
const besides = 3;

/** Width of the whole table: in CSS only a table of a known width keeps to the widths it is told. */
function widthOf(report: FunctionReport): string {
  const widths = widthsOf(report);
  const characters = widths.reduce((sum, width) => sum + width, 0);
  return `calc(${characters}ch + ${16 * widths.length}px + var(--first))`;
}

/**
 * Widths of the columns in characters, as far as their texts need it. A table that is told its widths
 * is laid out many times as fast as one that finds them.
 */
function widthsOf({ columns, contents, clusters }: FunctionReport): readonly number[] {
  return columns.map(({ short, wanted = '' }, index) => {
    const places = clusters.flatMap(({ rows }) => rows[0]?.cells[index] ?? []);
    const texts = places.map((at) => (contents[at]?.text.length ?? 0) + besides);
    const needed = Math.max(narrow, short.length + 1, wanted.length + besides, ...texts);
    return Math.min(wide, needed);
  });
}

/** What a place of the table shows, in full. Either part may be missing. */
function inspectedText(report: FunctionReport, { candidate, column: at }: GridPlace): string {
  const row = report.clusters
    .flatMap(({ rows }) => rows)
    .find((each) => each.candidate === candidate);
  const column = at === undefined ? undefined : report.columns[at];
  if (!column || at === undefined) return row ? `Candidate ${row.number}: ${row.origin}.` : '';
  const wanted = column.wanted === undefined ? '' : ` should give ${column.wanted}`;
  if (!row) {
    const strength = column.strength ? ` ${column.strength.text}` : '';
    return `${column.call}${wanted}${column.source ? ` (${column.source}).` : ''}${strength}`;
  }
  const detail = report.contents[row.cells[at] ?? -1]?.detail ?? 'it was not run';
  return `Candidate ${row.number}, ${column.call}: ${detail}${wanted && `; it${wanted}`}.`;
}
