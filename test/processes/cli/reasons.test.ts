import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '../../../src/node/cli/main.ts';
import { exitCodes } from '../../../src/core/verdict.ts';
import { sourceParserOptions } from '../../support/parser.ts';
import { ScriptedServer, type Behaviour } from '../../support/scripted-server.ts';

const checkout = fileURLToPath(new URL('../../../', import.meta.url));
const stub = 'def twice(n):\n    """Doubles.\n\n    >>> twice(2)\n    4\n    """\n';

describe('why nothing came of a run', function () {
  this.timeout(60_000);
  let folder: string;
  let server: ScriptedServer;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coppice-reasons-'));
    await writeFile(join(folder, 'a.py'), stub);
  });
  afterEach(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  async function grow(behaviour: Behaviour, ...flags: readonly string[]) {
    server = new ScriptedServer(() => behaviour);
    let out = '';
    let err = '';
    const code = await main({
      argv: [
        ...['grow', join(folder, 'a.py'), '--strategy', 'resample', '--runs', join(folder, 'runs')],
        ...['--base-url', await server.start(), '--model', 'm', ...flags],
      ],
      environment: { XDG_STATE_HOME: join(folder, 'state') },
      terminal: { out: (text) => (out += text), err: (text) => (err += text), colours: false },
      signal: new AbortController().signal,
      assetsDirectory: join(checkout, 'src/node'),
      parser: sourceParserOptions(),
    });
    return { code, text: `${out}${err}` };
  }

  const times = (text: string, part: string) => text.split(part).length - 1;

  it('is said once, where the model cannot be had', async () => {
    for (const status of [400, 402, 403, 404]) {
      const { code, text } = await grow({ kind: 'status', status, message: 'the mill is shut' });
      assert.equal(code, exitCodes.unavailable, text);
      assert.equal(times(text, 'the mill is shut'), 1, text);
      await server.stop();
    }
  });

  it('is said once, where every answer is empty', async () => {
    const choices = [{ message: { content: null, refusal: 'I will not\u001b[2J.' } }];
    const body = JSON.stringify({ choices });
    const { code, text } = await grow({ kind: 'raw', type: 'application/json', body });
    assert.equal(code, exitCodes.failed);
    assert.match(text, /✗ twice: no candidate/);
    assert.equal(times(text, 'I will not\\u001b[2J'), 1, text);
    assert.ok(!text.includes('\u001b'), 'nothing steers the terminal');
    assert.equal(times(text, 'No candidate could be made'), 1, text);
  });

  it('is said once, where answers hold no function', async () => {
    const { code, text } = await grow({ kind: 'answer', samples: ['I would rather not.'] });
    assert.equal(code, exitCodes.failed);
    assert.equal(times(text, 'No answer held a usable function'), 1, text);
  });

  it('is in the stream of JSON too', async () => {
    const behaviour = { kind: 'status', status: 400, message: 'the mill is shut' } as const;
    const { code, text } = await grow(behaviour, '--json');
    assert.equal(code, exitCodes.unavailable);
    const ended = text.split('\n').find((line) => line.includes('"ended"'));
    assert.match((JSON.parse(ended ?? '{}') as { message?: string }).message ?? '', /mill is shut/);
  });
});
