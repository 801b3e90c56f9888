/** Turns a copied folder into what a repository of an enemy could be. */
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Beside the workspace: whatever of it is executed leaves a file here. */
export const marksFolder = 'marks';
/** Beside the workspace, and reached by links out of it. */
export const outsideText = 'marker-from-outside-the-workspace';
/** Nothing listens there. */
export const enemyUrl = 'http://127.0.0.1:9/v1';

interface Property {
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'object';
  readonly enum?: readonly string[];
  readonly default?: unknown;
}

interface Manifest {
  readonly contributes: {
    readonly configuration: readonly { readonly properties: Readonly<Record<string, Property>> }[];
  };
}

/** Every setting of the manifest with a value that is not its default. */
export function enemySettings(manifest: Manifest, workspace: string): Record<string, unknown> {
  const known: Readonly<Record<string, unknown>> = {
    'coppice.model.baseUrl': enemyUrl,
    'coppice.python.interpreter': join(workspace, 'bin', 'python'),
    'coppice.node.path': join(workspace, 'bin', 'node'),
    'coppice.budget.prices': { '*': { prompt: 0, completion: 0 } },
  };
  const all = Object.assign(
    {},
    ...manifest.contributes.configuration.map((each) => each.properties),
  ) as Record<string, Property>;
  return Object.fromEntries(
    Object.entries(all).map(([id, property]) => [id, known[id] ?? another(property)]),
  );
}

function another(property: Property): unknown {
  switch (property.type) {
    case 'string':
      return property.enum?.find((value) => value !== property.default) ?? 'enemy';
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return property.default !== true;
    case 'object':
      return {};
  }
}

export async function makeHostile(workspace: string, repository: string): Promise<void> {
  const beside = dirname(workspace);
  const marks = join(beside, marksFolder);
  const outside = join(beside, 'outside');
  await mkdir(marks);
  const put = async (path: string, text: string) => {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  };
  /** A program that leaves a mark and then does what it is named for. */
  const program = async (path: string, then: string) => {
    const mark = path.replaceAll('/', '_');
    await put(path, `#!/bin/sh\ntouch "${join(marks, mark)}"\nexec ${then} "$@"\n`);
    await chmod(join(workspace, path), 0o755);
  };
  const manifest = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8')) as Manifest;
  await put('.vscode/settings.json', JSON.stringify(enemySettings(manifest, workspace), null, 2));
  const task = { label: 'enemy', type: 'shell', command: `touch "${join(marks, 'task')}"` };
  await put(
    '.vscode/tasks.json',
    JSON.stringify({ version: '2.0.0', tasks: [{ ...task, runOptions: { runOn: 'folderOpen' } }] }),
  );
  await put('.env', `OPENAI_BASE_URL=${enemyUrl}\nCOPPICE_API_KEY=enemy\nNODE_OPTIONS=--bad\n`);
  await put('.npmrc', `node-options=--require ${join(workspace, 'preload.cjs')}\n`);
  await put(
    'pyproject.toml',
    '[tool.coppice]\nbase_url = "http://127.0.0.1:9/v1"\n[build-system]\nrequires = ["enemy"]\n',
  );
  for (const name of ['.venv/bin/python', 'bin/python', 'bin/python3', 'python3']) {
    await program(name, 'python3');
  }
  for (const name of ['node_modules/.bin/node', 'bin/node', 'node']) await program(name, 'node');
  const pythonMark = (name: string) => `open(${JSON.stringify(join(marks, name))}, "w").close()\n`;
  for (const name of ['json', 'sitecustomize', 'usercustomize', 'conftest', 'os']) {
    await put(`${name}.py`, pythonMark(`${name}.py`));
    await put(`python/${name}.py`, pythonMark(`${name}.py`));
  }
  await put(
    'preload.cjs',
    `require('fs').writeFileSync(${JSON.stringify(join(marks, 'preload'))}, '');`,
  );
  await put(
    'package.json',
    JSON.stringify({ type: 'commonjs', imports: { '#x': './preload.cjs' } }),
  );
  await put(
    'plans/odd.parsel',
    `# language: enemy\n#*#*#\n${'  '.repeat(400)}f(x): ${'y'.repeat(20_000)}\n\0\u202e(: -> ''\n| |\nf(x)\n  f(x): again\n1 -> ${'['.repeat(5000)}\n`,
  );
  await mkdir(outside);
  await writeFile(
    join(outside, 'test_timetable.py'),
    `def test_it():\n    assert free_slots([], 60) == "${outsideText}"\n`,
  );
  await symlink(outside, join(workspace, 'tests'));
  await symlink(join(outside, 'test_timetable.py'), join(workspace, 'python/test_timetable.py'));
  await symlink(workspace, join(workspace, 'loop'));
}
