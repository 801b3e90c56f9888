import type { LanguageId } from '../../text.ts';

/** Languages that share a grammar of strings, comments and blocks. */
export type LanguageFamily = 'python' | 'javascript';

/**
 * What operators and program assembly must know of a language, as data: a new language is a row
 * here and a harness in the runner.
 */
export interface LanguageFacts {
  readonly family: LanguageFamily;
  /** The name by which models know it. */
  readonly title: string;
  /** The tag of a fenced block that we ask for. */
  readonly fence: string;
  /** Tags that models use for it. */
  readonly fences: readonly string[];
  /** True where signatures carry types. */
  readonly typed: boolean;
  readonly lineComment: string;
  readonly blockComment?: readonly [open: string, close: string];
  readonly indentUnit: string;
  /** The statement that makes a body a stub. */
  readonly stubBody: string;
  /** What the description of a function is called. */
  readonly docName: string;
  /** Words that start a declaration at column 0: where code begins in an answer without fences. */
  readonly codeStart: RegExp;
  /** Names that exist without import, for what an answer may mention. */
  readonly nothing: string;
  readonly yes: string;
  readonly no: string;
  /** How an exact expectation is written. */
  readonly equals: (call: string, expected: string) => string;
  /** How an expected exception is written, on as many lines as it takes. */
  readonly throws: (call: string, exception: string | undefined) => string;
  /** An exception that reasonable code raises for bad input. */
  readonly exception: string;
}

const python: LanguageFacts = {
  family: 'python',
  title: 'Python',
  fence: 'python',
  fences: ['python', 'py', 'python3', 'pycon', 'python-repl', 'doctest'],
  typed: true,
  lineComment: '#',
  indentUnit: '    ',
  stubBody: 'raise NotImplementedError',
  docName: 'docstring',
  codeStart:
    /^(?:async\s+def|def|class|from\s+\S+\s+import|import\s+\w|@\w|[A-Za-z_]\w*\s*(?::[^=\n]+)?=[^=])/,
  nothing: 'None',
  yes: 'True',
  no: 'False',
  equals: (call, expected) => `assert ${call} == ${expected}`,
  throws: (call, exception) => `with pytest.raises(${exception ?? 'Exception'}):\n    ${call}`,
  exception: 'ValueError',
};

const javascript: LanguageFacts = {
  family: 'javascript',
  title: 'JavaScript',
  fence: 'javascript',
  fences: ['javascript', 'js', 'jsx', 'mjs', 'node', 'typescript', 'ts', 'tsx'],
  typed: false,
  lineComment: '//',
  blockComment: ['/*', '*/'],
  indentUnit: '  ',
  stubBody: "throw new Error('not implemented');",
  docName: 'doc comment',
  codeStart:
    /^(?:export|async\s+function|function|class|const|let|var|import|type|interface|enum|\/\*\*|@\w)(?![\w'])/,
  nothing: 'null',
  yes: 'true',
  no: 'false',
  equals: (call, expected) => `assert.deepStrictEqual(${call}, ${expected});`,
  throws: (call, exception) =>
    exception === undefined
      ? `assert.throws(() => ${call});`
      : `assert.throws(() => ${call}, ${exception});`,
  exception: 'RangeError',
};

const typescript: LanguageFacts = {
  ...javascript,
  title: 'TypeScript',
  fence: 'typescript',
  fences: ['typescript', 'ts', 'tsx', 'javascript', 'js', 'jsx'],
  typed: true,
};

const facts: Readonly<Record<LanguageId, LanguageFacts>> = {
  python,
  javascript,
  javascriptreact: { ...javascript, title: 'JavaScript (JSX)', fence: 'jsx' },
  typescript,
  typescriptreact: { ...typescript, title: 'TypeScript (TSX)', fence: 'tsx' },
};

export function languageFacts(language: LanguageId): LanguageFacts {
  return facts[language];
}
