import assert from 'node:assert/strict';
import type { Outcome } from '../../../src/core/outcome.ts';
import type { RunRequest } from '../../../src/core/ports.ts';
import type { ModuleSet, WorkspaceModule } from '../../../src/core/program/module-set.ts';
import { SandboxedRunner } from '../../../src/node/runner/sandboxed-runner.ts';
import { runnerAssets } from './runner-assets.ts';

const never = new AbortController().signal;

describe('programs that import modules of the workspace', function () {
  this.timeout(60_000);
  let runner: SandboxedRunner;

  before(() => {
    runner = new SandboxedRunner({ assets: runnerAssets, allowUnsandboxed: false });
  });

  after(() => runner.dispose());

  async function outcomes(
    request: Pick<RunRequest, 'language' | 'modules'>,
    sources: readonly string[],
    calls: readonly string[],
  ): Promise<readonly (readonly Outcome[])[]> {
    const programs = sources.map((source, i) => ({ id: String(i), source, entry: 'f' }));
    const checks = calls.map((call) => ({ id: call, call }));
    const reply = await runner.run({ ...request, programs, checks }, { signal: never });
    assert.ok(reply.ok, reply.ok ? '' : reply.error.message);
    return reply.value.results.map((row) => row.map(({ outcome }) => outcome));
  }

  const shown = (outcome: Outcome | undefined): string => {
    if (outcome?.kind === 'value') return outcome.value;
    if (outcome?.kind === 'exception') return `${outcome.type}: ${outcome.message}`;
    return outcome !== undefined && 'detail' in outcome
      ? `${outcome.kind}: ${outcome.detail}`
      : String(outcome?.kind);
  };

  describe('in Python', () => {
    /** The name that a path has from a root with nothing above it. */
    const named = (path: string) => ({
      path,
      name: path
        .replace(/(?:\/__init__)?\.py$/, '')
        .split('/')
        .join('.'),
    });

    function setOf(home: string, files: Readonly<Record<string, string>>): ModuleSet {
      return {
        home: named(home),
        modules: Object.entries(files).map(([path, source]) => ({ ...named(path), source })),
      };
    }

    async function results(modules: ModuleSet, source: string, call = 'f()'): Promise<string> {
      const [row] = await outcomes({ language: 'python', modules }, [source], [call]);
      return shown(row?.[0]);
    }

    it('are given relative, absolute and dotted imports', async () => {
      const modules = setOf('shop/order.py', {
        'shop/__init__.py': '',
        'shop/util.py': 'from .deep.tax import RATE\n\ndef add(x):\n    return x + RATE\n',
        'shop/deep/__init__.py': '',
        'shop/deep/tax.py': 'from ..order import BASE\nRATE = BASE * 2\n',
      });
      const source = [
        'BASE = 20',
        'from .util import add',
        'import shop.deep.tax',
        'from shop import util as u',
        'def f():',
        '    return [add(1), shop.deep.tax.RATE, u.add(2), __name__, __package__]',
      ].join('\n');
      assert.equal(await results(modules, source), '[41,40,42,"shop.order","shop"]');
    });

    it('find packages without __init__, and packages that the program itself is', async () => {
      const spaced = setOf('app/run.py', {
        'app/lib/text.py': 'def up(s):\n    return s.upper()\n',
      });
      const source =
        'from .lib import text\nfrom app.lib.text import up\ndef f():\n    return [text.up("a"), up("b")]';
      assert.equal(await results(spaced, source), '["A","B"]');
      const whole = setOf('pack/__init__.py', { 'pack/part.py': 'VALUE = 7\n' });
      const init =
        'from .part import VALUE\nfrom . import part\ndef f():\n    return VALUE + part.VALUE';
      assert.equal(await results(whole, init), '14');
    });

    it('run the __init__ of a package only for the names that it gives', async () => {
      const modules = setOf('pack/core.py', {
        'pack/__init__.py': 'LEVEL = 3\nfrom .core import Thing, f\nfrom .retry import retry\n',
        'pack/retry.py': 'def retry():\n    return "again"\n',
        'pack/plain.py': 'X = 1\n',
        'pack/broken/__init__.py': 'raise RuntimeError("no")\n',
        'pack/broken/fine.py': 'Y = 2\n',
        'pack/core.py':
          'from . import LEVEL\nclass Thing:\n    name = "thing"\ndef f():\n    ...\n',
      });
      const source = [
        'from .plain import X',
        'from .broken.fine import Y',
        'def f():',
        '    from pack import LEVEL, retry, Thing',
        '    import pack',
        '    return [X, Y, LEVEL, retry(), Thing.name, pack.f is f]',
      ].join('\n');
      assert.equal(await results(modules, source), '[1,2,3,"again","thing",true]');
    });

    it('say what is missing where it is used', async () => {
      const modules = setOf('pack/core.py', {
        'pack/data.py':
          'from pathlib import Path\nTABLE = (Path(__file__).parent / "t.csv").read_text()\n',
        'pack/typo.py': 'def (:\n',
        'pack/needs.py': 'import not_installed_anywhere\n',
      });
      const source = (module: string, name: string): string =>
        `try:\n    from .${module} import ${name}\nexcept ImportError:\n    pass\ndef f(use):\n    return ${name} if use else 0`;
      for (const [module, name, why] of [
        ['data', 'TABLE', /FileNotFoundError|PermissionError/],
        ['typo', 'X', /SyntaxError/],
        ['needs', 'X', /not_installed_anywhere/],
        ['absent', 'X', /pack\.absent/],
      ] as const) {
        const text = source(module, name);
        assert.equal(await results(modules, text, 'f(False)'), '0', module);
        const seen = await results(modules, text, 'f(True)');
        assert.match(seen, /^NameError: name '\w+' is not defined/);
        assert.match(seen, module === 'absent' ? /^NameError/ : why, module);
      }
    });

    it('get modules of their own, and the same every time', async () => {
      const modules = setOf('pack/core.py', {
        'pack/state.py': 'import random\nSEEN = []\nPICK = random.random()\n',
      });
      const source =
        'from .state import SEEN, PICK\ndef f(x):\n    SEEN.append(x)\n    return [len(SEEN), PICK]';
      const rows = await outcomes(
        { language: 'python', modules },
        [source, source, source],
        ['f(1)', 'f(2)'],
      );
      const first = rows[0]?.map(shown);
      assert.match(first?.[1] ?? '', /^\[2,/);
      for (const row of rows) assert.deepEqual(row.map(shown), first);
    });

    it('keep the standard library where a module has its name', async () => {
      const modules = setOf('pack/core.py', {
        'json.py': 'raise RuntimeError("shadowed")\n',
        'asyncio/__init__.py': 'raise RuntimeError("shadowed")\n',
        'pack/json.py': 'NAME = "own"\n',
      });
      const source =
        'import json\nimport asyncio\nfrom . import json as own\nasync def f():\n    await asyncio.sleep(0)\n    return [json.dumps([1]), own.NAME]';
      assert.equal(await results(modules, source), '["[1]","own"]');
    });

    it('cannot be led astray by names, nor reach the harness', async () => {
      const hostile = [
        'import sys, importlib, builtins, types',
        'sys.meta_path.clear()',
        'importlib.import_module = None',
        'builtins.__import__ = None',
        'for name in list(sys.modules):\n    if name.startswith("pack"): sys.modules[name] = None',
        'try:\n    types.ModuleType.__getattr__ = lambda *a: 1\nexcept TypeError:\n    pass',
        'VALUE = 5',
      ].join('\n');
      const modules: ModuleSet = {
        home: named('pack/core.py'),
        modules: [
          { ...named('pack/hostile.py'), source: hostile },
          { path: '../../../etc/passwd', name: '..', source: 'X = 1' },
          { path: '../out.py', name: '__main__', source: 'X = 1' },
          { path: 'sys.py', name: 'sys', source: 'X = 1' },
        ],
      };
      const bad = 'from . import hostile\ndef f(x):\n    return x';
      const good = 'def f(x):\n    from . import hostile\n    return x + 1';
      const plain = 'import json\ndef f(x):\n    return json.loads(json.dumps(x)) + 2';
      const rows = await outcomes(
        { language: 'python', modules },
        [bad, plain, good, plain],
        ['f(1)'],
      );
      assert.equal(shown(rows[1]?.[0]), '3');
      assert.equal(shown(rows[3]?.[0]), '3');
      assert.match(
        shown(rows[2]?.[0]),
        /^(?:2|TypeError: .*)$/,
        'it spoils its own imports at most',
      );
    });

    it('reach assertions that are code', async () => {
      const modules = setOf('pack/core.py', { 'pack/util.py': 'def g(x):\n    return x * 2\n' });
      const reply = await runner.run(
        {
          language: 'python',
          modules,
          programs: [
            { id: 'a', entry: 'f', source: 'from .util import g\ndef f(x):\n    return g(x)' },
          ],
          checks: [
            {
              id: 'p',
              call: '',
              source: 'user',
              expectation: {
                kind: 'holds',
                assertion: 'assert all(f(i) == 2 * i for i in range(5))',
              },
            },
          ],
        },
        { signal: never },
      );
      assert.ok(reply.ok && reply.value.results[0]?.[0]?.passed === true);
    });
  });

  describe('in JavaScript and TypeScript', () => {
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
      const [row] = await outcomes({ language, modules }, [source], [call]);
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
      assert.match(await results(modules, source, 'f(1)'), /^Error: Cannot find module 'fs'/);
      assert.match(await results(modules, source, 'f(2)'), /^Error: Cannot find module 'lodash'/);
      assert.match(await results(modules, source, 'f(3)'), /typo\.ts does not load.*SyntaxError/);
      assert.match(await results(modules, source, 'f(4)'), /at once/);
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
      const rows = await outcomes(
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
      const rows = await outcomes({ language: 'javascript', modules }, [bad, plain, bad], ['f()']);
      assert.equal(shown(rows[0]?.[0]), JSON.stringify(Array(4).fill('Cannot find module')));
      assert.equal(shown(rows[1]?.[0]), '[2.0,3.0]');
      assert.deepEqual(rows[2]?.map(shown), rows[0]?.map(shown));
    });
  });
});
