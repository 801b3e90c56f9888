/** Answers dialogs as they come up: an expected one as the test said, any other by refusing it. */
import type { Locator, Page } from 'playwright-core';

interface Expectation {
  text: string;
  button: string;
}

export class DialogGuard {
  readonly #page: Page;
  #expected: Expectation[] = [];
  #refused: string[] = [];

  constructor(page: Page) {
    this.#page = page;
  }

  expect(text: string, button: string): void {
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
    while (!this.#page.isClosed()) {
      try {
        await dialog.waitFor({ state: 'visible', timeout: 0 });
      } catch (error) {
        if (this.#page.isClosed() || !this.#page.context().browser()?.isConnected()) {
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
