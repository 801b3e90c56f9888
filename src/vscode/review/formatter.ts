import * as vscode from 'vscode';
import type { TextEdit, TextRange } from '../../core/text.ts';

/** A formatter that takes longer is not waited for. */
const limitMs = 3000;

/**
 * What the project's formatter would change in a document, asked for these ranges where it can
 * format ranges, else for the whole. Nothing is applied. A formatter that fails, hangs or is not
 * there changes nothing: accepting a result never depends on one.
 */
export async function formatterEdits(
  document: vscode.TextDocument,
  ranges: readonly TextRange[],
  log: (text: string) => void,
): Promise<readonly TextEdit[]> {
  if (ranges.length === 0) return [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), limitMs);
  });
  try {
    const edits = await Promise.race([ask(document, ranges), limit]);
    if (edits !== 'late') return edits;
    log(`The formatter took longer than ${limitMs} ms, so it was left out.`);
  } catch (error) {
    log(`The formatter failed, so it was left out: ${String(error)}`);
  } finally {
    clearTimeout(timer);
  }
  return [];
}

async function ask(
  document: vscode.TextDocument,
  ranges: readonly TextRange[],
): Promise<readonly TextEdit[]> {
  const options = optionsFor(document);
  const ofRanges = await Promise.all(
    ranges.map(({ start, end }) =>
      vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
        'vscode.executeFormatRangeProvider',
        document.uri,
        new vscode.Range(document.positionAt(start), document.positionAt(end)),
        options,
      ),
    ),
  );
  const edits = ofRanges.some((each) => each !== undefined)
    ? ofRanges.flatMap((each) => each ?? [])
    : await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
        'vscode.executeFormatDocumentProvider',
        document.uri,
        options,
      );
  return (edits ?? []).map(({ range, newText }) => ({
    range: { start: document.offsetAt(range.start), end: document.offsetAt(range.end) },
    newText,
  }));
}

/** As the editor that shows the document has them; VS Code finds them out from the text. */
function optionsFor(document: vscode.TextDocument): vscode.FormattingOptions {
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  const set = vscode.workspace.getConfiguration('editor', document);
  const { tabSize = set.get('tabSize'), insertSpaces = set.get('insertSpaces') } =
    shown?.options ?? {};
  return {
    tabSize: typeof tabSize === 'number' ? tabSize : 4,
    insertSpaces: insertSpaces !== false,
  };
}
