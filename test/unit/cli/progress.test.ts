import assert from 'node:assert/strict';
import { Progress } from '../../../src/node/cli/progress.ts';
import { Terminal } from '../../../src/node/cli/terminal.ts';

describe('the progress of a run on the command line', () => {
  it('says why a request waits, where that takes a while', () => {
    const lines: string[] = [];
    const progress = new Progress(
      new Terminal({
        out: (text) => lines.push(text),
        err: (text) => lines.push(text),
        colours: false,
      }),
    );
    progress.fact({
      type: 'node',
      node: 'f',
      contract: { name: 'f', parameters: [], description: '', examples: [] },
    });
    const wait = (ms: number, why: 'rate-limited' | 'server-error' = 'rate-limited') => {
      progress.fact({ type: 'waiting', action: 'a', node: 'f', wait: { why, ms } });
    };
    lines.length = 0;
    wait(400);
    assert.deepEqual(lines, []);
    wait(3000);
    wait(2000, 'server-error');
    assert.match(
      lines.join(''),
      /f: rate limited, again in 3 s\n.*f: the model server failed, again in 2 s\n/,
    );
  });
});
