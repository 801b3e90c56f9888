import type { RunResult } from '../../core/engine/run-session.ts';
import { verdictText } from '../../core/engine/verdict-text.ts';
import type { VerifiedExample } from '../../core/repair/verify.ts';

/** Longest diff that is handed to the calling model. */
const longestDiff = 12_000;

/** What became of the file. */
export type FileState = 'unchanged' | 'changed' | 'refused';

const fileTexts: Readonly<Record<FileState, string>> = {
  unchanged:
    'The file is unchanged. The user can review the diff, and accept or reject it, from the line above the function. To write it yourself, call again with apply: true.',
  changed:
    'The change is in the file, unsaved or saved as the editor is set. One undo takes it back.',
  refused:
    'The change could not be put into the file, which was edited meanwhile. It is unchanged.',
};

/** How a run ended, for the model that asked for it. */
export function runText(
  name: string,
  result: RunResult,
  diff: string | undefined,
  file: FileState,
): string {
  const { solution, view, message } = result;
  const [target] = solution?.functions ?? [];
  const parts = [
    `${name}: ${verdictText(result)}.`,
    ...(message === undefined ? [] : [message]),
    ...(target && target.evidence.length > 0
      ? [`Evidence:\n${target.evidence.map(({ note }) => `- ${note}`).join('\n')}`]
      : []),
    `It took ${view.tokens} tokens and ${view.runs} runs in the sandbox.`,
  ];
  if (diff === undefined) parts.push('There is no candidate, so the file is unchanged.');
  else parts.push(fileTexts[file], fencedDiff(diff));
  return parts.join('\n\n');
}

function fencedDiff(diff: string): string {
  const cut = diff.length > longestDiff;
  const shown = cut ? `${diff.slice(0, longestDiff)}\n… (cut)` : diff.trimEnd();
  return `~~~diff\n${shown}\n~~~`;
}

/** What code did on the trusted examples, for the model that asked. */
export function verifiedText(name: string, examples: readonly VerifiedExample[]): string {
  if (examples.length === 0) {
    return `${name} has no trusted example, so nothing was run. Write examples into its description, such as a doctest, or assertions into the project's tests.`;
  }
  const passed = examples.filter((example) => example.passed).length;
  const lines = examples.map(({ assertion, source, passed: holds, happened }) =>
    holds ? `pass (${source}): ${assertion}` : `FAIL (${source}): ${assertion}\n  ${happened}`,
  );
  const verdict =
    passed === examples.length
      ? `${name} passes all ${passed} of its trusted examples.`
      : `${name} passes ${passed} of ${examples.length} trusted examples.`;
  return [verdict, ...lines].join('\n');
}
