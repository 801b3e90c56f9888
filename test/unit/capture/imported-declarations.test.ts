import assert from 'node:assert/strict';
import { captureNamed } from '../../../src/core/capture/capture.ts';
import { assembleProgram } from '../../../src/core/program/assemble.ts';
import type { WorkspaceFiles } from '../../../src/core/workspace-files.ts';
import { sourceParser } from '../../support/parser.ts';

describe('what a file imports from its workspace', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  async function taskOf(home: string, name: string, files: Readonly<Record<string, string>>) {
    const workspace: WorkspaceFiles = {
      pathOf: (uri) => uri.replace('file:///w/', ''),
      look: (path) => {
        const text = files[path];
        return Promise.resolve(text === undefined ? { kind: 'absent' } : { kind: 'file', text });
      },
      lookInPackage: () => Promise.resolve({ kind: 'absent' }),
    };
    const languageId = home.endsWith('.py') ? 'python' : 'typescript';
    const snapshot = {
      uri: `file:///w/${home}`,
      languageId,
      version: 0,
      text: files[home]!,
    } as const;
    const task = await captureNamed(snapshot, name, parser, { files: workspace });
    assert.ok(task.ok, JSON.stringify(task));
    return task.value;
  }

  async function imported(home: string, name: string, files: Readonly<Record<string, string>>) {
    return (await taskOf(home, name, files)).context.imported;
  }

  it('is shown by signature, outline and value, what the target mentions first', async () => {
    assert.deepEqual(
      await imported('lib/walk.ts', 'walk', {
        'lib/walk.ts':
          "import lowest from './lowest.js';\nimport {type Edge, LIMIT} from './types';\nimport {Graph} from './index';\nimport {x} from 'elsewhere';\n\nexport function walk(graph: Graph, edge: Edge): string[] {\n  throw new Error('not implemented');\n}\n",
        'lib/lowest.ts':
          '/** The lowest one. Of all. */\nexport default function lowest(list: number[]): number {\n  return Math.min(...list);\n}\n',
        'lib/types.ts':
          'export interface Edge {\n  readonly v: string;\n}\nexport const LIMIT = 3;\n',
        'lib/index.ts':
          "export {version} from './version';\nimport {Graph} from './graph';\nexport {Graph};\n",
        'lib/graph.ts': 'export class Graph {\n  nodes(): string[] {\n    return [];\n  }\n}\n',
      }),
      [
        '// ./types\nexport interface Edge {\n  readonly v: string;\n}',
        '// ./index\nexport class Graph {\n  nodes(): string[] { /* … */ }\n}',
        '// ./lowest.js\nexport default function lowest(list: number[]): number  // The lowest one. Of all.',
        '// ./types\nexport const LIMIT = 3;',
      ],
    );
  });

  it('is followed through packages in Python, and left out where it is the target’s own file', async () => {
    assert.deepEqual(
      await imported('pkg/a.py', 'f', {
        'pkg/__init__.py': 'from .b import Unit\nfrom .a import f\n',
        'pkg/b.py':
          'class Unit:\n    """A unit."""\n\n    def twice(self) -> int:\n        return 2\n\ndef _say(text):\n    """Says it."""\n    return text\n',
        'pkg/a.py':
          'from pkg import Unit, f as g\nfrom .b import _say as _\nimport math\n\ndef f(unit: Unit):\n    pass\n',
      }),
      [
        '# pkg\nclass Unit:\n    """A unit."""\n\n    def twice(self) -> int: ...',
        '# .b\ndef _say(text):  # Says it.',
      ],
    );
  });

  it('is followed to what it is made of, over two levels and over modules', async () => {
    const task = await taskOf('a.py', 'cost', {
      'a.py': 'from shop import Order\n\ndef cost(order: Order) -> int:\n    pass\n',
      'shop.py':
        'from decimal import Decimal\nfrom goods import Item\n\nclass Order:\n    items: list[Item]\n    rate: Decimal\n',
      'goods.py':
        'from units import Unit\nimport enum\n\nclass Colour(enum.Enum):\n    RED = 1\n\nclass Item:\n    colour: Colour\n    unit: Unit\n',
      'units.py': 'from depths import Deep\n\nclass Unit:\n    deep: Deep\n',
      'depths.py': 'class Deep:\n    pass\n',
    });
    assert.deepEqual(task.context.imported, [
      '# shop\nclass Order:\n    items: list[Item]\n    rate: Decimal',
      '# goods\nclass Item:\n    colour: Colour\n    unit: Unit',
      '# goods\nclass Colour(enum.Enum):\n    RED = 1',
      '# units\nclass Unit:\n    deep: Deep',
    ]);
    const offered = task.scaffold.ofTests?.map(({ code }) => code) ?? [];
    assert.ok(offered.includes('from decimal import Decimal'));
  });

  it('gives programs what tests make of it, and nothing that the file has by that name', async () => {
    const task = await taskOf('a.py', 'cost', {
      'a.py':
        'from shop import Order\n\nDecimal = int\n\ndef cost(order: Order) -> int:\n    pass\n',
      'shop.py':
        'from decimal import Decimal\nfrom datetime import date\n\nclass Line:\n    at: date\n\nclass Order:\n    lines: list[Line]\n    rate: Decimal\n',
    });
    const part = { code: 'def cost(order):\n    return 1', imports: [] };
    const program = (...checks: readonly string[]) =>
      assembleProgram({ task, part, isTarget: true, helpers: [], checks, reserved: [] }, parser);
    const made = await program('cost(Order([Line(date(2020, 1, 1))], Decimal(1)))');
    assert.match(made, /^from datetime import date$/m);
    assert.match(made, /^from shop import Line$/m);
    assert.doesNotMatch(made, /import Decimal/);
    assert.doesNotMatch(await program('cost(None)'), /datetime|Line/);
  });
});
