import type { Question } from '../question.ts';
import type { RunView } from '../view/view.ts';
import type { Plan } from '../contract.ts';
import type { LanguageId } from '../text.ts';
import { functionReport } from './function-report.ts';
import { planPicture } from './plan-picture.ts';
import { reportQuestion } from './report-question.ts';
import type { FunctionReport, PlanPicture, ReportQuestion } from './report.ts';

/** Which part of a run is to be shown. */
export interface ReportRequest {
  readonly view: RunView;
  readonly language: LanguageId;
  /** The plan of the solution; absent while the run goes on. */
  readonly plan?: Plan;
  /** The node whose candidates are shown; none when absent. */
  readonly path?: string;
  readonly question?: Question;
}

/** What the report draws of a run: one function at a time, however large the run. */
export interface RunReport {
  readonly picture: PlanPicture;
  readonly function?: FunctionReport;
  readonly question?: ReportQuestion;
}

export function runReport({ view, language, plan, path, question }: ReportRequest): RunReport {
  const node = path === undefined ? undefined : view.nodes.get(path);
  return {
    picture: planPicture(view, plan),
    ...(node && { function: functionReport(node, language) }),
    ...(question && {
      question: reportQuestion(question, view.nodes.get(question.node), language),
    }),
  };
}
