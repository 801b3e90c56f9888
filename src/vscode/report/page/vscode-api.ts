import type { PageMessage, PageState } from '../messages.ts';

/** What VS Code gives a page; it may be asked for once. */
export interface PageHost {
  postMessage(message: PageMessage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
}

declare global {
  function acquireVsCodeApi(): PageHost;
}
