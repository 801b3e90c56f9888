import { useMemo } from 'preact/hooks';
import type { CellContent, FunctionReport, ReportColumn } from '../../../core/report/report.ts';

/** The tests: where each comes from, how strong it is, who passes it. */
export function TestsSection({ report }: { readonly report: FunctionReport }) {
  return useMemo(() => draw(report), [report]);
}

function draw(report: FunctionReport) {
  const { columns, candidates } = report;
  const tests = columns
    .map((column, index) => ({ column, index }))
    .filter(({ column }) => column.group !== 'input');
  if (tests.length === 0) return null;
  const chosen = report.clusters.flatMap(({ rows }) => rows).find((row) => row.chosen);
  return (
    <section aria-labelledby="tests-title">
      <h3 id="tests-title">Tests</h3>
      <div class="scroll">
        <table class="tests">
          <caption class="unseen">Tests, where they come from and how strong they are</caption>
          <thead>
            <tr>
              <th scope="col">Call</th>
              <th scope="col">Expected</th>
              <th scope="col">Source</th>
              <th scope="col">Strength</th>
              <th scope="col">Passed by</th>
              <th scope="col">Chosen candidate</th>
            </tr>
          </thead>
          <tbody>
            {tests.map(({ column, index }) => (
              <tr key={column.key} class={column.group}>
                <th scope="row">
                  <code dir="ltr">{column.call}</code>
                </th>
                <td>
                  <code dir="ltr">{column.wanted}</code>
                </td>
                <td>{column.source}</td>
                <td>
                  <Strength column={column} />
                </td>
                <td>{column.passed === undefined ? '–' : `${column.passed} of ${candidates}`}</td>
                <Verdict content={report.contents[chosen?.cells[index] ?? -1]} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Strength({ column: { strength, group } }: { readonly column: ReportColumn }) {
  if (!strength) return <span class="quiet">{group === 'trusted' ? 'Trusted.' : ''}</span>;
  const { text, share } = strength;
  return (
    <>
      {share !== undefined && (
        <svg class="strength" width="40" height="6" viewBox="0 0 40 6" aria-hidden="true">
          <rect class="whole" width="40" height="6" rx="2" />
          <rect class="part" width={40 * share} height="6" rx="2" />
        </svg>
      )}
      {text}
    </>
  );
}

function Verdict({ content }: { readonly content: CellContent | undefined }) {
  if (!content) return <td class="quiet">not run</td>;
  return content.passed === true ? (
    <td class="verdict pass">passes</td>
  ) : (
    <td class="verdict fail">fails</td>
  );
}
