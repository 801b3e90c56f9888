import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { Linter } from 'eslint';
import ts from 'typescript';
import tseslint from 'typescript-eslint';
import { engineActsAlone } from '../../../scripts/lint/engine-acts-alone.mjs';

const ports = `
export interface Model { readonly id: string; complete(request: string): Promise<string> }
export interface Runner { run(request: string): Promise<string> }
export interface AnswerPort { ask(question: string): Promise<string> }
`;
const adapters = `
import type { Model, Runner } from './ports.ts';
export interface OwnedRunner extends Runner { dispose(): void }
export class Server implements Model {
  readonly id = 'server';
  complete(request: string): Promise<string> { return Promise.resolve(request); }
}
export class Sandbox implements OwnedRunner {
  run(request: string): Promise<string> { return Promise.resolve(request); }
  dispose(): void {}
}
`;
const acting = [
  { port: 'Model', file: 'core/ports.ts', method: 'complete' },
  { port: 'Runner', file: 'core/ports.ts', method: 'run' },
  { port: 'AnswerPort', file: 'core/ports.ts', method: 'ask' },
];

/** What the rule says of code in a file beside the ports. */
function found(code: string): string[] {
  const text = `import type { AnswerPort, Model, Runner } from './ports.ts';
import type { OwnedRunner, Sandbox, Server } from './adapters.ts';
declare const model: Model; declare const runner: Runner; declare const user: AnswerPort | undefined;
declare const owned: OwnedRunner; declare const sandbox: Sandbox; declare const server: Server;
declare const board: { run(purpose: string): void; complete(): boolean };
type Part<T, K extends keyof T> = { [P in K]: T[P] };
declare const parts: { readonly model: Part<Model, 'complete' | 'id'> };
${code}`;
  const files = new Map([
    ['/core/ports.ts', ports],
    ['/core/adapters.ts', adapters],
    ['/core/strategy.ts', text],
  ]);
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    noEmit: true,
    noLib: true,
    strict: true,
  };
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(options),
    fileExists: (name) => files.has(name),
    readFile: (name) => files.get(name),
    getSourceFile: (name, version) => {
      const source = files.get(name);
      return source === undefined ? undefined : ts.createSourceFile(name, source, version, true);
    },
    directoryExists: () => true,
    getCurrentDirectory: () => '/core',
  };
  const program = ts.createProgram([...files.keys()], options, host);
  const messages = new Linter({ cwd: '/core' }).verify(
    text,
    {
      files: ['**/*.ts'],
      languageOptions: { parser: tseslint.parser, parserOptions: { programs: [program] } },
      plugins: { coppice: { rules: { 'engine-acts-alone': engineActsAlone } } },
      rules: { 'coppice/engine-acts-alone': ['error', acting] },
    },
    { filename: '/core/strategy.ts' },
  );
  return messages.map(({ messageId, message }) =>
    messageId === 'acts' ? message.slice(0, message.indexOf(' ')) : message,
  );
}

describe('the rule that the engine acts alone', () => {
  const wrong: readonly (readonly [string, string, string])[] = [
    ['a model that is asked', "void model.complete('x');", 'Model.complete'],
    ['a runner that runs', "void runner.run('x');", 'Runner.run'],
    ['a user who is asked', "void user?.ask('x');", 'AnswerPort.ask'],
    ['another name for it', "const other = model; void other.complete('x');", 'Model.complete'],
    ['a part of a port', "void parts.model.complete('x');", 'Model.complete'],
    ['an interface that extends one', "void owned.run('x');", 'Runner.run'],
    ['an adapter', "void server.complete('x');", 'Model.complete'],
    ['an adapter of an extension', "void sandbox.run('x');", 'Runner.run'],
    ['a method that is handed on', 'export const act = model.complete;', 'Model.complete'],
    ['a key', "void model['complete']('x');", 'Model.complete'],
    ['a method that is taken out', 'export const { run: go } = runner;', 'Runner.run'],
    ['one of a parameter', 'export const f = ({ complete }: Model) => complete;', 'Model.complete'],
  ];
  for (const [what, code, said] of wrong) {
    it(`finds ${what}`, () => {
      assert.deepEqual(found(code), [said]);
    });
  }

  it('leaves alone what has only the same name, and members that do not act', () => {
    assert.deepEqual(
      found("board.run('x'); board.complete(); owned.dispose(); use(model.id);"),
      [],
    );
    assert.deepEqual(found('export const { id } = model;'), []);
  });

  it('names ports that there are', async () => {
    const config = await readFile('eslint.config.js', 'utf8');
    const rows = [...config.matchAll(/port: '(\w+)', file: '([\w/.]+)', method: '(\w+)'/g)];
    assert.equal(rows.length, 3);
    for (const [, port = '', file = '', method = ''] of rows) {
      const text = await readFile(`src/${file}`, 'utf8');
      const [, body = ''] = text.split(`export interface ${port} {`);
      assert.match(body.slice(0, body.indexOf('\n}')), new RegExp(`\\n  ${method}\\(`), port);
    }
  });
});
