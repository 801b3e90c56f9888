import { readManifest } from '../test-files/javascript/project.ts';
import { folderOf, nameOf, type TestFramework } from '../test-files/test-project.ts';

/** Tests of one file, as a project's own framework is asked to run them. */
export interface TestSelection {
  readonly framework: TestFramework;
  /** Path of the file from the folder that the command is run in, with `/`. */
  readonly path: string;
  /** Names of the tests, outermost first: class or `describe`, then the test. */
  readonly names: readonly (readonly string[])[];
}

export interface TestTools {
  readonly python: string;
  readonly node: string;
  /** File that the framework's report goes to. */
  readonly report: string;
  /** Text of the project's `package.json`, where it has one. */
  readonly manifest?: string;
}

export interface TestCommand {
  readonly program: string;
  readonly args: readonly string[];
}

/** The command that runs some tests as the user would, and writes down how each of them did. */
export function testCommand(selection: TestSelection, tools: TestTools): TestCommand {
  const { framework, path, names } = selection;
  const { report } = tools;
  const pattern = names.map((name) => escaped(name.at(-1) ?? '')).join('|');
  switch (framework) {
    case 'pytest':
      return {
        program: tools.python,
        args: [
          '-m',
          'pytest',
          ...names.map((name) => [path, ...name].join('::')),
          `--junitxml=${report}`,
        ],
      };
    case 'unittest': {
      const module = [...folderOf(path).split('/'), nameOf(path).replace(/\.py$/, '')]
        .filter((part) => part !== '')
        .join('.');
      return {
        program: tools.python,
        args: ['-m', 'unittest', '-v', ...names.map((name) => [module, ...name].join('.'))],
      };
    }
    case 'node:test':
      return {
        program: tools.node,
        args: [
          ...nodeFlags(tools.manifest),
          '--test',
          '--test-reporter=spec',
          '--test-reporter-destination=stdout',
          '--test-reporter=junit',
          `--test-reporter-destination=${report}`,
          `--test-name-pattern=${pattern}`,
          path,
        ],
      };
    case 'vitest':
      return npx(
        'vitest',
        'run',
        path,
        '-t',
        pattern,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      );
    case 'jest':
      return npx(
        'jest',
        '--runTestsByPath',
        path,
        '-t',
        pattern,
        '--json',
        `--outputFile=${report}`,
      );
    case 'mocha':
      return npx(
        'mocha',
        path,
        '--grep',
        pattern,
        '--reporter',
        'json',
        '--reporter-option',
        `output=${report}`,
      );
  }
}

/** A command as a shell would take it, for people. */
export function shownCommand({ program, args }: TestCommand): string {
  return [program, ...args]
    .map((part) => (/^[\w@%+=:,./-]+$/.test(part) ? part : `'${part.replaceAll("'", `'\\''`)}'`))
    .join(' ');
}

/** What the project has installed; nothing is fetched. */
function npx(...args: readonly string[]): TestCommand {
  return { program: 'npx', args: ['--no-install', ...args] };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** Flags of Node that the project's own test script gives, such as a loader for TypeScript. */
function nodeFlags(manifest: string | undefined): readonly string[] {
  const words = (manifest === undefined ? '' : readManifest(manifest).test).split(/\s+/);
  const start = words.indexOf('node');
  const flags: string[] = [];
  for (let at = start + 1; start >= 0 && at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) break;
    const takesValue =
      /^(?:--import|--require|-r|--loader|--experimental-loader|--conditions|-C)$/.test(word);
    const isWanted =
      /^--(?:import|require|loader|experimental-[\w-]+|conditions|env-file|enable-source-maps|no-[\w-]+|disable-warning)(?:=|$)/.test(
        word,
      );
    if (takesValue) {
      flags.push(word, words[at + 1] ?? '');
      at += 1;
    } else if (isWanted) flags.push(word);
  }
  return flags;
}
