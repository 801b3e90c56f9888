import assert from 'node:assert/strict';
import { StreamGuard, type GuardOptions } from '../../../src/core/engine/stream-guard.ts';

const strict: GuardOptions = { thoughts: 0, thinksUnmarked: false };
const tick = '```';

/** What the guard says of a text, and after how many characters of it. */
function judged(text: string, options = strict, size = 17) {
  const guard = new StreamGuard(options);
  for (let at = 0; at < text.length; at += size) {
    guard.add(text.slice(at, at + size));
    if (guard.reason) return { reason: guard.reason, at: at + size };
  }
  return { reason: undefined, at: text.length };
}

function lines(count: number, line: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => `${line(n)}\n`).join('');
}

/** Numbers without a pattern. */
const odd = (n: number) => (n * 7919 + ((n * n * 31) % 257)) % 10_007;
const words = ['ash', 'birch', 'cedar', 'elm', 'fir', 'hazel', 'larch', 'maple', 'oak', 'pine'];
const word = (n: number) =>
  `${words[odd(n) % 10] ?? ''}_${words[odd(n + 1) % 10] ?? ''}_${words[odd(n + 2) % 10] ?? ''}`;
const sentence = (n: number) =>
  `Since ${word(n)} is at least ${odd(n)}, we may take the ${word(n + 3)} of ${odd(n + 5)} first.`;

const block = `${tick}python\ndef add(a, b):\n    return a + b\n${tick}\n`;
const python = (body: string) => `Here it is.\n\n${tick}python\n${body}`;

describe('the guard of a stream', () => {
  const runaways: Readonly<Record<string, readonly [text: string, reason: string, by: number]>> = {
    'a line word for word': [
      python(`def f(n):\n${lines(5000, () => '    total = total + step(n)')}`),
      'repeats',
      1000,
    ],
    'branches within each other': [
      python(`def f(n):\n${lines(1000, (n) => `${' '.repeat(n)}if n > ${n}:`)}`),
      'repeats',
      4000,
    ],
    'three lines word for word': [
      python(lines(2000, (n) => ['if a:', '    b = c(a)', '    a = b - 1'][n % 3] ?? '')),
      'repeats',
      1200,
    ],
    'a function again and again': [
      python(lines(400, () => lines(12, (n) => `    step_${word(n)}(${odd(n)})`))),
      'repeats',
      5000,
    ],
    'the same branch with numbers that count': [
      python(`def f(n):\n${lines(5000, (n) => `    elif n == ${n}:\n        return ${2 * n}`)}`),
      'repeats',
      4000,
    ],
    'the same statement with names that count': [
      python(lines(5000, (n) => `value${n + 1} = helper(value${n})`)),
      'repeats',
      3000,
    ],
    'the same branch with any numbers': [
      python(`def f(n):\n${lines(5000, (n) => `    if n == ${odd(n)}: return ${odd(n + 1)}`)}`),
      'repeats',
      6000,
    ],
    'the same syntax with other names': [
      python(lines(5000, (n) => `    if ${word(n)}: return ${word(n + 3)}(${word(n + 7)})`)),
      'repeats',
      16_000,
    ],
    'functions that only pass on to the next': [
      `${tick}js\n${lines(5000, (n) => `function f${n}(x) {\n  return f${n + 1}(x);\n}`)}`,
      'repeats',
      5000,
    ],
    'a line that does not end': [python(`x = ${'(1 + '.repeat(9000)}`), 'repeats', 7000],
    'blanks without end': [python(`x = 1${' '.repeat(9000)}`), 'repeats', 2600],
    'empty lines without end': [python(`x = 1${'\n'.repeat(9000)}`), 'repeats', 2600],
    'code without a fence that repeats': [
      `def f(n):\n${lines(5000, () => '    total = total + step(n)')}`,
      'repeats',
      1000,
    ],
    'a list in JSON that repeats': [
      `{"tests": [\n${lines(5000, () => '"assert add(1, 2) == 3",')}`,
      'repeats',
      6000,
    ],
    'prose after a complete block': [`${block}${lines(200, sentence)}`, 'goes-on', 2200],
    'prose after the last of several blocks': [
      `${block}${lines(15, sentence)}${block}${lines(200, sentence)}`,
      'goes-on',
      3700,
    ],
    'prose after a block, on one line': [
      `${block}${lines(200, sentence).replaceAll('\n', ' ')}`,
      'goes-on',
      2200,
    ],
    'the same block again and again': [block.repeat(500), 'goes-on', 2200],
    'prose without end': [lines(2000, sentence), 'rambles', 12_600],
    'prose without end on one line': [
      lines(2000, sentence).replaceAll('\n', ' '),
      'rambles',
      12_600,
    ],
    'prose that repeats a line': [
      lines(2000, () => 'The function should return the sum of both.'),
      'rambles',
      1200,
    ],
    'prose that repeats a paragraph': [
      lines(40, () => `${lines(3, sentence)}\n`).repeat(50),
      'rambles',
      7000,
    ],
  };
  for (const [what, [text, reason, by]] of Object.entries(runaways)) {
    for (const size of [1, 17, 4096]) {
      it(`stops ${what} (in pieces of ${size})`, () => {
        const verdict = judged(text, strict, size);
        assert.equal(verdict.reason, reason);
        assert.ok(verdict.at <= by + size, `only after ${verdict.at} characters`);
      });
    }
  }

  const table = (count: number, row: (n: number) => string) =>
    python(`TABLE = [\n${lines(count, row)}]\n\ndef f(n):\n    return TABLE[n]\n${tick}\n`);
  const legitimate: Readonly<Record<string, string>> = {
    'one block with a few sentences around it': `Sum both.\n\n${block}\nIt adds them, ${lines(15, sentence)}`,
    'a table of checksums': table(512, (n) => `    0x${odd(n).toString(16)}, 0x${odd(n + 9)},`),
    'a table of rows': table(400, (n) => `    ("${word(n)}", ${odd(n)}, ${n}),`),
    'a table that counts': table(300, (n) => `    (${n}, ${2 * n}),`),
    'a matrix of noughts': table(128, () => '    0, 0, 0, 0, 0, 0, 0, 0,'),
    'a picture in a string': python(`MAP = """\n${lines(100, () => '#..........#')}"""\n`),
    'long literals': table(4, (n) => `    "${'01'.repeat(1000 + n)}",`),
    'many tests': python(lines(300, (n) => `assert f(${odd(n)}, "${word(n)}") == ${odd(n + 1)}`)),
    'tests that count': python(lines(60, (n) => `assert twice(${n}) == ${2 * n}`)),
    'many calls': python(lines(200, (n) => `f(${odd(n)}, ${odd(n + 1)})`)),
    'many blocks of tests': python(
      lines(60, (n) => `def test_${word(n)}():\n    assert f(${odd(n)}) == ${odd(n + 1)}\n`),
    ),
    'a switch over names': python(
      lines(100, (n) => `    case "${word(n)}":\n        return ${odd(n)}`),
    ),
    'branches over ranges': python(
      lines(40, (n) => `    elif n < ${odd(n)}:\n        return "${word(n)}"`),
    ),
    'long comments in code': python(lines(300, (n) => `    # ${sentence(n)}`)),
    'a long docstring': python(`def f(n):\n    """\n${lines(300, (n) => `    ${sentence(n)}`)}`),
    'a long derivation before the code': `${lines(130, sentence)}\n${block}`,
    'a derivation with an example in a block': `${tick}\n>>> f(3)\n4\n${tick}\n${lines(100, sentence)}\n${block}`,
    'a derivation with formulas in blocks': `${tick}text\nlet n be 3\nf(n) = n + 1\n${tick}\n${lines(100, sentence)}\n${block}`,
    'a long function': python(
      `def f(n):\n${lines(300, (n) => (odd(n) % 3 ? `    ${word(n)} = ${word(n + 1)}(${odd(n)})` : `    if ${word(n)} > ${word(n + 4)}:\n        ${word(n)} += ${odd(n)}`))}`,
    ),
    'closing brackets': `${tick}js\n${lines(40, (n) => `${' '.repeat(n)}[`)}${lines(40, (n) => `${' '.repeat(40 - n)}],`)}`,
    'several blocks with short prose between': `${block}${lines(15, sentence)}`.repeat(6),
    'a list of numbers on one line': python(
      `PRIMES = [${Array.from({ length: 2000 }, (_, n) => odd(n)).join(', ')}]\n`,
    ),
    'one answer in JSON': JSON.stringify({ tests: lines(100, (n) => `assert f(${odd(n)}) == 1`) }),
    'an answer in JSON over lines': JSON.stringify(
      Array.from({ length: 300 }, (_, n) => ({ input: odd(n), name: word(n) })),
      undefined,
      2,
    ),
  };
  for (const [what, text] of Object.entries(legitimate)) {
    for (const size of [1, 17, 100_000]) {
      it(`lets pass ${what} (in pieces of ${size})`, () => {
        assert.deepEqual(judged(text, strict, size).reason, undefined);
      });
    }
  }

  it('lets a model think unmarked where it has room for that', () => {
    const thoughts = lines(400, sentence);
    assert.equal(judged(thoughts).reason, 'rambles');
    assert.equal(judged(thoughts, { ...strict, thoughts: 32_000 }).reason, undefined);
  });

  it('judges a model that marks only the end of its thoughts by what follows them', () => {
    const options = { thoughts: 0, thinksUnmarked: true };
    const thoughts = `${block}${lines(400, sentence)}`;
    assert.equal(judged(thoughts, options).reason, undefined);
    assert.equal(judged(`${thoughts}</think>\n\n${block}`, options).reason, undefined);
    const after = judged(`${thoughts}</think>\n\n${block}${lines(200, sentence)}`, options);
    assert.equal(after.reason, 'goes-on');
  });

  it('begins anew where a mark says that all was thought', () => {
    const thoughts = `${lines(100, sentence)}${block}${lines(15, sentence)}`;
    const text = `${thoughts}</think>\n${lines(100, sentence)}${block}`;
    assert.equal(judged(text).reason, undefined);
  });
});
