import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { screenshot, setTheme, workbench } from '../../bridge.ts';
import {
  endedRun,
  forgetModel,
  openAt,
  tidyUp,
  useModel,
  workspaceFile,
} from '../../support/editor-session.ts';
import { expectLens } from '../../support/expect.ts';
import { romanBook } from '../../support/roman-book.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { until } from '../../until.ts';

const plan = 'plans/roman.parsel';
const themes = ['light', 'dark'] as const;

async function picture(name: string): Promise<void> {
  for (const theme of themes) await screenshot(`plan-${name}`, { theme });
}

/** A picture of something that closes when the colours change: it is opened in each theme. */
async function pictureOf(
  name: string,
  { open, selector, text }: { open: () => void; selector: string; text: string },
): Promise<void> {
  for (const theme of themes) {
    await setTheme(theme);
    open();
    await until(
      name,
      () => workbench.texts({ selector }),
      (texts) => texts.some((shown) => shown.includes(text)),
    );
    await screenshot(`plan-${name}-${theme}`);
    await workbench.pressKeys('Escape');
  }
}

/** The position of the n-th mention of a text, moved right by some characters. */
function at(document: vscode.TextDocument, text: string, nth = 0, right = 0): vscode.Position {
  let offset = -1;
  for (let count = 0; count <= nth; count += 1) {
    offset = document.getText().indexOf(text, offset + 1);
    assert.notEqual(offset, -1, `no ${text}`);
  }
  return document.positionAt(offset + right);
}

async function openPlan(text = 'roman_sum'): Promise<vscode.TextEditor> {
  const editor = await openAt(plan, text);
  assert.equal(editor.document.languageId, 'parsel');
  return editor;
}

async function diagnosticsOf(
  { uri }: vscode.TextDocument,
  fits: (codes: readonly unknown[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  await until(
    'the diagnostics',
    () => vscode.languages.getDiagnostics(uri).map(({ code }) => code),
    fits,
  );
  return vscode.languages.getDiagnostics(uri);
}

const run = <T>(command: string, ...args: readonly unknown[]): Thenable<T> =>
  vscode.commands.executeCommand<T>(command, ...args);

describe('a plan in the editor', () => {
  afterEach(tidyUp);

  it('is coloured, and says what is wrong as it is typed, with fixes', async () => {
    const editor = await openPlan();
    const { document } = editor;
    await diagnosticsOf(document, (codes) => codes.length === 0);
    await until(
      'colours',
      () => workbench.texts({ selector: '.view-line span[class*="mtk"]' }),
      (texts) => texts.length > 10,
    );
    await picture('colours');
    await editor.edit((edit) => {
      edit.insert(at(document, 'to_numeral(number)'), 'to_nubmer\n  ');
      edit.replace(
        new vscode.Range(
          at(document, 'roman_sum(text)', 0, 14),
          at(document, 'roman_sum(text)', 0, 15),
        ),
        '',
      );
    });
    const found = await diagnosticsOf(
      document,
      (codes) => codes.includes('unknown-name') && codes.includes('unclosed-bracket'),
    );
    const unknown = found.find(({ code }) => code === 'unknown-name');
    assert.match(unknown?.message ?? '', /Is 'to_number' meant/);
    await run('editor.action.marker.next');
    await picture('diagnostics');
    await run('closeMarkersNavigation');
    for (const diagnostic of found.filter(
      ({ severity }) => severity === vscode.DiagnosticSeverity.Error,
    )) {
      const actions = await run<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        diagnostic.range,
        vscode.CodeActionKind.QuickFix.value,
      );
      const [first] = actions.filter(({ edit }) => edit !== undefined);
      assert.ok(first?.edit, `${diagnostic.message} has a fix`);
      await vscode.workspace.applyEdit(first.edit);
    }
    await diagnosticsOf(document, (codes) => codes.every((code) => code === 'redundant-reference'));
    assert.match(document.getText(), /roman_sum\(text\): adds/);
  });

  it('has an outline, breadcrumbs and folding', async () => {
    const { document } = await openPlan('digit');
    const symbols = await run<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    const shape = (all: readonly vscode.DocumentSymbol[]): unknown[] =>
      all.map(({ name, children }) => [name, ...shape(children)]);
    assert.deepEqual(shape(symbols), [['roman_sum', ['to_number', ['digit']], ['to_numeral']]]);
    assert.match(symbols[0]?.detail ?? '', /^\(text\) {2}2 constraints$/);
    await until(
      'breadcrumbs',
      () => workbench.texts({ selector: '.breadcrumbs-control .monaco-icon-label' }),
      (texts) =>
        ['roman_sum', 'to_number', 'digit'].every((name) =>
          texts.some((text) => text.includes(name)),
        ),
    );
    const ranges = await run<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      document.uri,
    );
    const firstLines = ranges.map(({ start }) => document.lineAt(start).text.trim().split('(')[0]);
    assert.deepEqual(firstLines, [
      'Numerals are written with capital letters.',
      'roman_sum',
      'to_number',
      'to_numeral',
    ]);
    await run('outline.focus');
    await picture('outline');
    await run('workbench.action.closeSidebar');
    await openPlan();
    await run('editor.foldAll');
    await until(
      'folded lines',
      () => workbench.texts({ selector: '.view-line' }),
      (lines) => lines.length < 8,
    );
    await picture('folded');
    await run('editor.unfoldAll');
  });

  it('leads to definitions and references, and renames', async () => {
    const editor = await openPlan();
    const { document } = editor;
    await editor.edit((edit) =>
      edit.insert(at(document, '  to_numeral(number)'), '    to_number\n'),
    );
    const use = at(document, 'to_number\n', 0, 3);
    const [target] = await run<vscode.LocationLink[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      use,
    );
    const definition = at(document, 'to_number(numeral)');
    assert.ok(target?.targetSelectionRange?.start.isEqual(definition));
    const references = await run<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      document.uri,
      use,
    );
    assert.equal(references.length, 2);
    const edit = await run<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      use,
      'value_of',
    );
    await vscode.workspace.applyEdit(edit);
    assert.equal(document.getText().match(/value_of/g)?.length, 2);
    await assert.rejects(
      Promise.resolve(
        run(
          'vscode.executeDocumentRenameProvider',
          document.uri,
          at(document, 'value_of'),
          'digit',
        ),
      ),
      /is called "digit"/,
    );
    editor.selection = new vscode.Selection(
      at(document, 'value_of', 1, 2),
      at(document, 'value_of', 1, 2),
    );
    await run('editor.action.referenceSearch.trigger');
    await until(
      'the references',
      () => workbench.texts({ selector: '.reference-zone-widget .monaco-list-row' }),
      (rows) => rows.length >= 2,
    );
    await picture('references');
    await run('closeReferenceSearch');
    await pictureOf('rename', {
      open: () => void run('editor.action.rename'),
      selector: '.rename-box',
      text: '',
    });
  });

  it('shows what a function takes and does, and completes names in scope', async () => {
    const editor = await openPlan('to_numeral(number)');
    const { document } = editor;
    const position = at(document, 'to_numeral(number)', 0, 3);
    const [hover] = await run<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      position,
    );
    const said = (hover?.contents ?? [])
      .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
      .join('\n');
    assert.match(said, /to_numeral\(number: int\) -> str/);
    assert.match(said, /2 constraints/);
    editor.selection = new vscode.Selection(position, position);
    await pictureOf('hover', {
      open: () => void run('editor.action.showHover'),
      selector: '.monaco-hover:not(.hidden) .hover-contents',
      text: '-> str',
    });

    await editor.edit((edit) => edit.insert(at(document, '  to_numeral(number)'), '    to\n'));
    const typed = at(document, '    to\n', 0, 6);
    const proposals = await run<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      typed,
    );
    const functions = proposals.items
      .filter(({ kind }) => kind === vscode.CompletionItemKind.Function)
      .map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.deepEqual(functions.slice(0, 3), ['to_number', 'to_numeral', 'roman_sum']);
    editor.selection = new vscode.Selection(typed, typed);
    await pictureOf('completion', {
      open: () => void run('editor.action.triggerSuggest'),
      selector: '.suggest-widget .monaco-list-row',
      text: 'to_number',
    });
  });

  it('is formatted as the editor is set to', async () => {
    const editor = await openPlan();
    const { document } = editor;
    await editor.edit((edit) => {
      edit.replace(
        new vscode.Range(0, 0, document.lineCount, 0),
        '\n\nroot( a,b = 1 ):does it\n1,2->3\n\n\n\n      leaf( x ) :  more\n',
      );
    });
    await run('editor.action.formatDocument');
    await until(
      'the canonical form',
      () => document.getText(),
      (text) => text === 'root(a, b=1): does it\n1, 2 -> 3\n\n  leaf(x): more\n',
    );
  });

  it('is found in a .ss file by its text, while Scheme stays what it is', async () => {
    const write = async (name: string, text: string): Promise<vscode.TextDocument> => {
      const uri = workspaceFile(name);
      await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
      return vscode.workspace.openTextDocument(uri);
    };
    await write('scheme.ss', '(define (f x)\n  (+ x 1))\n');
    const opened = await write('plan.ss', 'f(x): one more than x\n1 -> 2\n');
    await vscode.window.showTextDocument(opened);
    await until(
      'the language of plan.ss',
      () => vscode.window.activeTextEditor?.document.languageId,
      (id) => id === 'parsel',
    );
    await expectLens(/Grow this plan/);
    const scheme = await vscode.workspace.openTextDocument(workspaceFile('scheme.ss'));
    assert.notEqual(scheme.languageId, 'parsel');
  });
});

describe('growing a plan', () => {
  const model = new ScriptedModel(romanBook);

  before(() => useModel(model));
  after(() => forgetModel(model));
  afterEach(tidyUp);

  it('goes from the lens to code; after an edit only what changed is asked again', async () => {
    const { document } = await openPlan();
    await expectLens(/Grow this plan/);
    await expectLens(/^Grow$/);
    await picture('lenses');

    const release = model.hold(({ name }) => name === 'to_numeral');
    await workbench.clickCodeLens('Grow this plan');
    await expectLens(/^Stop$/);
    await expectLens(/sampling \d+\/8/);
    await picture('growing');
    release();
    const grown = await endedRun();
    assert.equal(grown.result?.state, 'solved', grown.result?.message);
    assert.equal(grown.solution?.functions.length, 4);
    await expectLens(/Open code/);
    await expectLens(/^Grow · 2\/2 tests · 4\/8 agree/);
    await picture('grown');

    await workbench.clickCodeLens('Open code');
    const code = await until(
      'the code',
      () => vscode.window.activeTextEditor?.document,
      (shown) => shown?.languageId === 'python',
    );
    assert.match(code?.getText() ?? '', /def to_number[^]*def roman_sum/);
    await picture('code');

    await run('coppice.openPlan', { run: grown.key });
    const opened = await until(
      'the plan of the run',
      () => vscode.window.activeTextEditor?.document,
      (shown) => shown?.isUntitled === true && shown.languageId === 'parsel',
    );
    assert.match(
      opened?.getText() ?? '',
      /^# language: python\n[^]*to_number\(numeral\)[^]*digit\(letter\)/,
    );

    const shown = await vscode.window.showTextDocument(document);
    await shown.edit((edit) => edit.insert(at(document, 'a number below'), 'the text of '));
    const before = model.asked.length;
    await run('coppice.growPlan');
    const again = await endedRun();
    assert.equal(again.result?.state, 'solved', again.result?.message);
    assert.deepEqual([...new Set(model.asked.slice(before).map(({ name }) => name))].sort(), [
      'roman_sum',
      'to_numeral',
    ]);
  });

  it('grows one function of a plan', async () => {
    await openPlan();
    await expectLens(/^Grow$/);
    await run('coppice.growPlan', { uri: workspaceFile(plan).toString(), name: 'to_number' });
    const grown = await endedRun();
    assert.equal(grown.result?.state, 'solved', grown.result?.message);
    assert.deepEqual(
      grown.solution?.functions.map(({ contract }) => contract.name),
      ['to_number', 'digit'],
    );
  });

  it('makes a plan of code', async () => {
    await openAt('python/timetable.py', 'def free_slots');
    await run('coppice.planFromCode');
    const made = await until(
      'the plan',
      () => vscode.window.activeTextEditor?.document,
      (shown) => shown?.languageId === 'parsel',
    );
    assert.match(
      made?.getText() ?? '',
      /^# language: python\nfree_slots\(busy: list\[str\], minutes: int\) -> list\[str\]: /,
    );
    await diagnosticsOf(made as vscode.TextDocument, (codes) => codes.length === 0);
    await picture('from-code');
  });
});
