import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Expectation, Test } from '../../../src/core/check.ts';
import type { Failure, Result } from '../../../src/core/result.ts';
import { captureNamed } from '../../../src/core/capture/capture.ts';
import type { KeptTest } from '../../../src/core/test-files/kept-tests.ts';
import { readSource } from '../../../src/node/source-file.ts';
import {
  placeTestFile,
  type PlacedTestFile,
} from '../../../src/node/test-files/place-test-file.ts';
import { sourceParser } from '../../support/parser.ts';

let parser: ReturnType<typeof sourceParser> | undefined;

/** The parser of one test file, started when it is first asked for. */
export function ownParser(): ReturnType<typeof sourceParser> {
  return (parser ??= sourceParser());
}

export async function closeParser(): Promise<void> {
  await parser?.dispose();
  parser = undefined;
}

/** A project on the disk for one test. */
export class TemporaryProject {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  static async with(files: Readonly<Record<string, string>>): Promise<TemporaryProject> {
    const project = new TemporaryProject(await mkdtemp(join(tmpdir(), 'coppice-tests-')));
    await project.put(files);
    return project;
  }

  async put(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(this.root, path)), { recursive: true });
      await writeFile(join(this.root, path), text);
    }
  }

  remove(): Promise<void> {
    return rm(this.root, { recursive: true, force: true });
  }

  /** The test file for these tests of a function, not yet on the disk. */
  async testsOf(
    place: string,
    kept: readonly KeptTest[],
  ): Promise<Result<PlacedTestFile, Failure>> {
    const [path = '', name = ''] = place.split(':');
    const source = await readSource(join(this.root, path));
    assert.ok(source.ok);
    const task = await captureNamed(source.value.snapshot, name, ownParser());
    assert.ok(task.ok, task.ok ? '' : task.error.message);
    return placeTestFile(task.value, kept, source.value.snapshot, {
      workspaceFolders: [this.root],
      open: [],
      reader: ownParser(),
    });
  }

  /** Writes the test file to the disk as well. */
  async give(place: string, kept: readonly KeptTest[]): Promise<PlacedTestFile> {
    const file = await this.testsOf(place, kept);
    assert.ok(file.ok, file.ok ? '' : file.error.message);
    await this.put({ [file.value.path]: file.value.after });
    return file.value;
  }

  /** Runs a command in the project; its exit code and everything it said. */
  run(
    command: string,
    args: readonly string[],
    folder = '',
  ): Promise<{ code: number; text: string }> {
    const env = {
      ...process.env,
      FORCE_COLOR: '0',
      NODE_TEST_CONTEXT: undefined,
      NODE_OPTIONS: '',
    };
    return new Promise((resolve) => {
      execFile(command, args, { cwd: join(this.root, folder), env }, (error, stdout, stderr) => {
        const code = typeof error?.code === 'number' ? error.code : error ? 1 : 0;
        resolve({ code, text: `${stdout}${stderr}` });
      });
    });
  }
}

let count = 0;

export function kept(
  call: string,
  expectation: Expectation,
  more: Partial<KeptTest> & { readonly source?: Test['source'] } = {},
): KeptTest {
  const { source = 'generated', ...rest } = more;
  count += 1;
  const strength =
    source === 'generated' ? { strength: { stub: true, mutants: 12, failed: 5 } } : {};
  return { test: { id: `t${count}`, call, source, expectation }, ...strength, ...rest };
}

export function gives(call: string, expected: string, tolerance?: number): KeptTest {
  return kept(call, {
    kind: 'equals',
    expected,
    ...(tolerance === undefined ? {} : { tolerance }),
  });
}

export function throwing(call: string, exception?: string): KeptTest {
  return kept(call, { kind: 'throws', ...(exception === undefined ? {} : { exception }) });
}

export function holding(assertion: string): KeptTest {
  return kept(assertion.split('\n').at(-1) ?? '', { kind: 'holds', assertion });
}
