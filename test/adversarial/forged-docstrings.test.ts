import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitCodes } from '../../src/core/verdict.ts';
import { main } from '../../src/node/cli/main.ts';
import { sourceParserOptions } from '../support/parser.ts';
import { ScriptedServer } from '../support/scripted-server.ts';

const checkout = fileURLToPath(new URL('../../', import.meta.url));

interface Doc {
  readonly what: string;
  readonly file: string;
  readonly stub: string;
  readonly honest: string;
  readonly forged: readonly string[];
  /**
   * Those that pass by the word of their own objects: they are no failure, prove nothing and are not written.
   */
  readonly unproven?: readonly string[];
}

const python = (example: string): string =>
  `def add(a: int, b: int) -> int:\n    """Adds.\n\n    ${example.replaceAll('\n', '\n    ')}\n    """\n`;
const javascript = (example: string): string =>
  `/**\n * Adds.\n *\n * ${example}\n */\nexport function add(a, b) {\n}\n`;

const pythonForged = [
  'def add(a: int, b: int) -> int:\n    class Any:\n        def __eq__(self, other):\n            return True\n    return Any()',
  'def add(a: int, b: int) -> int:\n    class Any:\n        def __eq__(self, other):\n            return True\n        def __call__(self, *args):\n            return self\n        def __bool__(self):\n            return True\n    return Any()',
  'def add(a: int, b: int) -> int:\n    class Any(int):\n        def __eq__(self, other):\n            return True\n        def __gt__(self, other):\n            return True\n        def __lt__(self, other):\n            return True\n        __sub__ = __rsub__ = lambda self, other: 0\n    return Any(9)',
];
const javascriptForged = [
  'export function add(a, b) {\n  return { valueOf: () => 3, toString: () => "3" };\n}',
  'export function add(a, b) {\n  return { [Symbol.toPrimitive]: () => 3, get three() { return 3; } };\n}',
  'export function add(a, b) {\n  return new Proxy(function () {}, { get: () => () => 3, apply: () => 3 });\n}',
];

/** Where the result is an operand, an object may stand for the number that it claims to be. */
const decidedByObjects = [
  'assert.ok(add(1, 2) > 2 && add(1, 2) < 4);',
  'assert.equal(add(1, 2) + 1, 4);',
];

const docs: readonly Doc[] = [
  ...[
    '>>> add(1, 2) == 3\nTrue',
    '>>> 3 == add(1, 2)\nTrue',
    '>>> add(1, 2) > 2 and add(1, 2) < 4\nTrue',
    '>>> abs(add(1, 2) - 3) < 1\nTrue',
    '>>> total = add(1, 2)\n>>> total == 3\nTrue',
    'assert add(1, 2) == 3 or add(1, 2) == 4',
  ].map((example) => ({
    what: example.replaceAll('\n', ' / '),
    file: 'a.py',
    stub: python(example),
    honest: 'def add(a: int, b: int) -> int:\n    return a + b',
    forged: pythonForged,
  })),
  ...[
    'assert(add(1, 2) == 3)',
    'assert.ok(add(1, 2) > 2 && add(1, 2) < 4);',
    'assert.equal(add(1, 2) + 1, 4);',
    'expect(add(1, 2)).toBe(3);',
    'assert(Math.abs(add(1, 2) - 3) < 1e-9);',
  ].map((example) => ({
    what: example,
    file: 'a.js',
    stub: javascript(example),
    honest: 'export function add(a, b) {\n  return a + b;\n}',
    forged: javascriptForged,
    unproven: decidedByObjects.includes(example) ? javascriptForged.slice(0, 2) : [],
  })),
];

describe('a docstring whose example a forger answers', function () {
  this.timeout(120_000);
  let folder: string;
  let server: ScriptedServer;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coppice-forged-'));
  });
  afterEach(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  async function grow(doc: Doc, answers: readonly string[]) {
    const path = join(folder, doc.file);
    await writeFile(path, doc.stub);
    const fence = doc.file.endsWith('.py') ? 'python' : 'js';
    server = new ScriptedServer(({ messages }) => ({
      kind: 'answer',
      samples: /# Request\n\n(?:Implement|Find the fault)/.test(messages.at(-1)?.content ?? '')
        ? answers.map((answer) => `\`\`\`${fence}\n${answer}\n\`\`\``)
        : ['Nothing.'],
    }));
    let text = '';
    const code = await main({
      argv: [
        ...['grow', `${path}:add`, '--strategy', 'resample', '--samples', String(answers.length)],
        ...['--apply', '--runs', join(folder, 'runs')],
        ...['--base-url', await server.start(), '--model', 'm'],
      ],
      environment: {},
      terminal: { out: (part) => (text += part), err: (part) => (text += part), colours: false },
      signal: new AbortController().signal,
      assetsDirectory: join(checkout, 'src/node'),
      parser: sourceParserOptions(),
    });
    return { code, text, written: (await readFile(path, 'utf8')) !== doc.stub };
  }

  for (const doc of docs) {
    it(`takes the honest one and no other: ${doc.what}`, async () => {
      const honest = await grow(doc, [doc.honest, doc.honest]);
      assert.equal(honest.code, exitCodes.proven, honest.text);
      for (const forged of doc.forged) {
        await server.stop();
        const { code, text, written } = await grow(doc, Array<string>(5).fill(forged));
        const isOpen = doc.unproven?.includes(forged) === true;
        const expected = isOpen ? exitCodes.unproven : exitCodes.failed;
        assert.equal(code, expected, `${forged}\n${text}`);
        assert.equal(written, false, forged);
      }
    });
  }
});
