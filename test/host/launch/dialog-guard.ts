/** Answers dialogs as they come up: an expected one as the test said, any other by refusing it. */
import type { Locator, Page } from 'playwright-core';

/** Logged by VS Code when it answers a dialog by itself because tests are running. */
const suppressed = 'Dialog requested during smoke test';

export class DialogGuard {
  readonly #page: Page;
  readonly #shown: boolean;
  #expected: { text: string; button: string }[] = [];
  #refused: string[] = [];

  /** `shown` says whether VS Code shows dialogs in this launch, or answers them by itself. */
  constructor(page: Page, { shown }: { shown: boolean }) {
    this.#page = page;
    this.#shown = shown;
    if (!shown) {
      page.on('console', (message) => {
        if (message.text().includes(suppressed)) {
          this.#refused.push('VS Code was asked for a modal dialog and did not show it');
        }
      });
    }
  }

  expect(text: string, button: string): void {
    if (!this.#shown) {
      throw new Error('VS Code shows no dialogs in this profile; put the test into a packaged one');
    }
    this.#expected.push({ text, button });
  }

  /** Texts of dialogs refused since the last call. */
  takeRefused(): string[] {
    const refused = this.#refused;
    this.#refused = [];
    return refused;
  }

  /** Answers dialogs until the page is gone. Rejects when a dialog stays whatever is pressed. */
  async watch(): Promise<void> {
    const dialog = this.#page.locator('.monaco-dialog-box').first();
    for (;;) {
      try {
        await dialog.waitFor({ state: 'visible', timeout: 0 });
      } catch (error) {
        if (this.#page.isClosed() || this.#page.context().browser()?.isConnected() !== true) {
          return;
        }
        throw error;
      }
      await this.#answer(dialog);
    }
  }

  async #answer(dialog: Locator): Promise<void> {
    const text = (await dialog.innerText()).replace(/\s+/g, ' ').trim();
    const expected = this.#expected.find((candidate) => text.includes(candidate.text));
    if (expected === undefined) {
      this.#refused.push(text);
      await this.#page.keyboard.press('Escape');
    } else {
      this.#expected = this.#expected.filter((candidate) => candidate !== expected);
      await dialog.locator('.monaco-button').filter({ hasText: expected.button }).first().click();
    }
    await dialog.waitFor({ state: 'detached', timeout: 5_000 });
  }
}
