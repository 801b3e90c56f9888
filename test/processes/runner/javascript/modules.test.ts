import assert from 'node:assert/strict';
import type { RunRequest } from '../../../../src/core/ports.ts';
import type { ModuleSet, WorkspaceModule } from '../../../../src/core/module-set.ts';
import type { SandboxedRunner } from '../../../../src/node/runner/sandboxed-runner.ts';
import { moduleRunner, outcomesOf, shown } from '../module-runs.ts';

describe('JavaScript programs that import modules of the workspace', function () {
  this.timeout(60_000);
  let runner: SandboxedRunner;

  before(() => {
    runner = moduleRunner();
  });

  after(() => runner.dispose());

  function setOf(
    home: string,
    imports: WorkspaceModule['imports'] & object,
    modules: readonly WorkspaceModule[],
  ): ModuleSet {
    return { home: { path: home, imports }, modules };
  }

  async function results(
    modules: ModuleSet,
    source: string,
    call = 'f()',
    language: RunRequest['language'] = 'typescript',
  ): Promise<string> {
    const [row] = await outcomesOf(runner, { language, modules }, [source], [call]);
    return shown(row?.[0]);
  }

  it('are given ES modules, CommonJS, JSON and TypeScript through what specifiers mean', async () => {
    const modules = setOf(
      'src/main.ts',
      [
        ['./util.js', 'src/util.ts'],
        ['@/old', 'src/old.cjs'],
        ['../data.json', 'data.json'],
      ],
      [
        {
          path: 'src/util.ts',
          imports: [['./deep', 'src/deep/index.ts']],
          source:
            "import rate, { type Rate } from './deep';\nexport * from './deep';\nexport enum Kind { A = 4 }\nexport const add = (x: number): Rate => x + rate;\n",
        },
        {
          path: 'src/deep/index.ts',
          source: 'export type Rate = number;\nexport default 40;\nexport const deep = true;\n',
        },
        {
          path: 'src/old.cjs',
          source: 'module.exports = function old() { return this === undefined; };',
        },
        { path: 'data.json', source: '{"a": [1], "__proto__": 3}' },
      ],
    );
    const source = [
      "import { add, deep, Kind } from './util.js';",
      "import old from '@/old';",
      "import data from '../data.json';",
      'function f() { return [add(2), deep, Kind.A, old(), data.a]; }',
    ].join('\n');
    assert.equal(await results(modules, source), '[42.0,true,4.0,false,[1.0]]');
    const script = "const { add } = require('./util.js');\nfunction f() { return add(1); }";
    assert.equal(await results(modules, script, 'f()', 'javascript'), '41.0');
  });

  it('stand in the place of their file in circles', async () => {
    const modules = setOf(
      'core.ts',
      [['./other', 'other.ts']],
      [
        {
          path: 'other.ts',
          imports: [['./core', 'core.ts']],
          source:
            "import f, { Base, LIMIT } from './core';\nexport class Derived extends Base {}\nexport const call = () => [f.name, LIMIT, new Derived().kind];\n",
        },
        {
          path: 'core.ts',
          imports: [['./other', 'other.ts']],
          source:
            "import { call } from './other';\nexport class Base { kind = 'original'; }\nexport const LIMIT = 1;\nexport default function f() { throw new Error('todo'); }\n",
        },
      ],
    );
    const source =
      "import { call } from './other';\nconst LIMIT = 9;\nfunction f() { return call(); }";
    assert.equal(await results(modules, source), '["f",9.0,"original"]');
  });

  it('take from their file what only the language has by that name', async () => {
    const modules = setOf(
      'core.ts',
      [['./other', 'other.ts']],
      [
        {
          path: 'other.ts',
          imports: [['./core', 'core.ts']],
          source:
            "import { hasOwnProperty, isNaN } from './core';\nexport const call = () => [hasOwnProperty({ a: 1 }, 'a'), isNaN(1)];\n",
        },
        {
          path: 'core.ts',
          imports: [['./other', 'other.ts']],
          source:
            "import { call } from './other';\nexport function hasOwnProperty(o: object, key: string) { return key in o; }\nexport function isNaN(x: number) { return 'original'; }\n",
        },
      ],
    );
    const source =
      "import { call } from './other';\nfunction isNaN() { return 'own'; }\nfunction f() { return call(); }";
    assert.equal(await results(modules, source), '[true,"own"]');
  });

  it('say what is missing where it is used', async () => {
    const modules = setOf(
      'main.ts',
      [
        ['./a', 'a.ts'],
        ['./typo', 'typo.ts'],
        ['./throws', 'throws.ts'],
      ],
      [
        {
          path: 'a.ts',
          source:
            "import fs from 'fs';\nimport _ from 'lodash';\nexport const one = 1;\nexport const read = () => fs.readFileSync('/etc/passwd');\nexport const map = () => _.map([]);\n",
        },
        { path: 'typo.ts', source: 'export const = ;' },
        { path: 'throws.ts', source: "throw new Error('at once'); export const x = 1;" },
      ],
    );
    const source = [
      "import { one, read, map } from './a';",
      "import { t } from './typo';",
      "import { x } from './throws';",
      'function f(n) { return [() => one, () => read(), () => map(), () => t, () => x][n](); }',
    ].join('\n');
    assert.equal(await results(modules, source, 'f(0)'), '1.0');
    assert.match(
      await results(modules, source, 'f(1)'),
      /^Error: node:fs\.readFileSync is not available/,
    );
    assert.match(await results(modules, source, 'f(2)'), /^Error: Cannot find module 'lodash'/);
    assert.match(await results(modules, source, 'f(3)'), /typo\.ts does not load.*SyntaxError/);
    assert.match(await results(modules, source, 'f(4)'), /at once/);
  });

  it('let calls name what the program imports', async () => {
    const modules = setOf(
      'main.ts',
      [['./order', 'order.ts']],
      [{ path: 'order.ts', source: 'export class Order { constructor(readonly n: number) {} }' }],
    );
    const source =
      "import { Order } from './order';\nimport * as all from './order';\nfunction f(order: Order) { return order.n; }";
    assert.equal(await results(modules, source, 'f(new Order(3))'), '3.0');
    assert.equal(await results(modules, source, 'f(new all.Order(4))'), '4.0');
  });

  it('keep what a barrel has beside a module that does not load', async () => {
    const modules = setOf(
      'main.ts',
      [['./index', 'index.ts']],
      [
        {
          path: 'index.ts',
          imports: [
            ['./good', 'good.ts'],
            ['./bad', 'bad.ts'],
          ],
          source: "export * from './good';\nexport * from './bad';\n",
        },
        { path: 'good.ts', source: 'export const good = 1;' },
        { path: 'bad.ts', source: "throw new Error('bad at once'); export const bad = 1;" },
      ],
    );
    const source = "import { good, bad } from './index';\nfunction f(b) { return b ? bad : good; }";
    assert.equal(await results(modules, source, 'f(0)'), '1.0');
    assert.match(await results(modules, source, 'f(1)'), /bad at once/);
  });

  it('get modules of their own', async () => {
    const modules = setOf(
      'main.js',
      [['./state.js', 'state.js']],
      [
        {
          path: 'state.js',
          source: 'export const seen = [];\nexport const pick = Math.random();',
        },
      ],
    );
    const source =
      "import { seen, pick } from './state.js';\nfunction f(x) { seen.push(x); return [seen.length, pick]; }";
    const rows = await outcomesOf(
      runner,
      { language: 'javascript', modules },
      [source, source],
      ['f(1)', 'f(2)'],
    );
    assert.match(shown(rows[0]?.[1]), /^\[2\.0,/);
    assert.deepEqual(rows[1]?.map(shown), rows[0]?.map(shown));
  });

  it('cannot be led astray by names, nor reach the harness', async () => {
    const hostile = [
      'Object.prototype.exports = 1;',
      'Reflect.apply = undefined;',
      'String.prototype.split = () => { throw 1; };',
      'Proxy = undefined;',
      "try { require('/etc/passwd'); } catch (e) { module.exports.first = e.message; }",
      "try { require('../../secret'); } catch (e) { module.exports.second = e.message; }",
      "try { require('workspace'); } catch (e) { module.exports.third = e.message; }",
      "try { require({ toString: () => '__proto__' }); } catch (e) { module.exports.fourth = e.message; }",
    ].join('\n');
    const modules = setOf(
      'main.js',
      [['./bad', 'bad.cjs']],
      [
        { path: 'bad.cjs', source: hostile },
        { path: '__proto__', source: 'module.exports = 7;' },
        { path: '../../secret', source: 'module.exports = 7;' },
      ],
    );
    const bad =
      "const bad = require('./bad');\nfunction f() { return [bad.first, bad.second, bad.third, bad.fourth].map((m) => m.slice(0, 18)); }";
    const plain = 'function f() { return [1, 2].map((x) => x + 1); }';
    const rows = await outcomesOf(
      runner,
      { language: 'javascript', modules },
      [bad, plain, bad],
      ['f()'],
    );
    assert.equal(shown(rows[0]?.[0]), JSON.stringify(Array(4).fill('Cannot find module')));
    assert.equal(shown(rows[1]?.[0]), '[2.0,3.0]');
    assert.deepEqual(rows[2]?.map(shown), rows[0]?.map(shown));
  });

  it('load packages that take modules of Node along, which fail only where they are called', async () => {
    const modules = setOf(
      'm.ts',
      [['tool', 'node_modules/tool/index.js']],
      [
        {
          path: 'node_modules/tool/index.js',
          isPackage: true,
          source: [
            "const { readFile, promises } = require('fs');",
            "const { Writable } = require('node:stream');",
            "const os = require('os'), tty = require('tty');",
            'class Out extends Writable {}',
            'exports.lines = (text) => text.split(os.EOL).length + (tty.isatty(1) ? 100 : 0);',
            "exports.read = () => readFile('/etc/passwd');",
            "exports.later = () => promises.readFile('/etc/passwd');",
            'exports.make = () => new Out();',
          ].join('\n'),
        },
      ],
    );
    const program = (body: string) =>
      `import * as tool from 'tool';\nexport function f() { return ${body}; }`;
    assert.equal(await results(modules, program("tool.lines('a\\nb')")), '2.0');
    assert.match(
      await results(modules, program('tool.read()')),
      /node:fs\.readFile is not available/,
    );
    assert.match(await results(modules, program('tool.later()')), /fs\.promises\.readFile is not/);
    assert.match(
      await results(modules, program('tool.make()')),
      /stream\.Writable is not available/,
    );
  });
});
