import * as vscode from 'vscode';
import { commands, views } from '../ids.ts';
import type { LiveRun } from '../runs/live-run.ts';
import type { Choices } from '../review/choices.ts';
import type { RunMemory } from '../runs/run-memory.ts';
import type { Runs } from '../runs/runs.ts';
import { badgeOf } from './badge.ts';
import { choiceOf } from './plan-choice.ts';
import { idOf, type PlanElement } from './plan-element.ts';
import type { RowTooltip } from './plan-row.ts';
import { PlanRows } from './plan-rows.ts';
import { shownLine, ShownMarkdown, treeItem } from '../shown.ts';

/** The side bar's view of all runs, live. */
export class PlanTree implements vscode.TreeDataProvider<PlanElement>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<PlanElement[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #runs: Runs;
  readonly #memory: Pick<RunMemory, 'restore'>;
  readonly #choices: Choices;
  readonly #view: vscode.TreeView<PlanElement>;
  readonly #rows: PlanRows;
  readonly #owned: vscode.Disposable;

  constructor(runs: Runs, memory: Pick<RunMemory, 'restore'>, choices: Choices) {
    this.#runs = runs;
    this.#memory = memory;
    this.#choices = choices;
    this.#rows = new PlanRows(runs, (rows) => this.#changed.fire(rows && [...rows]), {
      mark: (run, element) => choiceOf(run, element, choices.leftOutOf(run.key))?.isTaken,
    });
    this.#view = vscode.window.createTreeView(views.plan, {
      treeDataProvider: this,
      canSelectMany: true,
      // A function may be left out while those that it calls stay.
      manageCheckboxStateManually: true,
    });
    this.#owned = vscode.Disposable.from(
      this.#view,
      runs.onDidChange((run) => {
        this.#rows.request(run.key);
        this.#showBadge();
      }),
      choices.onDidChange((run) => this.#rows.request(run)),
      this.#view.onDidChangeCheckboxState(({ items }) => {
        for (const [element, state] of items) this.#choose(element, state);
      }),
      this.#rows,
      this.#changed,
    );
  }

  /** The selected rows; none where the view is not in sight. */
  get selection(): readonly PlanElement[] {
    return this.#view.visible ? this.#view.selection : [];
  }

  async getChildren(element?: PlanElement): Promise<PlanElement[]> {
    if (!element) await this.#memory.restore();
    return this.#rows.children(element);
  }

  getParent(element: PlanElement): PlanElement | undefined {
    return this.#rows.parent(element);
  }

  getTreeItem(element: PlanElement): vscode.TreeItem {
    const run = this.#runs.get(element.run);
    const row = this.#rows.draw(element);
    if (!run || !row) return treeItem('');
    const item = treeItem(row.label, collapsible[row.children]);
    // VS Code opens a row by itself only when its id is new: a function gets another with its helpers.
    item.id = row.children === 'expanded' ? `${idOf(element)}/` : idOf(element);
    item.description = shownLine(row.description);
    item.contextValue = row.context;
    const { id, color } = row.icon;
    item.iconPath = new vscode.ThemeIcon(id, color ? new vscode.ThemeColor(color) : undefined);
    item.tooltip = tooltipOf(row.tooltip, run.task.language);
    item.accessibilityInformation = { label: row.spoken };
    const choice = choiceOf(run, element, this.#choices.leftOutOf(run.key));
    if (choice) {
      item.checkboxState = boxOf(choice.isTaken);
      item.contextValue = `${row.context} choosable`;
      if (!choice.isTaken)
        item.description = shownLine(vscode.l10n.t('left out · {0}', row.description));
    }
    if (element.kind === 'candidate') {
      item.command = { command: commands.openCandidate, title: 'Open', arguments: [element] };
    }
    return item;
  }

  /** Brings a run into sight. The side bar opens; the user has asked for it. */
  async show(run: LiveRun | undefined): Promise<void> {
    await vscode.commands.executeCommand(`${views.plan}.focus`);
    const element = run && this.#rows.same({ kind: 'run', run: run.key });
    if (element) await this.#view.reveal(element, { expand: true });
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #choose(element: PlanElement, state: vscode.TreeItemCheckboxState): void {
    const run = this.#runs.get(element.run);
    const choice = run && choiceOf(run, element, this.#choices.leftOutOf(run.key));
    if (!choice) return;
    const isTaken = state === vscode.TreeItemCheckboxState.Checked;
    if (isTaken) this.#choices.takeBackIn(run.key, [choice.name]);
    else this.#choices.leaveOut(run.key, [choice.name]);
  }

  #showBadge(): void {
    const badge = badgeOf(this.#runs.all);
    const { badge: shown } = this.#view;
    if (badge?.value === shown?.value && badge?.tooltip === shown?.tooltip) return;
    this.#view.badge = badge;
  }
}

const collapsible = {
  none: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
};

function boxOf(isTaken: boolean): NonNullable<vscode.TreeItem['checkboxState']> {
  return isTaken
    ? {
        state: vscode.TreeItemCheckboxState.Checked,
        tooltip: vscode.l10n.t('Accepted with the result'),
      }
    : {
        state: vscode.TreeItemCheckboxState.Unchecked,
        tooltip: vscode.l10n.t('Left out of what is accepted'),
      };
}

function tooltipOf({ code, lines }: RowTooltip, language: string): vscode.MarkdownString {
  const text = new ShownMarkdown();
  if (code !== undefined) text.code(code, language);
  for (const line of lines.filter((each) => each.trim() !== '')) text.text(line).paragraph();
  return text.markdown;
}
