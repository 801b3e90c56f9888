import * as vscode from 'vscode';
import type { Question } from '../../core/question.ts';
import { randomBytes } from 'node:crypto';
import type { ResultMatrix } from '../../core/view/event.ts';
import type { FunctionReport } from '../../core/report/report.ts';
import type { EngineHost } from '../engine-host.ts';
import { commands } from '../ids.ts';
import type { LiveRun } from '../runs/live-run.ts';
import { Throttle } from '../throttle.ts';
import { readPageMessage, type PageMessage, type ShowMessage } from './messages.ts';
import { pageHtml } from './page-html.ts';
import { shownRun } from './shown-run.ts';
import { shownLine } from '../shown.ts';

/** Between two updates of a page; a run reports many times as often. */
const updateEveryMs = 200;

/** The report of one run in a panel of its own, live for as long as the panel is open. */
export class ReportPanel implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #host: EngineHost;
  readonly #update = new Throttle(updateEveryMs, () => void this.#show());
  readonly #owned: vscode.Disposable;
  #run: LiveRun;
  /** The function that the user has chosen; until then the target is shown. */
  #path: string | undefined;
  #isReady = false;
  #isBusy = false;
  #isStale = false;
  #question: Question | undefined;
  #questions = 0;
  /** What the page has of the matrix, to send it only when it is another. */
  #sent: unknown;

  constructor(
    panel: vscode.WebviewPanel,
    run: LiveRun,
    parts: { readonly host: EngineHost; readonly folder: vscode.Uri; readonly path?: string },
  ) {
    this.#panel = panel;
    this.#run = run;
    this.#host = parts.host;
    this.#path = parts.path;
    this.#owned = vscode.Disposable.from(
      this.#update,
      panel.webview.onDidReceiveMessage((message: unknown) => {
        const read = readPageMessage(message);
        if (read) this.#receive(read);
      }),
      panel.onDidChangeViewState(() => {
        // A page that is out of sight is gone; it asks again when it is back.
        if (panel.visible) this.follow(this.#run);
        else this.#isReady = false;
      }),
    );
    const { webview } = panel;
    const file = (name: string) =>
      webview.asWebviewUri(vscode.Uri.joinPath(parts.folder, name)).toString();
    webview.options = webviewOptions(parts.folder);
    panel.title = shownLine(titleOf(run));
    webview.html = pageHtml({
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64url'),
      script: file('report.js'),
      style: file('report.css'),
      language: vscode.env.language,
      title: titleOf(run),
    });
  }

  get run(): LiveRun {
    return this.#run;
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** The run has changed, or goes on as another one. */
  follow(run: LiveRun): void {
    this.#run = run;
    if (this.#isReady) this.#update.request();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #receive(message: PageMessage): void {
    const run = this.#run.key;
    switch (message.type) {
      case 'ready':
        this.#isReady = true;
        this.#sent = undefined;
        this.#update.request();
        return;
      case 'select':
        this.#path = message.path;
        this.#update.request();
        return;
      case 'open': {
        const { path, candidate } = message;
        const element = { kind: 'candidate', run, path, candidate };
        void vscode.commands.executeCommand(commands.openCandidate, element);
        return;
      }
      case 'review':
        void vscode.commands.executeCommand(commands.review, { run });
        return;
      case 'stop':
        void vscode.commands.executeCommand(commands.stop, { run });
        return;
      case 'answer':
        this.#answer(message);
    }
  }

  #answer({ question, choice, expected }: Extract<PageMessage, { type: 'answer' }>): void {
    const open = this.#run.question;
    if (!open || open.question !== this.#question || question !== this.#questions) return;
    if (choice !== undefined) {
      if (open.question.choices[choice]) open.answer({ kind: 'choice', index: choice });
    } else if (expected !== undefined) open.answer({ kind: 'expected', expected });
    else open.answer({ kind: 'unanswered' });
  }

  /** One at a time; what changed meanwhile is shown right after. */
  async #show(): Promise<void> {
    this.#isStale = true;
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      while (this.#takeStale()) await this.#send();
    } finally {
      this.#isBusy = false;
    }
  }

  #takeStale(): boolean {
    const isStale = this.#isStale;
    this.#isStale = false;
    return isStale;
  }

  async #send(): Promise<void> {
    const run = this.#run;
    const { view, task, question: open } = run;
    if (!view || !this.#isReady) return;
    if (open && open.question !== this.#question) {
      this.#question = open.question;
      this.#questions += 1;
    }
    const chosen = this.#path;
    const path = chosen !== undefined && view.nodes.has(chosen) ? chosen : view.root;
    const plan = run.result?.solution?.plan;
    const node = path === undefined ? undefined : view.nodes.get(path);
    const drawn = node && [path, node.matrix, node.scores, node.candidates.length, node.selected];
    const isSame = drawn !== undefined && isEqual(drawn, this.#sent);
    const report = await this.#host.use((coppice) =>
      coppice.reportOf({
        view,
        language: task.language,
        ...(plan && { plan }),
        ...(path !== undefined && !isSame && { path }),
        ...(open && { question: open.question }),
      }),
    );
    const matrix: FunctionReport | undefined = report.function;
    const message: ShowMessage = {
      type: 'show',
      shown: shownRun(run, view, report, { path, question: this.#questions }),
      ...(matrix && { matrix }),
    };
    if (await this.#panel.webview.postMessage(message)) this.#sent = drawn;
  }
}

export function webviewOptions(folder: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, enableForms: false, localResourceRoots: [folder] };
}

export function titleOf({ task }: LiveRun): string {
  return vscode.l10n.t('Report: {0}', task.target.qualifiedName);
}

type Drawn = readonly (string | number | ResultMatrix | readonly unknown[] | undefined)[];

function isEqual(one: Drawn, other: unknown): boolean {
  return Array.isArray(other) && one.every((part, index) => part === other[index]);
}
