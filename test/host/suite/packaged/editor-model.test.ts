import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { screenshot, workbench } from '../../bridge.ts';
import { openAt, setSetting } from '../../support/editor-session.ts';
import { expectInput, expectLens } from '../../support/expect.ts';
import { answerFromBook } from '../../support/scripted-model.ts';
import { timetableBook } from '../../support/timetable-book.ts';
import { until } from '../../until.ts';

interface Information {
  readonly id: string;
  readonly name: string;
  readonly family: string;
  readonly version: string;
  readonly maxInputTokens: number;
  readonly maxOutputTokens: number;
  readonly capabilities: object;
}

interface Message {
  readonly role: vscode.LanguageModelChatMessageRole;
  readonly content: readonly unknown[];
}

interface Provider {
  provideLanguageModelChatInformation(): Information[];
  provideLanguageModelChatResponse(
    model: Information,
    messages: readonly Message[],
    options: object,
    progress: vscode.Progress<vscode.LanguageModelTextPart>,
    token: vscode.CancellationToken,
  ): Promise<void>;
  provideTokenCount(model: Information, text: string | Message): Promise<number>;
}

/** Newer than the oldest VS Code that Coppice runs in, so the types do not have it. */
interface Registry {
  registerLanguageModelChatProvider?: (vendor: string, provider: Provider) => vscode.Disposable;
}

const information: Information = {
  id: 'gardener/1',
  name: 'Gardener',
  family: 'garden',
  version: '1',
  maxInputTokens: 100_000,
  maxOutputTokens: 10_000,
  capabilities: {},
};

describe('a language model of the editor', () => {
  const prompts: string[] = [];
  const roles = new Set<number>();
  let cancelled = 0;
  let hold = false;
  let refuse: Error | undefined;
  let registration: vscode.Disposable;

  const provider: Provider = {
    provideLanguageModelChatInformation: () => [information],
    provideLanguageModelChatResponse: async (_model, messages, _options, progress, token) => {
      const text = textOf(messages.at(-1));
      for (const { role } of messages) roles.add(role);
      const turn = prompts.push(text);
      if (refuse) throw refuse;
      if (hold) {
        await new Promise<void>((resolve) => token.onCancellationRequested(() => resolve()));
        cancelled += 1;
        return;
      }
      // Gives its samples in turn, as far as it has others.
      const behaviour = answerFromBook(timetableBook, {
        model: '',
        messages: [{ role: 'user', content: text }],
        n: 1 + (turn % 4),
      });
      const samples = behaviour.kind === 'answer' ? behaviour.samples : [];
      progress.report(new vscode.LanguageModelTextPart(samples.at(-1) ?? ''));
    },
    provideTokenCount: (_model, text) =>
      Promise.resolve(Math.ceil((typeof text === 'string' ? text : textOf(text)).length / 4)),
  };

  before(async function () {
    const { registerLanguageModelChatProvider: register } = vscode.lm as Registry;
    if (register === undefined) {
      this.skip();
      return;
    }
    registration = register('coppice-test', provider);
    await until(
      'the model',
      () => vscode.lm.selectChatModels({ vendor: 'coppice-test' }),
      (models) => models.length === 1,
    );
  });
  after(async () => {
    registration.dispose();
    await setSetting('coppice.model.provider', undefined);
    await setSetting('coppice.model.name', undefined);
  });
  afterEach(async () => {
    // The only run there is; others of this profile begin with none.
    await vscode.commands.executeCommand('coppice.dismiss');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('is chosen among the servers, and grows a function', async () => {
    void vscode.commands.executeCommand('coppice.chooseModel');
    await expectInput(/Where does the model run\?/, /^Language models of VS Code$/);
    for (const theme of ['light', 'high-contrast', 'dark'] as const) {
      await screenshot('editor-models', { theme });
    }
    await workbench.pickQuickItem('Language models of VS Code');
    await expectInput(/Which language model of VS Code\?/, /^Gardener$/);
    await workbench.pickQuickItem('Gardener');
    await until(
      'the settings',
      () => vscode.workspace.getConfiguration('coppice.model').get('name'),
      (name) => name === 'coppice-test/gardener/1',
    );
    await openAt('python/timetable.py', 'def free_slots');
    await expectLens(/Grow implementation/);
    await workbench.clickCodeLens('Grow implementation');
    await expectLens(/agree.*, \d+\/\d+ tests/);
    assert.deepEqual([...roles], [vscode.LanguageModelChatMessageRole.User]);
    assert.ok(prompts.every((prompt) => prompt.startsWith('You are a careful Python programmer.')));
    const samples = prompts.filter(
      (prompt) => prompt.includes('Implement `merge_ranges`.') && !prompt.includes('new helper'),
    );
    assert.ok(samples.length > 1);
    assert.equal(new Set(samples).size, samples.length, 'two samples had the same prompt');
  });

  it('is diagnosed like any other, with what VS Code says of it', async () => {
    refuse = vscode.LanguageModelError.NoPermissions('not signed in');
    await workbench.runFromPalette('Coppice: Diagnose');
    const text = await until(
      'the findings',
      () => vscode.window.activeTextEditor?.document.getText() ?? '',
      (shown) => shown.includes('# Coppice: Diagnose'),
    );
    assert.match(text, /Chosen: vscode\.lm:coppice-test\/gardener\/1\./);
    assert.match(text, /VS Code does not let Coppice use Gardener\./);
    refuse = undefined;
  });

  it('is left alone at once when the run is stopped', async () => {
    hold = true;
    await openAt('python/settle.py', 'def settle_up');
    await expectLens(/Grow implementation/);
    await workbench.clickCodeLens('Grow implementation');
    await expectLens(/Stop/);
    const before = prompts.length;
    await until(
      'a request',
      () => prompts.length,
      (count) => count >= before,
    );
    await workbench.clickCodeLens('Stop');
    await until(
      'the request to be given up',
      () => cancelled,
      (count) => count > 0,
    );
    hold = false;
  });
});

function textOf(message: Message | undefined): string {
  return (message?.content ?? [])
    .map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : ''))
    .join('');
}
