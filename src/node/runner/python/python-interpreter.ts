/** Finds the Python to run candidates with, and what of it they must be able to read. */
import { execFile } from 'node:child_process';
import { access, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail, ok, type Result } from '../../../core/result.ts';
import type { WorkerFailure } from '../harness.ts';

export interface PythonInterpreter {
  /** The real executable, behind shims and links: a shim costs ten times the interpreter's start. */
  readonly executable: string;
  readonly version: readonly [number, number, number];
  /** `sys.path` of the candidates: the standard library, then installed packages. */
  readonly path: readonly string[];
  /** Files and folders that it needs to read. */
  readonly readable: readonly string[];
  /** Where it came from, for people: `setting`, `.venv`, `python3` … */
  readonly origin: string;
}

export interface InterpreterSearch {
  /** An explicit setting; nothing else is tried then. */
  readonly setting?: string;
  /** Folder whose `.venv` or `venv` is used. Only ever of a workspace that the user trusts. */
  readonly trustedWorkspace?: string;
  /** Folders to look for `python3` in, as PATH has them. */
  readonly searchPath: string;
}

const oldest: readonly [number, number] = [3, 9];

/** Prints what we need to know. Runs without site, so no `.pth` file of an environment is executed. */
const question = `
import json, os, sys, sysconfig
paths = sysconfig.get_paths()
found = [p for p in sys.path if p]
for key in ("stdlib", "platstdlib", "purelib", "platlib"):
    if paths[key] not in found: found.append(paths[key])
debian = os.path.join(sys.base_prefix, "lib", "python3", "dist-packages")
local = "/usr/local/lib/python%d.%d/dist-packages" % sys.version_info[:2]
found += [p for p in (debian, local) if p not in found and os.path.isdir(p)]
print(json.dumps({
  "executable": sys.executable, "version": list(sys.version_info[:3]),
  "path": found, "library": sysconfig.get_config_var("LIBDIR") or ""}))
`;

interface Answer {
  readonly executable: string;
  readonly version: [number, number, number];
  readonly path: string[];
  readonly library: string;
}

export async function findPython(
  search: InterpreterSearch,
): Promise<Result<PythonInterpreter, WorkerFailure>> {
  const candidates: { file: string; origin: string }[] = [];
  if (search.setting !== undefined) candidates.push({ file: search.setting, origin: 'setting' });
  else {
    for (const name of search.trustedWorkspace === undefined ? [] : ['.venv', 'venv']) {
      const file = join(search.trustedWorkspace ?? '', name, 'bin', 'python');
      if (await exists(file)) candidates.push({ file, origin: name });
    }
    for (const name of ['python3', 'python']) candidates.push({ file: name, origin: name });
  }
  const problems: string[] = [];
  for (const { file, origin } of candidates) {
    const answer = await ask(file, search.searchPath);
    if (typeof answer === 'string') problems.push(`${file}: ${answer}`);
    else if (answer.version[0] < oldest[0] || answer.version[1] < oldest[1]) {
      problems.push(`${file} is Python ${answer.version.join('.')}`);
    } else return ok(await describe(file, answer, origin));
  }
  return fail({
    reason: 'no-interpreter',
    message: `No usable Python: ${problems.join('; ')}. Install Python ${oldest.join('.')} or later, or set the path of one.`,
  });
}

async function describe(file: string, answer: Answer, origin: string): Promise<PythonInterpreter> {
  const executable = await realpath(answer.executable);
  const environment = await virtualEnvironment(file.includes('/') ? file : answer.executable);
  const [major, minor] = answer.version;
  const packages =
    environment === undefined
      ? []
      : [join(environment.root, 'lib', `python${major}.${minor}`, 'site-packages')];
  const shared = answer.path.filter((path) => !/\/(site|dist)-packages$/.test(path));
  const installed = answer.path.filter((path) => /\/(site|dist)-packages$/.test(path));
  const path = [
    ...shared,
    ...packages,
    ...(environment === undefined || environment.system ? installed : []),
  ];
  const readable = new Set(path);
  if (answer.library !== '') readable.add(answer.library);
  return { executable, version: answer.version, path, readable: [...readable], origin };
}

/** The environment that an executable belongs to, by the `pyvenv.cfg` above it. */
async function virtualEnvironment(
  file: string,
): Promise<{ root: string; system: boolean } | undefined> {
  const root = dirname(dirname(file));
  const config = join(root, 'pyvenv.cfg');
  if (!(await exists(config))) return undefined;
  const text = await readFile(config, 'utf8');
  return { root, system: /^include-system-site-packages\s*=\s*true\s*$/im.test(text) };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** A text where it cannot be used. */
function ask(file: string, searchPath: string): Promise<Answer | string> {
  return new Promise((resolve) => {
    const options = {
      timeout: 10_000,
      killSignal: 'SIGKILL' as const,
      env: { PATH: searchPath, HOME: process.env['HOME'] ?? '/' },
    };
    execFile(file, ['-I', '-S', '-c', question], options, (error, stdout) => {
      if (error !== null) {
        resolve(error.code === 'ENOENT' ? 'not found' : (error.message.split('\n')[0] ?? 'failed'));
        return;
      }
      try {
        resolve(JSON.parse(stdout) as Answer);
      } catch {
        resolve('does not answer like Python');
      }
    });
  });
}
