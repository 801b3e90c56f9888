import { spawn } from 'node:child_process';
import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { fail, ok, type Failure, type Result } from '../../core/result.ts';
import { readReport } from '../../core/test-run/read-report.ts';
import {
  shownCommand,
  testCommand,
  type TestCommand,
  type TestSelection,
} from '../../core/test-run/test-command.ts';
import { resultsFor, type TestResult } from '../../core/test-run/test-result.ts';

/** Tests of one file of a project, by the project's own framework. */
export interface TestRunRequest {
  readonly selection: TestSelection;
  /** Absolute path of the folder that the command is run in. */
  readonly folder: string;
}

export interface TestRunHooks {
  readonly signal: AbortSignal;
  /** The command, as a shell would take it. */
  readonly onCommand: (command: string) => void;
  readonly onOutput: (text: string) => void;
}

export interface TestRunOutcome {
  /** Of the tests that the framework came to. */
  readonly results: readonly TestResult[];
  /** Absent where it was stopped. */
  readonly exitCode?: number;
}

export type TestRunFailure = Failure<'outside-workspace' | 'not-started'>;

export interface TestRunOptions {
  /** Folders that the user trusts. */
  readonly workspaceFolders: readonly string[];
  readonly python?: string;
  readonly node?: string;
}

/**
 * Runs tests of a project as its user would: their code, their machine, no sandbox; so only at the
 * user's word, and in folders that they trust. Owns the processes that it starts.
 */
export class TestRuns {
  readonly #options: TestRunOptions;
  readonly #running = new Map<AbortController, Promise<unknown>>();

  constructor(options: TestRunOptions) {
    this.#options = options;
  }

  async run(
    request: TestRunRequest,
    hooks: TestRunHooks,
  ): Promise<Result<TestRunOutcome, TestRunFailure>> {
    const { workspaceFolders } = this.#options;
    const workspace = workspaceFolders.find((root) => holds(root, request.folder));
    if (workspace === undefined) {
      return fail({
        reason: 'outside-workspace',
        message: 'Tests are run in trusted, open folders only.',
      });
    }
    const stop = new AbortController();
    const signal = AbortSignal.any([hooks.signal, stop.signal]);
    const run = this.#follow(request, workspace, { ...hooks, signal });
    this.#running.set(stop, run);
    try {
      return await run;
    } finally {
      this.#running.delete(stop);
    }
  }

  async dispose(): Promise<void> {
    const running = [...this.#running];
    for (const [stop] of running) stop.abort();
    await Promise.allSettled(running.map(([, run]) => run));
  }

  async #follow(
    { selection, folder }: TestRunRequest,
    workspace: string,
    hooks: TestRunHooks,
  ): Promise<Result<TestRunOutcome, TestRunFailure>> {
    const own = await mkdtemp(join(tmpdir(), 'coppice-test-run-'));
    try {
      const report = join(own, 'report');
      const manifest = await textOf(join(folder, 'package.json'));
      const command = testCommand(selection, {
        python: this.#options.python ?? (await pythonFor(folder, workspace)),
        node: this.#options.node ?? 'node',
        report,
        ...(manifest === undefined ? {} : { manifest }),
      });
      hooks.onCommand(shownCommand(command));
      const ended = await follow(command, folder, hooks);
      if (!ended.ok) return ended;
      const { output, exitCode } = ended.value;
      const text = await textOf(report);
      const left = { output, ...(text === undefined ? {} : { report: text }) };
      const entries = readReport(selection.framework, left, selection.path);
      return ok({
        results: resultsFor(selection.names, entries),
        ...(exitCode === undefined ? {} : { exitCode }),
      });
    } finally {
      await rm(own, { recursive: true, force: true });
    }
  }
}

interface Ended {
  readonly output: string;
  readonly exitCode?: number;
}

/** Follows a command to its end; on the signal it and everything it has started is killed. */
function follow(
  { program, args }: TestCommand,
  cwd: string,
  { signal, onOutput }: TestRunHooks,
): Promise<Result<Ended, TestRunFailure>> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that no worker of a framework outlives it.
      detached: true,
    });
    let output = '';
    const hear = (chunk: string) => {
      output += chunk;
      onOutput(chunk);
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    const kill = () => {
      if (child.pid !== undefined) killGroup(child.pid);
    };
    if (signal.aborted) kill();
    signal.addEventListener('abort', kill, { once: true });
    child.on('error', (error) => {
      signal.removeEventListener('abort', kill);
      resolve(
        fail({
          reason: 'not-started',
          message: `${program} could not be started: ${error.message}. Check that it is installed.`,
        }),
      );
    });
    child.on('close', (code) => {
      signal.removeEventListener('abort', kill);
      resolve(ok({ output, ...(code === null ? {} : { exitCode: code }) }));
    });
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // It has ended meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** What is set for the editor that runs us, and would mean something else to a framework. */
const foreign = ['NODE_TEST_CONTEXT', 'ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS'];

function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !foreign.includes(name));
  return { ...Object.fromEntries(own), FORCE_COLOR: '1' };
}

/** The project's virtual environment, nearest first, else the Python on the PATH. */
async function pythonFor(folder: string, workspace: string): Promise<string> {
  for (let at = folder; holds(workspace, at); at = dirname(at)) {
    for (const name of ['.venv', 'venv']) {
      const file = join(at, name, 'bin', 'python');
      if (await exists(file)) return file;
    }
    if (dirname(at) === at) break;
  }
  return 'python3';
}

/** True for the folder itself and everything below it. */
function holds(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside === '' || (inside !== '..' && !inside.startsWith(`..${sep}`));
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  }
}
