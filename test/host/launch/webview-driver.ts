/** Reads and presses inside the webview on the screen, and asks axe about it. */
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import type { Frame, Page } from 'playwright-core';

interface AxeNode {
  readonly html: string;
  readonly failureSummary?: string;
}

interface AxeResults {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly AxeNode[] }[];
}

/** A webview is a frame in a frame; the inner one holds the extension's page. */
export function pageFrames(page: Page): readonly Frame[] {
  return page
    .frames()
    .filter(
      (frame) => frame.name() !== '' && frame.parentFrame()?.url().includes('/webview/') === true,
    );
}

export class WebviewDriver {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The value of an expression in the page of the webview. */
  async evaluate(expression: string): Promise<unknown> {
    return (await this.#frame()).evaluate(expression);
  }

  async click(selector: string): Promise<void> {
    await (await this.#frame()).locator(selector).first().click();
  }

  async ariaSnapshot(selector: string): Promise<string> {
    return (await this.#frame()).locator(selector).first().ariaSnapshot();
  }

  /** What axe has against the page: one line for each element. */
  async violations(): Promise<string[]> {
    const frame = await this.#frame();
    const path = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
    // Colours fade from one theme into the next, and tooltips come and go.
    await frame.evaluate(await readFile(path, 'utf8'));
    const { violations } = await frame.evaluate<AxeResults>(
      "axe.run(document, { resultTypes: ['violations'], iframes: false })",
    );
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary ?? ''}`),
    );
  }

  /** The frame of the webview in sight. */
  async #frame(): Promise<Frame> {
    for (const frame of pageFrames(this.#page)) {
      const element = await frame.parentFrame()?.frameElement();
      if (await element?.isVisible()) return frame;
    }
    throw new Error('there is no webview on the screen');
  }
}
