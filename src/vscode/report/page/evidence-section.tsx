import { useMemo } from 'preact/hooks';
import type {
  FunctionReport,
  ReportCluster,
  ReportEvidence,
  ReportRow,
  Standing,
} from '../../../core/report/report.ts';

/** Groups shown at once; the others are one press away. */
const shownGroups = 8;
const shownNumbers = 12;

/** Why the winner won, and what speaks against each other group. */
export function EvidenceSection({ report }: { readonly report: FunctionReport }) {
  return useMemo(() => draw(report), [report]);
}

function draw({ clusters }: FunctionReport) {
  const [chosen] = clusters.filter(({ standing }) => standing === 'chosen');
  const others = clusters.filter(
    ({ standing, rows }) =>
      standing !== 'chosen' && rows.some(({ evidence }) => evidence.length > 0),
  );
  const winner = chosen?.rows.find((row) => row.chosen);
  if (!winner && others.length === 0) return null;
  const alike = chosen?.rows.filter((row) => !row.chosen && reasonOf(row) !== undefined) ?? [];
  return (
    <section aria-labelledby="evidence-title">
      <h3 id="evidence-title">Evidence</h3>
      <ul class="evidence">
        {chosen && winner && (
          <li class="group chosen">
            <h4>
              <Letter letter={chosen.letter} /> Candidate {winner.number}
              <span class="standing">chosen</span>
            </h4>
            <Notes evidence={winner.evidence} />
            {alike.length > 0 && (
              <p class="alike">
                {candidatesText(alike.map(({ number }) => number))}:{' '}
                {alike[0] && reasonOf(alike[0])}
              </p>
            )}
          </li>
        )}
        {others.slice(0, shownGroups).map((cluster) => (
          <Group key={cluster.letter} cluster={cluster} />
        ))}
      </ul>
      {others.length > shownGroups && (
        <details>
          <summary>{others.length - shownGroups} more groups</summary>
          <ul class="evidence">
            {others.slice(shownGroups).map((cluster) => (
              <Group key={cluster.letter} cluster={cluster} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** Why a candidate that behaves like the winner was not taken. */
function reasonOf({ evidence }: ReportRow): string | undefined {
  return evidence.find(({ source }) => source === 'size')?.note;
}

export const standingTexts: Readonly<Record<Standing, string>> = {
  chosen: 'chosen',
  close: 'not chosen',
  open: 'in the running',
  rejected: 'fails an example',
  waiting: 'not run yet',
  untold: 'not compared one by one',
};

function Group({ cluster }: { readonly cluster: ReportCluster }) {
  const { letter, standing, rows } = cluster;
  return (
    <li class={`group ${standing}`}>
      <h4>
        <Letter letter={letter} /> {candidatesText(rows.map(({ number }) => number))}
        <span class="standing">{standingTexts[standing]}</span>
      </h4>
      <Notes evidence={rows[0]?.evidence ?? []} />
    </li>
  );
}

function Notes({ evidence }: { readonly evidence: readonly ReportEvidence[] }) {
  return (
    <ul class="notes">
      {evidence.map(({ source, title, note, percent }) => (
        <li key={`${source} ${note}`}>
          <span class="source">{title}</span>
          <span class="note">{note}</span>
          {percent > 0 && <span class="weight">{percent} % of the decision</span>}
        </li>
      ))}
    </ul>
  );
}

export function Letter({ letter }: { readonly letter: string }) {
  return letter === '' ? null : <span class="letter">{letter}</span>;
}

export function candidatesText(numbers: readonly number[]): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  if (sorted.length === 1) return `Candidate ${sorted[0] ?? ''}`;
  const listed = sorted.slice(0, shownNumbers).join(', ');
  const more = sorted.length - shownNumbers;
  return `Candidates ${listed}${more > 0 ? ` and ${more} more` : ''}`;
}
