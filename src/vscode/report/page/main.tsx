/** The page of the report: draws what the extension sends, and says what the user does. */
import { render } from 'preact';
import type { FunctionReport } from '../../../core/report/report.ts';
import type { PageState, ShowMessage } from '../messages.ts';
import { ReportPage } from './report-page.tsx';

const host = acquireVsCodeApi();
const root = document.getElementById('report');
let state: PageState | undefined = host.getState();
let matrix: FunctionReport | undefined;
let isFirst = true;

function keep(next: PageState): void {
  state = next;
  host.setState(next);
}

function show(message: ShowMessage): void {
  if (!root) return;
  const { shown } = message;
  if (message.matrix) ({ matrix } = message);
  const path = shown.function?.path;
  render(
    <ReportPage shown={shown} matrix={matrix} send={(said) => host.postMessage(said)} />,
    root,
  );
  if (isFirst && state?.run === shown.run && state.scroll !== undefined) {
    window.scrollTo(0, state.scroll);
  }
  isFirst = false;
  keep({ ...state, run: shown.run, ...(path !== undefined && { path }) });
}

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const { data } = event;
  if (typeof data === 'object' && data !== null && 'type' in data && data.type === 'show') {
    show(data as ShowMessage);
  }
});
window.addEventListener('scrollend', () => {
  if (state) keep({ ...state, scroll: Math.round(window.scrollY) });
});
host.postMessage({ type: 'ready' });
