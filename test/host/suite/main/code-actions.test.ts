import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { screenshot, workbench } from '../../bridge.ts';
import {
  endedRun,
  forgetModel,
  openAt,
  tidyUp,
  useModel,
  workspaceFile,
} from '../../support/editor-session.ts';
import { expectInput, expectLens } from '../../support/expect.ts';
import { ScriptedModel, type Knowledge } from '../../support/scripted-model.ts';
import { until } from '../../until.ts';

const written = `# TODO: say how long a text is

def clip(text, most):
    """At most so many letters of a text, with an ellipsis where some are left out."""
    if len(text) <= most:
        return text
    return text[:most] + "…"


# TODO: blanks and tabs alike
def words(text):
    """The words of a text."""
`;

const tests = `from clip import clip


def test_leaves_short_texts():
    assert clip("ab", 3) == "ab"


def test_counts_the_ellipsis():
    assert (
        clip("abcdef", 3)
        == "ab…"
    )
`;

const right = `def clip(text, most):
    if len(text) <= most:
        return text
    return text[: most - 1] + "…"
`;

const book: Readonly<Record<string, Knowledge>> = {
  clip: { samples: [right], tests: 'assert clip("", 2) == ""\n', probes: 'clip("xyz", 2)\n' },
  words: {
    samples: ['def words(text):\n    return text.split()\n'],
    tests: 'assert words("a b") == ["a", "b"]\nassert words("") == []\n',
    probes: 'words("a  b")\n',
  },
};

const menu = { selector: '.action-widget .monaco-list-row' };

describe('the light bulb', () => {
  const model = new ScriptedModel(book);
  const diagnostics = vscode.languages.createDiagnosticCollection('coppice-test');

  before(async () => {
    await useModel(model);
    await write('python/clip.py', written);
    await write('python/test_clip.py', tests);
  });
  after(async () => {
    diagnostics.dispose();
    await vscode.workspace.fs.delete(workspaceFile('python/clip.py'));
    await vscode.workspace.fs.delete(workspaceFile('python/test_clip.py'));
    await forgetModel(model);
  });
  afterEach(async () => {
    diagnostics.clear();
    await tidyUp();
  });

  async function write(path: string, text: string): Promise<void> {
    await vscode.workspace.fs.writeFile(workspaceFile(path), new TextEncoder().encode(text));
  }

  /** Opens the menu at the cursor, as its key does. */
  async function actions(wanted: RegExp): Promise<readonly string[]> {
    return until(
      `the action ${String(wanted)}`,
      async () => {
        const shown = await workbench.texts(menu);
        if (shown.length === 0) await workbench.pressKeys('Control+.');
        return shown;
      },
      (shown) => shown.some((label) => wanted.test(label)),
    );
  }

  /** What the model was told in all of its requests. */
  function told(): string {
    return model.asked
      .flatMap(({ request }) => request.messages.map(({ content }) => content))
      .join('\n');
  }

  it('grows the stub at the cursor', async () => {
    await openAt('python/clip.py', 'def words');
    const shown = await actions(/^Grow words with Coppice$/);
    assert.ok(!shown.some((label) => label.includes('Repair')), shown.join());
    for (const theme of ['light', 'high-contrast', 'dark'] as const) {
      await screenshot('light-bulb', { theme });
    }
    await workbench.click({ ...menu, text: 'Grow words with Coppice' });
    const run = await endedRun();
    assert.equal(run.task.target.qualifiedName, 'words');
    assert.equal(run.task.instruction, undefined);
  });

  it('grows it as the TODO above it says', async () => {
    await openAt('python/clip.py', '# TODO: blanks');
    await actions(/^Grow words with Coppice: blanks and tabs alike$/);
    await workbench.click({ ...menu, text: 'blanks and tabs' });
    const run = await endedRun();
    assert.equal(run.task.instruction, 'blanks and tabs alike');
    assert.match(told(), /The user asks: blanks and tabs alike/);
  });

  it('describes a new function by a TODO that stands alone', async () => {
    await openAt('python/clip.py', '# TODO: say');
    await actions(/^Grow a function with Coppice: say how long a text is$/);
    await workbench.click({ ...menu, text: 'say how long' });
    await expectInput(/Grow From Description/);
    assert.equal((await workbench.quickInput())?.value, 'say how long a text is');
    await workbench.pressKeys('Escape');
  });

  it('repairs what a diagnostic is about, with its words', async () => {
    const { document } = await openAt('python/clip.py', 'return text[:most]');
    const at = document.positionAt(document.getText().indexOf('text[:most]'));
    const range = new vscode.Range(at, at.translate(0, 11));
    const diagnostic = new vscode.Diagnostic(range, 'The result is one letter too long.');
    diagnostic.source = 'linter';
    diagnostics.set(document.uri, [diagnostic]);
    await actions(/^Repair clip with Coppice$/);
    await screenshot('quick-fix', { theme: 'light' });
    await workbench.click({ ...menu, text: 'Repair clip' });
    const run = await endedRun();
    assert.equal(run.task.target.qualifiedName, 'clip');
    assert.match(run.task.instruction ?? '', /linter says: The result is one letter too long\./);
  });

  it('repairs what a failing assertion calls, until it holds', async () => {
    await openAt('python/test_clip.py', '== "ab…"');
    await actions(/^Repair clip with Coppice$/);
    await screenshot('failing-assertion', { theme: 'dark' });
    await workbench.click({ ...menu, text: 'Repair clip' });
    const run = await endedRun();
    assert.equal(run.result?.state, 'solved', run.result?.message);
    assert.ok(run.task.target.snapshot.uri.endsWith('/python/clip.py'));
    assert.ok(run.task.examples.some(({ source }) => source === 'project'));
    assert.match(told(), /# but: it returned 'abc…'/);
    const document = await vscode.workspace.openTextDocument(workspaceFile('python/clip.py'));
    await vscode.window.showTextDocument(document);
    await expectLens(/tests/);
    await vscode.commands.executeCommand('coppice.accept', { run: run.key });
    assert.match(document.getText(), /text\[: most - 1\]/);
    assert.match(document.getText(), /At most so many letters/);
  });

  it('repairs from the message of a failed test', async () => {
    const controller = vscode.tests.createTestController('coppice-test', 'Coppice test');
    try {
      const uri = workspaceFile('python/test_clip.py');
      const item = controller.createTestItem('one', 'test_counts_the_ellipsis', uri);
      item.range = new vscode.Range(6, 0, 10, 5);
      const message = new vscode.TestMessage('\u001b[31mAssertionError\u001b[0m: too long');
      message.location = new vscode.Location(uri, new vscode.Range(7, 4, 7, 4));
      await vscode.commands.executeCommand('coppice.repair', { test: item, message });
      const run = await endedRun();
      assert.equal(run.task.target.qualifiedName, 'clip');
      assert.equal(run.task.instruction, 'AssertionError: too long');
      assert.equal(run.result?.state, 'solved', run.result?.message);
    } finally {
      controller.dispose();
    }
  });

  it('asks what is wrong where nothing says so', async () => {
    await write('python/clip.py', written.replace('text[:most]', 'text[:most - 1]'));
    await openAt('python/clip.py', 'def clip');
    await workbench.runFromPalette('Coppice: Repair Function');
    await expectInput(/What is wrong with clip\?/);
    for (const theme of ['light', 'high-contrast', 'dark'] as const) {
      await screenshot('what-is-wrong', { theme });
    }
    await workbench.fillQuickInput('It breaks words.');
    await workbench.pressKeys('Enter');
    const run = await endedRun();
    assert.match(run.task.instruction ?? '', /It breaks words\.[^]*text\[:most - 1\]/);
  });
});
