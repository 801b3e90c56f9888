import assert from 'node:assert/strict';
import { moduleReferences } from '../../../src/core/languages/kit/module-references.ts';
import { languages } from '../../../src/core/languages/languages.ts';
import {
  gatherModules,
  type GatheredModules,
  type ModuleLimits,
} from '../../../src/core/capture/gather-modules.ts';
import type { FoundFile, WorkspaceFiles } from '../../../src/core/workspace-files.ts';
import type { LanguageId } from '../../../src/core/text.ts';

type Files = Readonly<Record<string, string>>;

/** A workspace in memory. Its paths are asked for as core names them. */
function workspace(files: Files, asked: string[] = [], links: Files = {}): WorkspaceFiles {
  const at = (path: string): Promise<FoundFile> => {
    const text = files[path];
    if (text !== undefined) return Promise.resolve({ kind: 'file', text });
    const isFolder = Object.keys(files).some((each) => each.startsWith(`${path}/`));
    return Promise.resolve({ kind: path === '' || isFolder ? 'folder' : 'absent' });
  };
  return {
    pathOf: (uri) => uri.replace('file:///w/', ''),
    look: (path) => {
      asked.push(path);
      return path.includes('node_modules/')
        ? Promise.resolve({ kind: 'refused', why: 'ignored' })
        : at(path);
    },
    lookInPackage: (path) => {
      const link = links[path.split('/').slice(0, 2).join('/')];
      if (link === undefined) return at(path);
      const real = path.replace(/^[^/]+\/[^/]+/, link);
      return at(real).then((found) => (found.kind === 'file' ? { ...found, real } : found));
    },
  };
}

async function gather(
  home: string,
  files: Files,
  limits?: ModuleLimits,
  asked?: string[],
  links?: Files,
): Promise<GatheredModules> {
  const text = files[home] ?? '';
  const languageId: LanguageId = home.endsWith('.py') ? 'python' : 'typescript';
  const snapshot = { uri: `file:///w/${home}`, languageId, version: 0, text };
  return gatherModules(
    { home: snapshot, parts: [text], besides: '' },
    workspace(files, asked, links),
    limits,
  );
}

const limited = (modules: number, characters: number): ModuleLimits => ({
  modules,
  characters,
  packages: { modules, characters },
});

const names = ({ modules }: GatheredModules): string[] =>
  (modules?.modules ?? []).map(({ name, path }) => name ?? path);

describe('imports in a text', () => {
  it('are read in Python wherever they stand', () => {
    const text = [
      'import os.path as p, json',
      'from . import (a,  # first',
      '    b as c)',
      'from ..x.y import z, \\',
      '    w',
      'def f():',
      '    from .late import thing',
      '    """',
      '    from .said import nothing',
      '    """',
      '# from .noted import nothing',
      'try: import fast',
      'except ImportError: pass',
    ].join('\n');
    assert.deepEqual(moduleReferences(text, languages.python, true), [
      { module: 'os.path', names: [] },
      { module: 'json', names: [] },
      { module: '.', names: ['a', 'b'] },
      { module: '..x.y', names: ['z', 'w'] },
      { module: '.late', names: ['thing'] },
      { module: 'fast', names: [] },
    ]);
  });

  it('are read in JavaScript and TypeScript, those of types alone left out', () => {
    const text = [
      "import a, { b as c } from './a';",
      'import * as d from "./d";',
      "import type { T } from './types';",
      "import type from './named-type';",
      "export * from './e';",
      "export type { U } from './types';",
      "export { f,\n  g } from './f';",
      "import './effect';",
      "const h = require('./h'), i = await import(`./i`);",
      "// import x from './noted';",
      'const text = "import y from \'./said\'";',
      "obj.require('./other');",
    ].join('\n');
    const expected = './a ./d ./named-type ./e ./f ./effect ./h ./i'.split(' ');
    const modules = (exact: boolean) =>
      moduleReferences(text, languages.javascript, exact).map(({ module }) => module);
    assert.deepEqual(modules(true), expected);
    assert.deepEqual(
      modules(false).filter((module) => module !== './noted' && module !== './said'),
      expected,
    );
  });
});

describe('the modules that programs can reach', () => {
  it('are followed in Python from the nearest, packages on the way last', async () => {
    const found = await gather('src/shop/order.py', {
      'src/shop/__init__.py': 'from .report import show\n',
      'src/shop/order.py': 'import json\nfrom .util import add\nfrom shop.deep import tax\n',
      'src/shop/util.py': 'from .deep.tax import RATE\n',
      'src/shop/deep/__init__.py': '',
      'src/shop/deep/tax.py': 'import requests\n',
      'src/shop/report.py': 'from .order import BASE\n',
      'src/shop/unused.py': '',
      'src/json.py': '',
    });
    assert.equal(found.modules?.home.name, 'shop.order');
    assert.deepEqual(names(found).sort(), [
      'shop',
      'shop.deep',
      'shop.deep.tax',
      'shop.order',
      'shop.report',
      'shop.util',
    ]);
    assert.deepEqual([...found.resolved], ['.util', 'shop.deep']);
    assert.deepEqual(found.absent, []);
  });

  it('are named from the folder that the imports of a file mean', async () => {
    const cases: readonly (readonly [home: string, text: string, other: string, name: string])[] = [
      ['pkg/core.py', 'from .util import x', 'pkg/util.py', 'pkg.core'],
      ['a/b/core.py', 'from .util import x', 'a/b/util.py', 'a.b.core'],
      ['a/b/core.py', 'from a.util import x', 'a/util.py', 'a.b.core'],
      ['src/core.py', 'import util', 'src/util.py', 'core'],
      ['src/core.py', 'from .util import x', 'src/util.py', 'src.core'],
      ['v1.2/app/core.py', 'from .util import x', 'v1.2/app/util.py', 'app.core'],
      ['scripts/run.py', 'import helper', 'scripts/helper.py', 'scripts.run'],
    ];
    for (const [home, text, other, name] of cases) {
      const found = await gather(home, { [home]: text, [other]: '' });
      assert.equal(found.modules?.home.name, name, `${home}: ${text}`);
      assert.deepEqual(
        found.modules.modules.map(({ path }) => path),
        [other],
        `${home}: ${text}`,
      );
    }
  });

  it('are found in TypeScript by endings, indices, aliases and JSON', async () => {
    const found = await gather('app/src/main.ts', {
      'app/tsconfig.json':
        '{ // paths\n "extends": "./base", "compilerOptions": { "strict": true, }, }',
      'app/base.json': '{"compilerOptions": {"paths": {"#lib/*": ["./lib/*", "./src/lib/*"]}}}',
      'app/src/main.ts':
        "import './style.css';\nimport { a } from './a.js';\nimport b from './b';\nimport c from '#lib/c';\nimport d from './d.json';\nimport e from 'lodash';\nimport f from '..';\n",
      'app/src/a.ts': "export * from './main';",
      'app/src/b/index.tsx': '',
      'app/src/lib/c.mts': '',
      'app/src/d.json': '{}',
      'app/index.js': '',
    });
    assert.deepEqual(found.modules?.home.imports, [
      ['./style.css', 'app/src/style.css'],
      ['./a.js', 'app/src/a.ts'],
      ['./b', 'app/src/b/index.tsx'],
      ['#lib/c', 'app/src/lib/c.mts'],
      ['./d.json', 'app/src/d.json'],
      ['..', 'app/index.js'],
    ]);
    assert.ok(names(found).includes('app/src/main.ts'), 'it is imported itself');
    const plain = await gather('web/src/x/main.ts', {
      'web/src/x/main.ts': "import a from '@/a';",
      'web/src/a.ts': '',
    });
    assert.deepEqual(plain.modules?.home.imports, [['@/a', 'web/src/a.ts']]);
  });

  it('stop at the limits, and what the file itself names is told', async () => {
    const files = {
      'p/core.py': 'from .a import x\nfrom .b import y\nfrom .big import z\n',
      'p/a.py': 'from .c import x\n',
      'p/b.py': '',
      'p/c.py': '',
      'p/big.py': '#'.repeat(500),
    };
    const few = await gather('p/core.py', files, limited(2, 1000));
    assert.deepEqual(names(few), ['p.a', 'p.b']);
    assert.deepEqual(few.absent, [{ module: '.big', why: 'limit' }]);
    assert.ok(!few.resolved.has('.big'));
    const small = await gather('p/core.py', files, limited(9, 100));
    assert.deepEqual(names(small), ['p.a', 'p.b', 'p.c']);
  });

  it('never lie outside', async () => {
    const asked: string[] = [];
    const python = await gather(
      'p/core.py',
      { 'p/core.py': 'from ....etc import passwd\nfrom ...x import y\n', 'p/__init__.py': '' },
      undefined,
      asked,
    );
    assert.equal(python.modules, undefined);
    assert.deepEqual(
      python.absent.map(({ why }) => why),
      ['outside', 'outside'],
    );
    const script = await gather(
      'p/main.ts',
      {
        'p/main.ts':
          "import a from '../../etc/passwd';\nimport b from '/etc/passwd';\nimport c from 'file:///etc/passwd';",
      },
      undefined,
      asked,
    );
    assert.equal(script.modules, undefined);
    assert.deepEqual(script.absent, [{ module: '../../etc/passwd', why: 'outside' }]);
    assert.deepEqual(
      asked.filter((path) => path.includes('..') || path.startsWith('/')),
      [],
    );
  });

  it('are none where nothing of the workspace is imported', async () => {
    const asked: string[] = [];
    const found = await gather(
      'a.py',
      { 'a.py': 'import json\nfrom math import pi\n' },
      undefined,
      asked,
    );
    assert.deepEqual(found, { resolved: new Set(), absent: [] });
    const missing = await gather('a.ts', { 'a.ts': "import b from './b';" });
    assert.deepEqual(missing.absent, [{ module: './b', why: 'not-found' }]);
  });
});
