import assert from 'node:assert/strict';
import { captureNamed } from '../../../src/core/capture/capture.ts';
import { languages } from '../../../src/core/languages/languages.ts';
import { assembleProgram } from '../../../src/core/program/assemble.ts';
import { placesOf } from '../../../src/core/program/place-declarations.ts';
import { codeInFile } from '../../../src/core/program/written-code.ts';
import type { ProgramPart } from '../../../src/core/program/unite.ts';
import type { Task } from '../../../src/core/task.ts';
import type { LanguageId } from '../../../src/core/text.ts';
import { sourceParser } from '../../support/parser.ts';

describe('a program in the order of its module', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  async function taskIn(languageId: LanguageId, text: string, name: string): Promise<Task> {
    const task = await captureNamed(
      { uri: 'file:///x', languageId, version: 0, text },
      name,
      parser,
    );
    assert.ok(task.ok);
    return task.value;
  }

  const program = (task: Task, part: ProgramPart, checks: readonly string[] = []) =>
    assembleProgram({ task, part, checks, isTarget: true, helpers: [], reserved: [] }, parser);

  /** The lines that begin with one of these words, by that word, in the order of the program. */
  function order(source: string, ...words: readonly string[]): readonly string[] {
    return source
      .split('\n')
      .flatMap((line) => words.find((word) => line.trimStart().startsWith(word)) ?? []);
  }

  it('leaves below the class what needs it to load', async () => {
    const task = await taskIn(
      'python',
      'STEP = 2\n\n\nclass Point:\n    def __init__(self, x):\n        self.x = x\n\n    def moved(self, by=STEP):\n        """Moved, from HOME."""\n\n\nHOME = Point(0)\n\n\nclass Far(Point):\n    pass\n\n\ndef reach(to=Point(1)):\n    return to.x\n',
      'Point.moved',
    );
    const code = 'def moved(self, by=STEP):\n    return Far(reach() + HOME.x)';
    assert.deepEqual(
      order(await program(task, { code, imports: [] }), 'STEP', 'class', 'HOME', 'def reach'),
      ['STEP', 'class', 'HOME', 'class', 'def reach'],
    );
  });

  it('has all that uses the target where tests meet it through other modules', async () => {
    const task = await taskIn(
      'javascript',
      'export function pad(n) {}\n\nexport const pair = (n) => pad(n) + pad(n);\n\nexport function row(n) {\n  return pair(n) + mark;\n}\n\nexport const other = 1;\nconst mark = 2;\n',
      'pad',
    );
    const part = { code: 'function pad(n) {\n  return n;\n}', imports: [] };
    const ofTests = [
      { names: ['Time'], code: "import { Time } from './time';", last: true as const },
    ];
    const met = { ...task, scaffold: { ...task.scaffold, ofTests } };
    const heads = [
      'function pad',
      'export const pair',
      'export function row',
      'const mark',
      'export const other',
      'import',
    ];
    assert.deepEqual(order(await program(met, part, ['new Time().show()']), ...heads), [
      'function pad',
      'export const pair',
      'export function row',
      'const mark',
      'import',
    ]);
    assert.deepEqual(order(await program(met, part, ['pad(1)']), ...heads), ['function pad']);
  });

  it('takes of what stands below only what is mentioned', async () => {
    const task = await taskIn(
      'typescript',
      'export class Bag {\n  size(): number {\n    return 0;\n  }\n}\n\nexport const empty = new Bag();\nexport const full = new Bag();\n',
      'Bag.size',
    );
    const part = { code: 'size(): number {\n  return 1;\n}', imports: [] };
    assert.ok(!(await program(task, part)).includes('new Bag'));
    const source = await program(task, part, ['full.size()']);
    assert.deepEqual(order(source, 'export class', 'export const full', 'export const empty'), [
      'export class',
      'export const full',
    ]);
  });

  it('puts what a candidate brings after what it needs to load, and all else above', async () => {
    const task = await taskIn(
      'python',
      'def look(key):\n    """A row of the table."""\n\n\ndef build():\n    return ROWS\n\n\nROWS = {}\n',
      'look',
    );
    const part = {
      code: 'def look(key):\n    return clean(TABLE[key])',
      beside: ['def clean(row):\n    return build() and row', 'TABLE = build()'],
      loads: [[], ['build']],
      imports: [],
    };
    assert.deepEqual(order(await program(task, part), 'def', 'ROWS', 'TABLE'), [
      'def',
      'def',
      'def',
      'ROWS',
      'TABLE',
    ]);
    assert.match(
      await program(task, part),
      /^def clean[^]*def look[^]*def build[^]*ROWS = [^]*TABLE = /,
    );
  });

  it('is what it was for a task that tells no order', async () => {
    const task = {
      language: 'python',
      contract: { name: 'f', parameters: [], description: '', examples: [] },
      target: { kind: 'function', qualifiedName: 'f', signature: '' },
      scaffold: {
        prelude: 'import os\nA = 1',
        offers: [{ names: ['B'], code: 'B = 2' }],
        ...{ open: '', close: '', indent: '' },
      },
    } as unknown as Task;
    const part = { code: 'def f():\n    return B', beside: ['C = 3'], imports: ['import re'] };
    assert.equal(
      await program(task, part),
      'import re\n\n\nimport os\nA = 1\nB = 2\n\n\nC = 3\n\n\ndef f():\n    return B\n',
    );
  });

  it('finds a place through what is called while loading', async () => {
    const below = [
      { names: ['late'], code: 'def late():\n    return BASE' },
      { names: ['OTHER'], code: 'OTHER = 1' },
      { names: ['BASE'], code: 'BASE = 2' },
    ];
    const target = { names: ['f'], code: 'def f():\n    return FIRST' };
    const brought = [
      { names: ['FIRST'], code: 'FIRST = late()', loads: ['late'] },
      { names: ['help'], code: 'def help():\n    return late()', loads: [] },
      { names: ['SECOND'], code: 'SECOND = FIRST', loads: ['FIRST'] },
      { names: ['OWN'], code: 'OWN = f' },
    ];
    assert.deepEqual(
      await placesOf(brought, { target, below }, languages.python, parser),
      [4, 0, 4, 4],
    );
  });

  it('takes no name of an inner scope, of a property or of a string for one of the module', async () => {
    const below = [{ names: ['LATE'], code: 'const LATE = 1' }];
    const target = { names: ['f'], code: 'function f() {}' };
    const brought = [
      { names: ['a'], code: 'const a = (LATE) => LATE + 1' },
      { names: ['b'], code: "const b = { LATE: 2 }.LATE + '${LATE}'" },
      { names: ['c'], code: 'const c = `${LATE}`' },
      { names: ['d'], code: "const d = <p>It's {LATE}</p>" },
    ];
    const module = { target, below };
    const places = await placesOf(brought, module, languages.javascriptreact, parser);
    assert.deepEqual(places, [0, 0, 2, 2]);
  });

  it('moves imports that change how a file is read, and no text that looks like one', async () => {
    const future = 'from __future__ import annotations';
    const notes = `NOTES = """\n${future}\nimport re\n"""`;
    const task = await taskIn(
      'python',
      `${future}\n\n${notes}\n\n\ndef f():\n    """NOTES"""\n`,
      'f',
    );
    const code = 'def f():\n    return re.sub("", NOTES, "")';
    assert.equal(
      await program(task, { code, imports: ['import re'] }),
      `${future}\n\n\nimport re\n\n\n\n${notes}\n\n\n${code}\n`,
    );
  });

  it('cuts a method out of its class without a change of what its strings hold', async () => {
    const text =
      'class Page:\n    def head(self, a="x"):\n        """Doc\n        more."""\n        top = """a\n    b\n        c"""\n        return top + a\n';
    const task = await taskIn('python', text, 'Page.head');
    assert.deepEqual(task.target.linesInStrings, [4, 5]);
    const { code } = codeInFile(task);
    assert.equal(
      code,
      'def head(self, a="x"):\n    """Doc\n    more."""\n    top = """a\n    b\n        c"""\n    return top + a',
    );
    const source = await program(task, { code, imports: [] });
    assert.equal(source, text.replace('\n', '\n\n\n'));
  });
});
