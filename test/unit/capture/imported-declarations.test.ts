import assert from 'node:assert/strict';
import { captureNamed } from '../../../src/core/capture/capture.ts';
import type { WorkspaceFiles } from '../../../src/core/workspace-files.ts';
import { sourceParser } from '../../support/parser.ts';

describe('what a file imports from its workspace', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  async function imported(home: string, name: string, files: Readonly<Record<string, string>>) {
    const workspace: WorkspaceFiles = {
      pathOf: (uri) => uri.replace('file:///w/', ''),
      look: (path) => {
        const text = files[path];
        return Promise.resolve(text === undefined ? { kind: 'absent' } : { kind: 'file', text });
      },
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
    return task.value.context.imported;
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
        '// ./lowest.js\nexport default function lowest(list: number[]): number  // The lowest one.',
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
});
