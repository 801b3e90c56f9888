import { isWrong, type Finding, type FindingState, type Fix } from './finding.ts';

const words: Readonly<Record<FindingState, string>> = {
  good: 'good',
  doubtful: 'look at this',
  bad: 'needs you',
  'not-tried': 'not tried',
};

/** Findings as Markdown: what is wrong first, each with what to do in the surface's own words. */
export function healthText(
  findings: readonly Finding[],
  fixes: Readonly<Record<Fix, string>>,
): string {
  const wrong = findings.filter(isWrong);
  const rest = findings.filter((finding) => !isWrong(finding));
  const sections = [...wrong, ...rest].map((finding) => section(finding, fixes));
  return `${['# Coppice: Diagnose', summary(findings), ...sections].join('\n\n')}\n`;
}

function summary(findings: readonly Finding[]): string {
  const wrong = findings.filter(isWrong).map(({ about }) => about);
  if (wrong.length > 0) return `To look at: ${wrong.join(', ')}.`;
  return findings.every(({ state }) => state === 'good')
    ? 'Everything that Coppice needs is there.'
    : 'Nothing wrong was found, but not everything could be tried.';
}

/** The heading of a finding, by which a surface finds its place in the text. */
export function headingOf({ about, state }: Finding): string {
  return `## ${about}: ${words[state]}`;
}

function section(finding: Finding, fixes: Readonly<Record<Fix, string>>): string {
  const todo = isWrong(finding) ? finding.fixes.map((fix) => `- ${fixes[fix]}`) : [];
  const parts = [headingOf(finding), finding.said.join('\n')];
  if (todo.length > 0) parts.push(`What to do:\n${todo.join('\n')}`);
  return parts.join('\n\n');
}
