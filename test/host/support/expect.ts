import { workbench } from '../bridge.ts';
import type { TreeRow } from '../protocol.ts';
import { until } from '../until.ts';

/** Waits for a lens with this text. */
export async function expectLens(text: RegExp): Promise<void> {
  await until(
    `the lens ${String(text)}`,
    () => workbench.codeLenses(),
    (lenses) => lenses.some((lens) => text.test(lens)),
  );
}

export async function expectNoLens(text: RegExp): Promise<void> {
  await until(
    `no lens ${String(text)}`,
    () => workbench.codeLenses(),
    (lenses) => !lenses.some((lens) => text.test(lens)),
  );
}

export async function expectStatus(text: RegExp): Promise<void> {
  await until(
    `the status ${String(text)}`,
    () => workbench.statusItems(),
    (items) => items.some((item) => text.test(item.text)),
  );
}

/** Waits for a row of a view and gives it. */
export async function expectRow(
  view: string,
  label: RegExp,
  description: RegExp = /^/,
): Promise<TreeRow> {
  const holds = (row: TreeRow) => label.test(row.label) && description.test(row.description);
  const rows = await until(
    `a row ${String(label)} ${String(description)}`,
    () => workbench.treeRows(view),
    (all) => all.some(holds),
  );
  return rows.find(holds) as TreeRow;
}

/** Waits until the text of a webview on the screen fits. */
export async function expectWebview(text: RegExp): Promise<string> {
  const texts = await until(
    `a webview with ${String(text)}`,
    () => workbench.webviewTexts(),
    (all) => all.some((each) => text.test(each)),
  );
  return texts.find((each) => text.test(each)) ?? '';
}

/** Waits until an expression in the webview in sight has a value that fits. */
export async function expectInWebview(expression: string, fits: (value: unknown) => boolean) {
  return until(`${expression} in the webview`, () => workbench.webviewEvaluate(expression), fits);
}

/** Waits for a message in the notification centre, which it opens. */
export async function expectMessage(text: RegExp): Promise<readonly string[]> {
  const all = await until(
    `the message ${String(text)}`,
    () => workbench.notifications(),
    (messages) => messages.some(({ message }) => text.test(message)),
  );
  return all.find(({ message }) => text.test(message))?.buttons ?? [];
}

/** Waits for a quick pick or input box with this title and, where one is named, this pick. */
export async function expectInput(title: RegExp, pick?: RegExp): Promise<void> {
  await until(
    `the input ${String(title)}`,
    () => workbench.quickInput(),
    (input) =>
      input !== null &&
      title.test(input.title) &&
      (!pick || input.items.some((item) => pick.test(item))),
  );
}
