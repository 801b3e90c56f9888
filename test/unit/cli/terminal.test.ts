import assert from 'node:assert/strict';
import { shown, styled, Terminal } from '../../../src/node/cli/terminal.ts';

const steering = '\u001b[31mred\u001b[39m\u001b]0;title\u0007\u202e';
const escaped = '\\u001b[31mred\\u001b[39m\\u001b]0;title\\u0007\\u202e';

function written(colours: boolean, write: (terminal: Terminal) => void): string {
  let text = '';
  const keep = (part: string): void => void (text += part);
  write(new Terminal({ out: keep, err: keep, colours }));
  return text;
}

describe('what the command line writes', () => {
  it('has no colours but its own, where there are colours too', () => {
    for (const colours of [true, false]) {
      assert.equal(
        written(colours, (terminal) => {
          terminal.out(steering, '\n');
          terminal.err(shown('- ', steering));
        }),
        `${escaped}\n- ${escaped}`,
      );
    }
  });

  it('has its own colours around what it shows, which is made printable', () => {
    const write = (terminal: Terminal): void =>
      terminal.out('a ', shown(styled(terminal, 'red', steering), '!'), '\n');
    assert.equal(written(true, write), `a \u001b[31m${escaped}\u001b[39m!\n`);
    assert.equal(written(false, write), `a ${escaped}!\n`);
  });

  it('shows what was made before as it is', () => {
    const write = (terminal: Terminal): void => {
      const once = styled(terminal, 'bold', 'a\u0000');
      terminal.out(shown(shown(once)));
    };
    assert.equal(written(true, write), '\u001b[1ma\\u0000\u001b[22m');
  });
});
