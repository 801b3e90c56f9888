import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { endedRun, setSetting, tidyUp, workspaceFile } from '../../support/editor-session.ts';
import { allDialects, dialectScript, type Trouble } from '../../../support/dialects.ts';
import { ScriptedServer } from '../../../support/scripted-server.ts';
import { isTwice, twiceAuthor, twiceStub, wantsTwice } from '../../../support/twice.ts';

const changed = [
  'coppice.model.baseUrl',
  'coppice.model.name',
  'coppice.model.api',
  'coppice.search.strategy',
  'coppice.search.samples',
];
const troubles: readonly Trouble['kind'][] = [
  ...(['empty', 'cut', 'busy', 'error', 'refusal', 'parts', 'null'] as const),
];

describe('a function grown in the editor by servers as they are', () => {
  const file = workspaceFile('twice.py');
  let server: ScriptedServer;

  beforeEach(async () => {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(twiceStub));
    await setSetting('coppice.model.name', 'm');
    await setSetting('coppice.search.strategy', 'resample');
    await setSetting('coppice.search.samples', 3);
  });
  afterEach(async () => {
    await tidyUp();
    for (const id of changed) await setSetting(id, undefined);
    await vscode.workspace.fs.delete(file);
    await server.stop();
  });

  for (const [at, dialect] of allDialects.entries()) {
    const kind = troubles[(at + 3) % troubles.length] ?? 'empty';

    it(`${dialect.name}, in spite of trouble (${kind})`, async () => {
      const trouble = { kind, at: 0, isMeant: wantsTwice };
      const { script, ledger } = dialectScript({
        dialect,
        thinks: 300,
        author: twiceAuthor,
        trouble,
      });
      server = new ScriptedServer(script);
      await setSetting('coppice.model.baseUrl', await server.start(dialect.base));
      if (dialect.api) await setSetting('coppice.model.api', dialect.api);
      const document = await vscode.workspace.openTextDocument(file);
      await vscode.window.showTextDocument(document);
      void vscode.commands.executeCommand('coppice.grow');
      const run = await endedRun(90_000);
      assert.equal(run.result?.state, 'solved', run.result?.message);
      assert.ok(isTwice(JSON.stringify(run.result.solution)), dialect.name);
      const requests = server.received.length - ledger.refused;
      assert.ok(requests >= 5 && requests <= 8, `${requests} requests`);
      const counted = ledger.promptTokens + ledger.completionTokens;
      const lost = (run.view?.tokens ?? 0) - counted;
      assert.ok(kind === 'cut' ? lost >= 0 : lost === 0, `${lost} tokens`);
    });
  }
});
