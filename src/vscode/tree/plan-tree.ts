import * as vscode from 'vscode';
import { commands, views } from '../ids.ts';
import type { LiveRun } from '../runs/live-run.ts';
import type { RunMemory } from '../runs/run-memory.ts';
import type { Runs } from '../runs/runs.ts';
import { Throttle } from '../throttle.ts';
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
  readonly #view: vscode.TreeView<PlanElement>;
  /** One object for each element: VS Code knows rows by identity. */
  readonly #elements = new Map<string, PlanElement>();
  readonly #dirty = new Set<string>();
  readonly #redraw = new Throttle(redrawEveryMs, () => this.#draw());
  readonly #owned: vscode.Disposable;
  #shown: readonly string[] = [];

  constructor(runs: Runs, memory: Pick<RunMemory, 'restore'>) {
    this.#runs = runs;
    this.#memory = memory;
    this.#view = vscode.window.createTreeView(views.plan, { treeDataProvider: this });
    this.#owned = vscode.Disposable.from(
      this.#view,
      runs.onDidChange((run) => {
        this.#dirty.add(run.key);
        this.#redraw.request();
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

function tooltipOf({ code, lines }: RowTooltip, language: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  if (code !== undefined) text.appendCodeblock(code, language);
  for (const line of lines.filter((each) => each.trim() !== '')) {
    text.appendText(line);
    text.appendMarkdown('\n\n');
  }
  return text;
}
