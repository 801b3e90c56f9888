import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { readReport } from '../../../src/core/test-run/read-report.ts';
import { shownCommand, testCommand } from '../../../src/core/test-run/test-command.ts';
import { resultsFor, type TestResult } from '../../../src/core/test-run/test-result.ts';
import { TestRuns } from '../../../src/node/test-run/test-runs.ts';
import { closeParser, gives, TemporaryProject, throwing } from '../../unit/test-files/kit.ts';

const python = `def half(x):
    """Halves."""
    if x < 0:
        raise ValueError(x)
    return x / 2
`;
const script = `/** Halves. */
export function half(x) {
  if (x < 0) throw new RangeError('negative');
  return x / 2;
}
`;
const modules = join(import.meta.dirname, '../../../node_modules');

const projects: readonly {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly source: string;
  readonly wrong: readonly [string, string];
}[] = [
  { title: 'unittest', files: { 'half.py': python }, source: 'half.py', wrong: ['x / 2', 'x'] },
  {
    title: 'unittest below the workspace folder',
    files: { 'tools/half.py': python },
    source: 'tools/half.py',
    wrong: ['x / 2', 'x'],
  },
  {
    title: 'pytest',
    files: { 'half.py': python, 'pytest.ini': '[pytest]\n' },
    source: 'half.py',
    wrong: ['x / 2', 'x'],
  },
  {
    title: 'node:test',
    files: { 'package.json': '{"type":"module"}', 'half.js': script },
    source: 'half.js',
    wrong: ['x / 2', 'x'],
  },
  {
    title: 'mocha',
    files: {
      'package.json': '{"type":"module","scripts":{"test":"mocha"}}',
      'half.js': script,
    },
    source: 'half.js',
    wrong: ['x / 2', 'x'],
  },
];

describe('runs of a project’s tests', function () {
  this.timeout(60_000);
  let project: TemporaryProject | undefined;
  let runs: TestRuns | undefined;
  afterEach(async () => {
    await runs?.dispose();
    await project?.remove();
  });
  after(closeParser);

  const never = new AbortController().signal;

  for (const { title, files, source, wrong } of projects) {
    it(`are its own: ${title}`, async function () {
      const made = (project = await TemporaryProject.with(files));
      const isScript = source.endsWith('.js');
      if (isScript) await symlink(modules, join(made.root, 'node_modules'));
      const error = isScript ? 'RangeError' : 'ValueError';
      const file = await made.give(`${source}:half`, [
        gives('half(4)', '2'),
        gives('half(8)', '4'),
        throwing('half(-1)', error),
      ]);
      runs = new TestRuns({ workspaceFolders: [made.root], node: process.execPath });
      const heard: string[] = [];
      const run = async () => {
        const path = file.folder === '' ? file.path : file.path.slice(file.folder.length + 1);
        const outcome = await runs!.run(
          {
            selection: { framework: file.framework, path, names: file.tests },
            folder: join(made.root, file.folder),
          },
          {
            signal: never,
            onCommand: (command) => heard.push(command),
            onOutput: (text) => heard.push(text),
          },
        );
        assert.ok(outcome.ok, outcome.ok ? '' : outcome.error.message);
        return outcome.value;
      };
      const right = await run();
      if (heard.join('').includes('No module named pytest')) this.skip();
      assert.deepEqual(
        states(right.results),
        file.tests.map(() => 'passed'),
        heard.join(''),
      );
      assert.equal(right.exitCode, 0);
      assert.match(heard[0] ?? '', /half/);

      await made.put({ [source]: (files[source] ?? '').replace(...wrong) });
      const failed = await run();
      const bad = failed.results.filter(({ state }) => state === 'failed');
      assert.ok(bad.length > 0 && bad.length < file.tests.length, heard.join(''));
      assert.equal(failed.results.length, file.tests.length);
      const [complaint] = bad[0]!.complaints;
      assert.deepEqual(
        [complaint?.actual, complaint?.expected].map((value) =>
          Number(value?.replace(/^half\((.*)\)$/, '$1')),
        ),
        [4, 2],
        complaint?.message,
      );
      const lines = file.after.split('\n');
      assert.match(
        lines[(complaint?.line ?? 0) - 1] ?? '',
        /half\(|half\(x\)|assert/,
        complaint?.message,
      );
    });
  }

  it('end when they are stopped, with all that they started', async () => {
    const made = (project = await TemporaryProject.with({
      'test_slow.py': `import subprocess, sys, unittest
class TestSlow(unittest.TestCase):
    def test_slow(self):
        print('started', flush=True)
        subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])
`,
    }));
    runs = new TestRuns({ workspaceFolders: [made.root] });
    const stop = new AbortController();
    const outcome = await runs.run(
      {
        selection: {
          framework: 'unittest',
          path: 'test_slow.py',
          names: [['TestSlow', 'test_slow']],
        },
        folder: made.root,
      },
      {
        signal: stop.signal,
        onCommand: () => undefined,
        onOutput: (text) => {
          if (text.includes('started')) stop.abort();
        },
      },
    );
    assert.deepEqual(outcome, { ok: true, value: { results: [] } });
  });

  it('are refused outside the folders that are trusted', async () => {
    runs = new TestRuns({ workspaceFolders: ['/somewhere'] });
    const outcome = await runs.run(
      { selection: { framework: 'pytest', path: 'a.py', names: [] }, folder: '/somewhere-else' },
      { signal: never, onCommand: unwanted, onOutput: unwanted },
    );
    assert.equal(outcome.ok ? '' : outcome.error.reason, 'outside-workspace');
  });

  it('name a program that is not there', async () => {
    const made = (project = await TemporaryProject.with({}));
    runs = new TestRuns({ workspaceFolders: [made.root], python: join(made.root, 'python') });
    const outcome = await runs.run(
      { selection: { framework: 'pytest', path: 'a.py', names: [] }, folder: made.root },
      { signal: never, onCommand: () => undefined, onOutput: () => undefined },
    );
    assert.equal(outcome.ok ? '' : outcome.error.reason, 'not-started');
  });
});

function unwanted(text: string): never {
  throw new Error(text);
}

describe('commands of frameworks', () => {
  const tools = { python: 'python3', node: 'node', report: '/tmp/r' };
  const names = [['best', "returns '1' for (1)"]];

  it('name exactly the tests that are wanted', () => {
    const shown = (framework: 'vitest' | 'jest' | 'pytest', path: string, tests = names) =>
      shownCommand(testCommand({ framework, path, names: tests }, tools));
    assert.equal(
      shown('vitest', 'a.test.ts'),
      `npx --no-install vitest run a.test.ts -t 'returns '\\''1'\\'' for \\(1\\)' --reporter=default --reporter=json --outputFile.json=/tmp/r`,
    );
    assert.match(
      shown('jest', 'a.test.ts'),
      /^npx --no-install jest --runTestsByPath a\.test\.ts -t /,
    );
    assert.equal(
      shown('pytest', 'tests/test_a.py', [['TestA', 'test_b']]),
      'python3 -m pytest tests/test_a.py::TestA::test_b --junitxml=/tmp/r',
    );
  });

  it('take the flags of the project’s own script', () => {
    const manifest = JSON.stringify({
      scripts: { test: 'node --import tsx --test --watch "test/**/*.ts"' },
    });
    const { args } = testCommand(
      { framework: 'node:test', path: 'a.ts', names },
      { ...tools, manifest },
    );
    assert.deepEqual(args.slice(0, 3), ['--import', 'tsx', '--test']);
    assert.ok(!args.includes('--watch'));
  });
});

describe('reports of frameworks', () => {
  const names = [['best', 'returns 1']];
  const read = (
    framework: 'vitest' | 'jest' | 'unittest',
    left: { report?: string; output?: string },
    file: string,
    wanted: readonly (readonly string[])[] = names,
  ) => resultsFor(wanted, readReport(framework, { output: '', ...left }, file));

  it('of jest and vitest say what was expected', () => {
    const report = (message: string) =>
      JSON.stringify({
        testResults: [
          {
            assertionResults: [
              {
                ancestorTitles: ['best'],
                title: 'returns 1',
                status: 'failed',
                duration: 3,
                failureMessages: [message],
              },
              { ancestorTitles: ['other'], title: 'returns 1', status: 'passed' },
            ],
          },
        ],
      });
    const jest =
      'Error: expect(received).toBe(expected)\n\nExpected: 1\nReceived: \u001b[31m2\u001b[39m\n    at Object.toBe (/p/a.test.js:7:3)';
    const vitest =
      'AssertionError: expected 2 to be 1 // Object.is equality\n    at /p/a.test.js:7:3';
    for (const [framework, message] of [
      ['jest', jest],
      ['vitest', vitest],
    ] as const) {
      const [result, ...rest] = read(framework, { report: report(message) }, 'a.test.js');
      assert.equal(rest.length, 0);
      assert.equal(result?.state, 'failed');
      assert.equal(result.ms, 3);
      const [complaint] = result.complaints;
      assert.deepEqual([complaint?.expected, complaint?.actual, complaint?.line], ['1', '2', 7]);
    }
    assert.deepEqual(read('jest', { report: '{"testResults": [' }, 'a.test.js'), []);
  });

  it('of unittest tell rows of a table that fail from tests that pass', () => {
    const output = `test_half (test_half.TestHalf.test_half) ... 
  test_half (test_half.TestHalf.test_half) (x=4) ... FAIL
test_other (test_half.TestHalf.test_other) ... ok

======================================================================
FAIL: test_half (test_half.TestHalf.test_half) (x=4)
----------------------------------------------------------------------
Traceback (most recent call last):
  File "/p/test_half.py", line 12, in test_half
    self.assertEqual(half(x), expected)
AssertionError: Lists differ: [4] != [2]

----------------------------------------------------------------------
Ran 2 tests in 0.001s

FAILED (failures=1)
`;
    const wanted = [
      ['TestHalf', 'test_half'],
      ['TestHalf', 'test_other'],
      ['TestHalf', 'test_gone'],
    ];
    const results = read('unittest', { output }, 'test_half.py', wanted);
    assert.deepEqual(states(results), ['failed', 'passed']);
    const [complaint] = results[0]!.complaints;
    assert.deepEqual([complaint?.actual, complaint?.expected, complaint?.line], ['[4]', '[2]', 12]);
    assert.match(complaint?.message ?? '', /^\(x=4\)/);
  });
});

function states(results: readonly TestResult[]): string[] {
  return results.map(({ state }) => state);
}
