import type { Question } from '../question.ts';
import type { NodeView } from '../view/view.ts';
import { describeOutcome, shownValue } from '../languages/describe.ts';
import type { LanguageId } from '../text.ts';
import type { ReportQuestion } from './report.ts';
import { visible } from './visible.ts';

/** Longest value of a choice; an answer stands for it whole. */
const choiceCharacters = 300;
const callCharacters = 600;
/** As far as values are compared. */
const comparedCharacters = 4000;

/** A question as the report puts it, with how many candidates stand behind each reading. */
export function reportQuestion(
  question: Question,
  node: NodeView | undefined,
  language: LanguageId,
): ReportQuestion {
  const said = node === undefined ? undefined : resultsOn(question.call, node, language);
  return {
    call: visible(question.call, callCharacters),
    choices: question.choices.map(({ shown }) => ({
      shown: visible(shown, choiceCharacters),
      ...(said && { candidates: said.filter((text) => text === shown).length }),
    })),
  };
}

/** What each candidate gave on a call, as choices word it. */
function resultsOn(call: string, { matrix }: NodeView, language: LanguageId) {
  const index = matrix?.columns.findIndex(({ check }) => check.call === call) ?? -1;
  if (!matrix || index < 0) return undefined;
  return [...matrix.rows.values()].map((row) => {
    const outcome = row[index]?.outcome;
    if (outcome === undefined) return '';
    return outcome.kind === 'value'
      ? shownValue(outcome.value, language, comparedCharacters)
      : describeOutcome(outcome, language);
  });
}
