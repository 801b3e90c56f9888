import { SeededRandom } from '../../src/core/random.ts';
import type { Script } from '../../test/support/scripted-server.ts';
import type { Drawn } from './drawn.ts';
import { callsInSuite } from './suite-calls.ts';

/**
 * A model that has read the answer: asked for code it gives the original and mutants of it, in an
 * order by seed; asked for calls those that the suite makes on one line; to all else it has nothing.
 */
export function answersTo(drawn: Drawn, suite: readonly string[], seed: number): Script {
  const random = new SeededRandom(`${seed}/${drawn.file.name}:${drawn.name}`);
  const order = drawn.answers
    .map((text) => ({ text, key: random.next() }))
    .sort((a, b) => a.key - b.key);
  let given = 0;
  return ({ messages, n = 1 }) => {
    const prompt = messages.map(({ content }) => content).join('\n');
    const request = prompt.slice(prompt.lastIndexOf('# Request') + '# Request'.length).trimStart();
    const samples = Array.from({ length: n }, () => {
      if (request.startsWith('Implement') || request.startsWith('Find the fault')) {
        given += 1;
        return fenced(order[(given - 1) % order.length]?.text ?? '');
      }
      const last = drawn.name.split('.').at(-1) ?? drawn.name;
      return request.startsWith('Write calls') ? fenced(callsInSuite(suite, last).join('\n')) : '';
    });
    return { kind: 'answer', samples };
  };
}

function fenced(code: string): string {
  return `\`\`\`\n${code}\n\`\`\``;
}
