import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { workbench } from '../../bridge.ts';
import {
  endedRun,
  forgetModel,
  observed,
  openAt,
  tidyUp,
  useModel,
  workspaceFile,
} from '../../support/editor-session.ts';
import { ScriptedModel, type Knowledge } from '../../support/scripted-model.ts';
import { until } from '../../until.ts';

/** Built from pieces, so that no scanner takes this file for a leak. */
const secrets = {
  awsKey: ['AKIA', 'IOSFODNN7EXAMPLE'].join(''),
  password: ['q8w7', 'e6r5', 't4z3'].join(''),
  environment: 'marker-of-the-env-file',
  ignored: 'marker-of-the-ignored-file',
  named: 'marker-of-the-private-file',
  inTest: ['hunter', '2hunter2'].join(''),
};

const files: Readonly<Record<string, string>> = {
  '.env': `TOKEN=${secrets.environment}\n`,
  '.env.local': `TOKEN=${secrets.environment}\n`,
  '.gitignore': 'region.py\n',
  'region.py': `REGION = "${secrets.ignored}"\n\n\ndef use():\n    return seal("${secrets.ignored}")\n`,
  'credentials.py': `NAME = "${secrets.named}"\n\n\ndef use():\n    return seal("${secrets.named}")\n`,
  'test_vault.py': `from vault import seal\n\n\ndef test_seal():\n    password = "${secrets.inTest}"\n    assert seal("no") == "on"\n`,
  'vault.py': `"""A vault."""
from region import REGION
from credentials import NAME

API_KEY = "${secrets.awsKey}"
DATABASE = "postgres://me:${secrets.password}@db/x"


def seal(text: str) -> str:
    """Return the text backwards, without API_KEY, DATABASE, REGION and NAME.

    >>> seal("ab")
    'ba'
    """
    # TODO: mind ${secrets.awsKey}
`,
};

const code = 'def seal(text: str) -> str:\n    return text[::-1]\n';
const book: Readonly<Record<string, Knowledge>> = {
  seal: {
    samples: [code, 'def seal(text: str) -> str:\n    return "".join(reversed(text))\n'],
    tests: 'assert seal("") == ""\nassert seal("abc") == "cba"\n',
    probes: 'seal("")\nseal("a")\nseal("xy")\n',
  },
};

const stub = 'def unseal(text: str) -> str:\n    """Undo seal."""\n    raise NotImplementedError\n';

describe('what leaves the machine', () => {
  const model = new ScriptedModel(book);

  before(async () => {
    for (const [path, text] of Object.entries(files)) {
      await vscode.workspace.fs.writeFile(
        workspaceFile(`consent/${path}`),
        new TextEncoder().encode(text),
      );
    }
    await useModel(model);
  });
  after(async () => {
    await forgetModel(model);
    await vscode.workspace.fs.delete(workspaceFile('consent'), { recursive: true });
  });
  afterEach(async () => {
    await tidyUp();
    model.server.received.length = 0;
  });

  /** Fails where a text holds any of the secrets. */
  function assertClean(text: string, what: string): void {
    for (const [name, secret] of Object.entries(secrets)) {
      assert.ok(!text.includes(secret), `${what} holds the secret "${name}"`);
    }
  }

  /** What the document in front says was sent: the messages of each request, in its order. */
  function shownRequests(document: vscode.TextDocument): string[][] {
    const sections = document
      .getText()
      .split(/^## \d+\. /m)
      .slice(1);
    return sections.map((section) =>
      [...section.matchAll(/^### (?:System|User)\n\n(`{3,})text\n([^]*?)\n\1$/gm)].map(
        ([, , content = '']) => content,
      ),
    );
  }

  async function shown(): Promise<vscode.TextDocument> {
    await vscode.commands.executeCommand('coppice.showSent');
    const document = await until(
      'what was sent',
      () => vscode.window.activeTextEditor?.document,
      (each) => each?.uri.scheme === 'coppice',
    );
    assert.ok(document);
    return document;
  }

  /** What the server received, as far as a document can show it. */
  function receivedRequests(): string[][] {
    return model.server.received.map(({ body }) => body.messages.map(({ content }) => content));
  }

  const sorted = (requests: readonly (readonly string[])[]) =>
    requests.map((messages) => messages.join('\n---\n')).sort();

  it('is no secret, no ignored and no private file; and all of it is shown', async () => {
    const { document } = await openAt('consent/vault.py', 'def seal');
    await vscode.commands.executeCommand('coppice.grow');
    const run = await endedRun();
    assert.equal(
      run.result?.state,
      'solved',
      JSON.stringify(
        [...(run.view?.nodes.values() ?? [])].map((n) => [
          n.note,
          n.notes,
          n.evidence,
          n.scores.map((s) => s.evidence),
        ]),
      ),
    );
    const received = JSON.stringify(model.server.received);
    assert.ok(received.includes('Return the text backwards'), 'the task itself is sent');
    assert.ok(received.includes('[secret removed]'), 'what was masked is said');
    assert.ok(received.includes('test_seal') || received.includes('seal(\\"no\\")'));
    assertClean(received, 'a request');

    const { runsDirectory } = await observed();
    const names = await readdir(runsDirectory);
    const own = names.filter((name) => name.includes('-seal-') && name.endsWith('.jsonl'));
    assert.equal(own.length, 1);
    assertClean(await readFile(join(runsDirectory, own[0] ?? ''), 'utf8'), 'the journal');

    const sent = await shown();
    assert.deepEqual(sorted(shownRequests(sent)), sorted(receivedRequests()));
    assert.ok(receivedRequests().length >= 3);

    // Nothing of the masks reaches the file.
    await vscode.commands.executeCommand('coppice.accept');
    assert.match(document.getText(), /return text\[::-1\]|reversed\(text\)/);
    assert.ok(document.getText().includes(`API_KEY = "${secrets.awsKey}"`));
    assert.ok(!document.getText().includes('secret removed'));
  });

  it('includes what was sent for a proposal', async () => {
    await openAt('consent/vault.py', 'def seal');
    model.propose(stub);
    void vscode.commands.executeCommand('coppice.growFromDescription');
    await until(
      'the input box',
      () => workbench.quickInput(),
      (input) => input?.title === 'Grow From Description',
    );
    await workbench.fillQuickInput(`Undo seal, with ${secrets.awsKey}`);
    await workbench.pressKeys('Enter');
    await until(
      'the stub',
      () => vscode.window.activeTextEditor?.document.getText() ?? '',
      (text) => text.includes('def unseal'),
    );
    assertClean(JSON.stringify(model.server.received), 'the request for a proposal');
    const sent = await shown();
    assert.deepEqual(shownRequests(sent), receivedRequests());
    assertClean(sent.getText(), 'the document');
  });
});
