import * as vscode from 'vscode';
import { commands, views } from '../ids.ts';
import type { LiveRun } from '../runs/live-run.ts';
import type { Choices } from '../review/choices.ts';
import type { RunMemory } from '../runs/run-memory.ts';
import type { Runs } from '../runs/runs.ts';
import { Throttle } from '../throttle.ts';
import { choiceOf } from './plan-choice.ts';
import { childrenOf, idOf, parentOf, type PlanElement } from './plan-element.ts';
import { rowOf, type RowTooltip } from './plan-row.ts';

/** Between two redraws; a run reports many times as often. */
const redrawEveryMs = 120;

/** The side bar's view of all runs, live. */
export class PlanTree implements vscode.TreeDataProvider<PlanElement>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<PlanElement | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #runs: Runs;
  readonly #memory: Pick<RunMemory, 'restore'>;
  readonly #choices: Choices;
  readonly #view: vscode.TreeView<PlanElement>;
  /** One object for each element: VS Code knows rows by identity. */
  readonly #elements = new Map<string, PlanElement>();
  readonly #dirty = new Set<string>();
  readonly #redraw = new Throttle(redrawEveryMs, () => this.#draw());
  readonly #owned: vscode.Disposable;
  #shown: readonly string[] = [];

  constructor(runs: Runs, memory: Pick<RunMemory, 'restore'>, choices: Choices) {
    this.#runs = runs;
    this.#memory = memory;
    this.#choices = choices;
    this.#view = vscode.window.createTreeView(views.plan, {
      treeDataProvider: this,
      // A function may be left out while those that it calls stay.
      manageCheckboxStateManually: true,
    });
    this.#owned = vscode.Disposable.from(
      this.#view,
      runs.onDidChange((run) => {
        this.#dirty.add(run.key);
        this.#redraw.request();
      }),
      choices.onDidChange((run) => {
        this.#dirty.add(run);
        this.#redraw.request();
      }),
      this.#view.onDidChangeCheckboxState(({ items }) => {
        for (const [element, state] of items) this.#choose(element, state);
      }),
      this.#redraw,
      this.#changed,
    );
  }

  async getChildren(element?: PlanElement): Promise<PlanElement[]> {
    if (!element) {
      await this.#memory.restore();
      // The newest run comes first.
      return this.#runs.all.toReversed().map(({ key }) => this.#same({ kind: 'run', run: key }));
    }
    const run = this.#runs.get(element.run);
    return run ? childrenOf(run, element).map((child) => this.#same(child)) : [];
  }

  getParent(element: PlanElement): PlanElement | undefined {
    const run = this.#runs.get(element.run);
    const parent = run && parentOf(run, element);
    return parent && this.#same(parent);
  }

  getTreeItem(element: PlanElement): vscode.TreeItem {
    const run = this.#runs.get(element.run);
    const row = run && rowOf(run, element, Date.now());
    if (!row) return new vscode.TreeItem('');
    const item = new vscode.TreeItem(row.label, collapsible[row.children]);
    // VS Code opens a row by itself only when its id is new: a function gets another with its helpers.
    item.id = row.children === 'expanded' ? `${idOf(element)}/` : idOf(element);
    item.description = row.description;
    item.contextValue = row.context;
    const { id, color } = row.icon;
    item.iconPath = new vscode.ThemeIcon(id, color ? new vscode.ThemeColor(color) : undefined);
    item.tooltip = tooltipOf(row.tooltip, run.task.language);
    item.accessibilityInformation = { label: [row.label, row.description].join(', ') };
    const choice = choiceOf(run, element, this.#choices.leftOutOf(run.key));
    if (choice) {
      item.checkboxState = boxOf(choice.isTaken);
      item.contextValue = `${row.context} choosable`;
      if (!choice.isTaken) item.description = vscode.l10n.t('left out · {0}', row.description);
    }
    if (element.kind === 'candidate') {
      item.command = { command: commands.openCandidate, title: 'Open', arguments: [element] };
    }
    return item;
  }

  /** Brings a run into sight. The side bar opens; the user has asked for it. */
  async show(run: LiveRun | undefined): Promise<void> {
    await vscode.commands.executeCommand(`${views.plan}.focus`);
    if (run) await this.#view.reveal(this.#same({ kind: 'run', run: run.key }), { expand: true });
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

  #draw(): void {
    const keys = this.#runs.all.map(({ key }) => key);
    const waiting = this.#runs.all.filter((run) => run.isWaiting || run.question).length;
    this.#view.badge =
      waiting === 0 ? undefined : { value: waiting, tooltip: `${waiting} waiting for you` };
    const same =
      keys.length === this.#shown.length && keys.every((key, i) => key === this.#shown[i]);
    this.#shown = keys;
    const dirty = [...this.#dirty];
    this.#dirty.clear();
    if (!same) {
      this.#forgetAllBut(new Set(keys));
      this.#changed.fire(undefined);
      return;
    }
    for (const run of dirty) this.#changed.fire(this.#same({ kind: 'run', run }));
  }

  #same(element: PlanElement): PlanElement {
    const id = idOf(element);
    const known = this.#elements.get(id);
    if (known) return known;
    this.#elements.set(id, element);
    return element;
  }

  #forgetAllBut(keys: ReadonlySet<string>): void {
    for (const [id, { run }] of this.#elements) if (!keys.has(run)) this.#elements.delete(id);
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
  const text = new vscode.MarkdownString();
  if (code !== undefined) text.appendCodeblock(code, language);
  for (const line of lines.filter((each) => each.trim() !== '')) {
    text.appendText(line);
    text.appendMarkdown('\n\n');
  }
  return text;
}
