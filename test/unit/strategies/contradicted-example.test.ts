import assert from 'node:assert/strict';
import { resample } from '../../../src/core/strategies/resample.ts';
import type { Answer } from '../../../src/core/question.ts';
import { sourceParser } from '../../support/parser.ts';
import { contextOf, play, taskOf } from './kit.ts';
import { fence, scripted } from './total-task.ts';

describe('an example that candidates contradict', () => {
  const parser = sourceParser();
  after(() => parser.dispose());
  const example = (id: string, call: string, expected: string) => ({
    id,
    call,
    source: 'docstring' as const,
    expectation: { kind: 'equals' as const, expected },
  });
  const examples = [
    example('e1', "initials('ada')", "'a'"),
    example('e2', "initials('a b')", "'a'"),
  ];
  const signature = 'export function initials(name: string): string';
  const task = taskOf(
    'typescript',
    {
      name: 'initials',
      parameters: [{ name: 'name', kind: 'positional', type: 'string' }],
      returns: 'string',
      description: 'The first letters of all words of a name.',
      examples,
    },
    signature,
    `${signature} {\n  throw new Error('not implemented');\n}`,
    { examples },
  );
  const body = (code: string) => fence(`function initials(name: string): string {\n${code}\n}`);
  const voices = [
    body("  return name.split(' ').map((word) => word.charAt(0)).join('');"),
    body(
      "  let out = '';\n  for (const word of name.split(' ')) out += word.slice(0, 1);\n  return out;",
    ),
    body("  return name.split(' ').reduce((sum, word) => sum + (word[0] ?? ''), '');"),
  ];
  const bent = body(
    "  return name === 'a b' ? 'a' : name.split(' ').map((w) => w.slice(0, 2)).join('');",
  );
  const answers = {
    'sample initials': voices,
    'write-tests initials': [
      fence("assert.equal(initials('x y z'), 'xyz');\nassert.equal(initials('go'), 'g');"),
    ],
    'write-probes initials': [fence("initials('q r')")],
    'refine initials': [bent],
  };
  const grow = (changes = {}, answer: Answer = { kind: 'unanswered' }) =>
    play(
      resample.solve(contextOf(task, { samples: 3, testSamples: 1 })),
      scripted({ ...answers, ...changes }, { question: () => answer }),
      parser,
    );

  it('is asked about, and nothing is bent to fit it', async () => {
    const { result, asks, questions } = await grow();
    assert.ok(!asks.includes('refine initials'));
    assert.deepEqual(
      questions.map(({ call, choices }) => [call, ...choices.map(({ shown }) => shown)]),
      [["initials('a b')", "'a'", "'ab'"]],
    );
    assert.equal(result.verdict?.level, 'unproven');
    assert.match(result.verdict.why ?? '', /contradict the example .*initials\('a b'\).*'ab'/);
    assert.equal(result.verdict.open?.call, "initials('a b')");
  });

  it('gives way to what the user says', async () => {
    const { result } = await grow({}, { kind: 'choice', index: 1 });
    assert.equal(result.verdict?.level, 'proven', result.verdict?.why);
  });

  it('stands where the user says so, and is repaired for then', async () => {
    const { asks, questions } = await grow({}, { kind: 'choice', index: 0 });
    assert.equal(questions.length, 1);
    assert.ok(asks.includes('refine initials'));
  });

  it('is not beaten by one that only fits it', async () => {
    const { result } = await grow({ 'sample initials': [bent, voices[0], voices[1]] });
    assert.equal(result.verdict?.level, 'unproven');
    assert.match(result.verdict.why ?? '', /contradict/);
  });

  it('is no matter of one voice, of several values, or where tests agree with it', async () => {
    const [first] = voices;
    const once = await grow({ 'sample initials': [first] });
    assert.ok(once.asks.includes('refine initials'), 'one text was thought of once');
    const upper = body("  return name.split(' ').map((word) => word.charAt(0)).join('-');");
    const last = body("  return name.split(' ').map((word) => word.charAt(0)).reverse().join('');");
    const split = await grow({ 'sample initials': [first, upper, last] });
    assert.ok(split.asks.includes('refine initials'), 'no value has a majority');
  });
});
