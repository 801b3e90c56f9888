import assert from 'node:assert/strict';
import type { ModuleSet } from '../../../src/core/module-set.ts';
import type { SandboxedRunner } from '../../../src/node/runner/sandboxed-runner.ts';
import { moduleRunner, never, outcomesOf, shown } from './module-runs.ts';

describe('Python programs that import modules of the workspace', function () {
  this.timeout(60_000);
  let runner: SandboxedRunner;

  before(() => {
    runner = moduleRunner();
  });

  after(() => runner.dispose());

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
    const [row] = await outcomesOf(runner, { language: 'python', modules }, [source], [call]);
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
      'pack/core.py': 'from . import LEVEL\nclass Thing:\n    name = "thing"\ndef f():\n    ...\n',
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

  it('get the order of the __init__ where modules import each other', async () => {
    const modules = setOf('pack/core.py', {
      'pack/__init__.py': 'from . import b\nfrom .core import f\n',
      'pack/a.py': 'from .b import B\nclass A(B):\n    pass\n',
      'pack/b.py': 'class B:\n    pass\nfrom .a import A\n',
      'pack/core.py': 'def f():\n    ...\n',
    });
    const source = [
      'try:',
      '    from .a import A',
      'except ImportError:',
      '    pass',
      'def f():',
      '    import pack',
      '    return [A.__name__, pack.b.B.__name__, pack.f is f]',
    ].join('\n');
    assert.equal(await results(modules, source), '["A","B",true]');
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
    const rows = await outcomesOf(
      runner,
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
    const rows = await outcomesOf(
      runner,
      { language: 'python', modules },
      [bad, plain, good, plain],
      ['f(1)'],
    );
    assert.equal(shown(rows[1]?.[0]), '3');
    assert.equal(shown(rows[3]?.[0]), '3');
    assert.match(shown(rows[2]?.[0]), /^(?:2|TypeError: .*)$/, 'it spoils its own imports at most');
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
