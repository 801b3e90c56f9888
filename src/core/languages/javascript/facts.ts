import type { LanguageFacts } from '../kit/facts.ts';

const throws = (call: string, exception: string | undefined): string =>
  exception === undefined
    ? `assert.throws(() => ${call});`
    : `assert.throws(() => ${call}, ${exception});`;

const javascript: LanguageFacts = {
  id: 'javascript',
  family: 'javascript',
  title: 'JavaScript',
  familyTitle: 'JavaScript and TypeScript',
  endings: ['.js', '.mjs', '.cjs'],
  declarationEndings: [],
  fence: 'javascript',
  fences: ['javascript', 'js', 'jsx', 'mjs', 'node', 'typescript', 'ts', 'tsx'],
  typed: false,
  lineComment: '//',
  blockComment: ['/*', '*/'],
  commentLine: /^(?:\/\/|\/\*|\*)/,
  pragma:
    /^(?:\/\/|\/\*+)\s*(?:@ts-|eslint\b|eslint-|prettier-ignore|biome-ignore|istanbul |c8 |v8 |@__|#__|@jsx|@flow|@vite|webpack)|^\/\/\/\s*</,
  headComment:
    /^(?:#!|\/\/\/\s*<|\/\/\s*@ts-(?:no)?check|\/\*\s*eslint(?!-disable-next)|\/\*+\s*@(?:jsx|flow|jest-environment))/,
  indentUnit: '  ',
  blankLinesBetween: 1,
  rejects: (call, exception) => `await assert.rejects(() => ${call}, ${exception});`,
  fractionTypes: ['number', 'any', 'unknown'],
  testImportsRule: 'No imports: `assert` is that of `node:assert/strict`.',
  runtime: 'Node 20 or later, in strict mode',
  stubBody: "throw new Error('not implemented');",
  elidedBody: ' { /* … */ }',
  elidedFunction: ';',
  docName: 'doc comment',
  docPlace: 'before',
  docExamplesRule:
    'End the doc comment with two or three examples, one per line: `call // => result`.',
  moduleHead: { literal: /^(?:'use |"use )/, repeats: true },
  codeStart:
    /^(?:export|async\s+function|function|class|const|let|var|import|type|interface|enum|\/\*\*|@\w)(?![\w'])/,
  nothing: 'null',
  yes: 'true',
  no: 'false',
  hasTuples: false,
  equality: '===',
  equals: (call, expected) => `assert.deepStrictEqual(${call}, ${expected});`,
  isClose: (call, expected) => `assert.ok(Math.abs(${call} - ${expected}) < 1e-6);`,
  throws,
  throwsByItself: throws,
  asCall: (statements) => `(async () => {\n${statements}\n})().then(() => null)`,
  exception: 'RangeError',
  madeObject: (owner) => `new ${owner}(...)`,
  assertionStart: /^\s*(?:await\s+)?(?:assert(?:\.\w+)*\s*\(|expect\s*\()/,
};

const typescript: LanguageFacts = {
  ...javascript,
  id: 'typescript',
  title: 'TypeScript',
  endings: ['.ts', '.mts', '.cts'],
  fence: 'typescript',
  fences: ['typescript', 'ts', 'tsx', 'javascript', 'js', 'jsx'],
  typed: true,
};

/** One family: they differ in what they are called, and in whether signatures carry types. */
export const scriptFacts = {
  javascript,
  javascriptreact: {
    ...javascript,
    id: 'javascriptreact',
    title: 'JavaScript (JSX)',
    endings: ['.jsx'],
    fence: 'jsx',
  },
  typescript,
  typescriptreact: {
    ...typescript,
    id: 'typescriptreact',
    title: 'TypeScript (TSX)',
    endings: ['.tsx'],
    fence: 'tsx',
  },
} as const satisfies Readonly<Record<string, LanguageFacts>>;
