import * as vscode from 'vscode';
import type { Answer, Question } from '../../core/question.ts';
import type { CancelSignal } from '../../core/ports.ts';
import type { LiveRun } from '../runs/live-run.ts';
import { choicesOf } from './question-text.ts';
import { showInformationMessage, showInputBox, showQuickPick } from '../shown.ts';

/**
 * Asks which reading of a split specification is meant. A notification says that there is a
 * question; the choice opens when the user asks for it, from there, the lens or the status bar.
 */
export class Questions {
  async ask(run: LiveRun, question: Question, signal: CancelSignal): Promise<Answer> {
    // A choice that is open when the answer comes from elsewhere closes.
    const answered = new vscode.CancellationTokenSource();
    const answer = await new Promise<Answer>((resolve) => {
      const open = () => {
        void pickAnswer(question, answered.token).then((picked) => {
          if (picked) resolve(picked);
        });
      };
      signal.addEventListener('abort', () => resolve({ kind: 'unanswered' }));
      run.ask({ question, open, answer: resolve });
      void this.#notify(run, question, open);
    });
    run.ask(undefined);
    answered.cancel();
    answered.dispose();
    return answer;
  }

  async #notify(run: LiveRun, question: Question, open: () => void): Promise<void> {
    const choose = vscode.l10n.t('Choose…');
    const chosen = await showInformationMessage(
      vscode.l10n.t(
        '{0} can be read in two ways. What should {1} give?',
        run.task.target.qualifiedName,
        question.call,
      ),
      choose,
    );
    if (chosen === choose && run.question?.question === question) open();
  }
}

interface AnswerItem extends vscode.QuickPickItem {
  readonly answer?: Answer;
}

/** The user's answer, or undefined where the choice was closed: the question stays open. */
async function pickAnswer(
  question: Question,
  answered: vscode.CancellationToken,
): Promise<Answer | undefined> {
  const other: AnswerItem = {
    label: vscode.l10n.t('Something else…'),
    iconPath: new vscode.ThemeIcon('edit'),
  };
  const items: AnswerItem[] = [
    ...choicesOf(question).map(({ label, index }) => ({
      label,
      answer: { kind: 'choice' as const, index },
    })),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    other,
    {
      label: vscode.l10n.t('I cannot say'),
      iconPath: new vscode.ThemeIcon('circle-slash'),
      answer: { kind: 'unanswered' },
    },
  ];
  const picked = await showQuickPick(
    items,
    {
      title: vscode.l10n.t('What should {0} give?', question.call),
      placeHolder: vscode.l10n.t('The description can be read in more than one way'),
      ignoreFocusOut: true,
    },
    answered,
  );
  if (picked !== other) return picked?.answer;
  const expected = await showInputBox(
    {
      title: vscode.l10n.t('What should {0} give?', question.call),
      prompt: vscode.l10n.t('The right result, as an expression'),
      ignoreFocusOut: true,
    },
    answered,
  );
  return expected?.trim() ? { kind: 'expected', expected: expected.trim() } : undefined;
}
