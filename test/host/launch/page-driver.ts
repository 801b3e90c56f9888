/** Presses, types and reads in the workbench's page. Class names are VS Code's own. */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type {
  Notification,
  QuickInput,
  Spot,
  StatusItem,
  Theme,
  TreeRow,
  Workbench,
} from '../protocol.ts';
import type { DialogGuard } from './dialog-guard.ts';
import { pageFrames, WebviewDriver } from './webview-driver.ts';

/** How long an action waits for its element. */
export const actionLimitMs = 10_000;

const themeClasses: Record<Theme, string> = {
  light: 'vs',
  dark: 'vs-dark',
  'high-contrast': 'hc-black',
  'high-contrast-light': 'hc-light',
};

/** The part of a DOM element that is read inside the page. */
interface PageElement {
  textContent: string | null;
  getAttribute(name: string): string | null;
  getBoundingClientRect(): { top: number; left: number };
  querySelector(selector: string): PageElement | null;
}

/** Labels of picks. A row keeps hidden the detail line of the pick that it showed before. */
const quickLabels =
  '.quick-input-list .monaco-list-row .label-name:not(.quick-input-list-label-meta *)';

export class PageDriver implements Workbench {
  readonly #page: Page;
  readonly #dialogs: DialogGuard;
  readonly #pictures: string;
  readonly #webview: WebviewDriver;

  /** `pictures` is the folder that pictures are saved in. */
  constructor(page: Page, dialogs: DialogGuard, pictures: string) {
    this.#page = page;
    this.#webview = new WebviewDriver(page);
    this.#dialogs = dialogs;
    this.#pictures = pictures;
    page.setDefaultTimeout(actionLimitMs);
  }

  async pressKeys(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await this.#page.keyboard.press(key);
    }
  }

  typeText(text: string): Promise<void> {
    return this.#page.keyboard.type(text);
  }

  click(spot: Spot): Promise<void> {
    return this.#at(spot).click();
  }

  doubleClick(spot: Spot): Promise<void> {
    return this.#at(spot).dblclick();
  }

  hover(spot: Spot): Promise<void> {
    return this.#at(spot).hover();
  }

  async texts({ selector, text }: Spot): Promise<string[]> {
    return this.#textsOf(this.#all(selector, text));
  }

  async tooltips({ selector, text }: Spot): Promise<string[]> {
    const all = await this.#all(selector, text).all();
    return Promise.all(all.map(async (each) => (await each.getAttribute('title')) ?? ''));
  }

  ariaSnapshot(spot: Spot): Promise<string> {
    return this.#at(spot).ariaSnapshot();
  }

  codeLenses(): Promise<string[]> {
    return this.#textsFromTop(this.#page.locator('.codelens-decoration a'));
  }

  clickCodeLens(text: string, nth = 0): Promise<void> {
    return this.click({ selector: '.codelens-decoration a', text, nth });
  }

  async treeRows(view: string): Promise<TreeRow[]> {
    return this.#treeRows(view).evaluateAll((elements: PageElement[]) => {
      const text = (element: PageElement | null) =>
        element?.textContent?.replaceAll('\u00a0', ' ') ?? '';
      return elements
        .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
        .map((row) => {
          const expanded = row.getAttribute('aria-expanded');
          return {
            label: text(row.querySelector('.label-name')),
            description: text(row.querySelector('.label-description')),
            ariaLabel: row.getAttribute('aria-label') ?? '',
            level: Number(row.getAttribute('aria-level')),
            expanded: expanded === null ? undefined : expanded === 'true',
            selected: row.getAttribute('aria-selected') === 'true',
          };
        });
    });
  }

  clickTreeRow(view: string, label: string): Promise<void> {
    return this.#treeRow(view, label).click();
  }

  async clickTreeRowAction(view: string, label: string, action: string): Promise<void> {
    const row = this.#treeRow(view, label);
    await row.hover();
    await row
      .locator(`.action-label[aria-label^="${cssString(action)}"]`)
      .first()
      .click();
  }

  async terminalText(): Promise<string> {
    const selector = '.terminal-wrapper.active';
    if ((await this.#page.locator(selector).count()) === 0) {
      return '';
    }
    const lines = await this.#page.evaluate<string[]>(
      `window.driver.getTerminalBuffer(${JSON.stringify(selector)})`,
    );
    return lines.join('\n').trimEnd();
  }

  focusTerminal(): Promise<void> {
    return this.click({ selector: '.terminal-wrapper.active .xterm-screen' });
  }

  async statusItems(): Promise<StatusItem[]> {
    return this.#page.locator('.statusbar-item').evaluateAll((elements: PageElement[]) =>
      elements.map((element) => ({
        id: element.getAttribute('id') ?? '',
        text: (element.textContent ?? '').replaceAll('\u00a0', ' ').trim(),
        ariaLabel:
          element.getAttribute('aria-label') ??
          element.querySelector('[aria-label]')?.getAttribute('aria-label') ??
          '',
      })),
    );
  }

  clickStatusItem(text: string): Promise<void> {
    return this.click({ selector: '.statusbar-item a', text });
  }

  async editorActions(): Promise<string[]> {
    const labels = this.#page.locator(`${activeEditorActions} .action-label`);
    return labels.evaluateAll((elements: PageElement[]) =>
      elements
        .map((element) => (element.getAttribute('aria-label') ?? '').split('\n')[0] ?? '')
        .filter((text) => text !== ''),
    );
  }

  clickEditorAction(label: string): Promise<void> {
    const action = `.action-label[aria-label^="${cssString(label)}"]`;
    return this.click({ selector: `${activeEditorActions} ${action}` });
  }

  async diffLines(): Promise<{ original: string[]; modified: string[] }> {
    const side = (name: string) =>
      this.#textsFromTop(this.#page.locator(`.monaco-diff-editor .editor.${name} .view-line`));
    return { original: await side('original'), modified: await side('modified') };
  }

  async quickInput(): Promise<QuickInput | null> {
    const widget = this.#page.locator('.quick-input-widget');
    if (!(await widget.isVisible())) {
      return null;
    }
    const input = widget.locator('.quick-input-box input');
    const first = async (selector: string) =>
      (await this.#textsOf(widget.locator(selector))).find((text) => text !== '') ?? '';
    return {
      title: await first('.quick-input-title'),
      message: await first('.quick-input-message'),
      placeholder: (await input.getAttribute('placeholder')) ?? '',
      value: await input.inputValue(),
      items: await this.#textsOf(widget.locator(quickLabels)),
    };
  }

  async fillQuickInput(text: string): Promise<void> {
    await this.#page.locator('.quick-input-widget .quick-input-box input').fill(text);
  }

  pickQuickItem(label: string): Promise<void> {
    return this.#page.locator(quickLabels).getByText(label, { exact: true }).first().click();
  }

  async runFromPalette(title: string): Promise<void> {
    await this.#page.keyboard.press('F1');
    await this.#page.locator('.quick-input-widget').waitFor({ state: 'visible' });
    await this.fillQuickInput(`>${title}`);
    await this.pickQuickItem(title);
  }

  async notifications(): Promise<Notification[]> {
    const center = this.#page.locator(notificationCenter);
    if (!(await center.isVisible())) {
      await this.click({ selector: '[id="status.notifications"] a' });
      await center.waitFor({ state: 'visible' });
      // What the bell says when the pointer rests on it would lie over the buttons.
      await this.#page.mouse.move(0, 0);
    }
    const found: Notification[] = [];
    for (const item of await center.locator('.notification-list-item').all()) {
      const [message = ''] = await this.#textsOf(item.locator('.notification-list-item-message'));
      const buttons = await this.#textsOf(item.locator('.monaco-button'));
      found.push({ message, buttons: buttons.filter((text) => text !== '') });
    }
    return found;
  }

  clickNotification(button: string): Promise<void> {
    return this.click({ selector: `${notificationCenter} .monaco-button`, text: button });
  }

  async webviewTexts(): Promise<string[]> {
    const found: string[] = [];
    for (const frame of pageFrames(this.#page)) {
      found.push(tidy(await frame.locator('body').innerText()));
    }
    return found;
  }

  webviewEvaluate(expression: string): Promise<unknown> {
    return this.#webview.evaluate(expression);
  }

  webviewClick(selector: string): Promise<void> {
    return this.#webview.click(selector);
  }

  webviewAriaSnapshot(selector: string): Promise<string> {
    return this.#webview.ariaSnapshot(selector);
  }

  webviewViolations(): Promise<string[]> {
    return this.#webview.violations();
  }

  async expectDialog(text: string, button: string): Promise<void> {
    this.#dialogs.expect(text, button);
    return Promise.resolve();
  }

  resize(width: number, height: number): Promise<void> {
    return this.#page.setViewportSize({ width, height });
  }

  async picture(name: string, theme: Theme | null, spot: Spot | null): Promise<string> {
    const path = join(this.#pictures, `${theme === null ? name : `${name}-${theme}`}.png`);
    await mkdir(dirname(path), { recursive: true });
    const options = { path, animations: 'disabled', caret: 'hide' } as const;
    if (spot === null) {
      await this.#page.screenshot(options);
    } else {
      await this.#at(spot).screenshot(options);
    }
    return path;
  }

  async hasTheme(theme: Theme): Promise<boolean> {
    return (await this.#page.locator(`.monaco-workbench.${themeClasses[theme]}`).count()) > 0;
  }

  #all(selector: string, text: string | undefined): Locator {
    const all = this.#page.locator(selector);
    // VS Code writes no-break spaces; Playwright takes any white space for any other.
    return text === undefined ? all : all.filter({ hasText: text });
  }

  #at({ selector, text, nth = 0 }: Spot): Locator {
    return this.#all(selector, text).nth(nth);
  }

  #treeRows(view: string): Locator {
    return this.#page.locator(
      `.customview-tree [role="tree"][aria-label^="${cssString(view)}"] .monaco-list-row`,
    );
  }

  #treeRow(view: string, label: string): Locator {
    const rows = this.#treeRows(view);
    const name = this.#page.locator('.label-name').getByText(label, { exact: true });
    const spoken = this.#page.locator(`[aria-label^="${cssString(label)}"]`);
    return rows.filter({ has: name }).or(rows.and(spoken)).first();
  }

  async #textsOf(locator: Locator): Promise<string[]> {
    return (await locator.allTextContents()).map(tidy);
  }

  /** Texts of lines that the editor places by position, in reading order. */
  async #textsFromTop(locator: Locator): Promise<string[]> {
    const texts = await locator.evaluateAll((elements: PageElement[]) =>
      elements
        .map((element) => ({
          text: element.textContent ?? '',
          at: element.getBoundingClientRect(),
        }))
        .sort((a, b) => a.at.top - b.at.top || a.at.left - b.at.left)
        .map(({ text }) => text),
    );
    return texts.map(tidyLine);
  }
}

const notificationCenter = '.notifications-center';
const activeEditorActions = '.editor-group-container.active > .title .editor-actions';

function tidyLine(text: string): string {
  return text.replaceAll('\u00a0', ' ').replaceAll('\u200c', '').trimEnd();
}

function tidy(text: string): string {
  return tidyLine(text).trim();
}

function cssString(text: string): string {
  return text.replace(/["\\]/g, '\\$&');
}
