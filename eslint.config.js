import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';
import { engineActsAlone } from './scripts/lint/engine-acts-alone.mjs';
import { noLanguageNames } from './scripts/lint/no-language-names.mjs';
import { printableSinks } from './scripts/lint/printable-sinks.mjs';

const nodeBuiltins = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];
const compositionRoots = ['**/extension.ts', '**/cli.ts'];

/** What a layer may not import. Core may name pure packages alone. */
function layer({ files, packages = [], patterns = [] }) {
  return {
    files,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: packages.map((name) => ({ name, message: 'This layer may not use it.' })),
          patterns: [
            { group: compositionRoots, message: 'Nothing imports a composition root.' },
            ...patterns,
          ],
        },
      ],
    },
  };
}

/** Our own rules. */
const coppice = {
  rules: {
    'engine-acts-alone': engineActsAlone,
    'no-language-names': noLanguageNames,
    'printable-sinks': printableSinks,
  },
};

/** What only the engine does: `src/core/engine/effects.ts`. */
const acting = [
  { port: 'Model', file: 'core/ports.ts', method: 'complete' },
  { port: 'Runner', file: 'core/ports.ts', method: 'run' },
  { port: 'AnswerPort', file: 'core/engine/effects.ts', method: 'ask' },
];

/** Ids and families of languages: the list of `src/core/text.ts`, which a test holds this one to. */
const languageNames = ['python', 'typescript', 'typescriptreact', 'javascript', 'javascriptreact'];

/** Where a language is at home, and the registries that hold a row of each. */
const languageFiles = [
  'src/{core/languages,core/test-files,node/runner}/{python,javascript}/**',
  'src/core/languages/{languages,traits}.ts',
  'src/core/test-files/{test-forms,test-finders}.ts',
  'src/node/parser/grammar.ts',
  'src/node/runner/languages.ts',
];

/** In these, `python` is a key that says which program is called, whatever the language. */
const interpreterFiles = [
  'src/node/cli/{arguments,main}.ts',
  'src/node/create-coppice.ts',
  'src/node/runner/harness-set.ts',
  'src/node/test-run/test-runs.ts',
  'src/vscode/engine-options.ts',
];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'out/',
      'node_modules/',
      'test/fixtures/',
      'test/adversarial/programs/',
      'examples/',
      'bench/results/',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: [
            'eslint.config.js',
            'esbuild.mjs',
            'scripts/*.mjs',
            'scripts/lint/*.mjs',
          ],
          maximumDefaultProjectFileMatchCount_THIS_WILL_SLOW_DOWN_LINTING: 24,
        },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'max-lines': ['error', { max: 400 }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/unified-signatures': 'off',
    },
  },
  layer({
    files: ['src/core/**/*.ts'],
    packages: ['vscode', ...nodeBuiltins],
    patterns: [
      {
        regex: '^(?!\\.{1,2}/|diff$|resolve\\.exports$)',
        message: 'Core uses no package but `diff` and `resolve.exports`, which are pure.',
      },
      {
        group: ['**/node/**', '**/vscode/**'],
        message: 'Core reaches the world through ports.ts.',
      },
    ],
  }),
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...[
          'process',
          'Buffer',
          'console',
          'fetch',
          'setTimeout',
          'setInterval',
          'setImmediate',
          'queueMicrotask',
          'performance',
          'crypto',
          'require',
          'globalThis',
        ].map((name) => ({ name, message: 'Core touches the world only through ports.ts.' })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Use the Clock port.' },
        { object: 'Math', property: 'random', message: 'Use the Random port.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Use the Clock port.',
        },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: languageFiles,
    plugins: { coppice },
    rules: { 'coppice/no-language-names': ['error', { names: languageNames }] },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: [
      'src/core/engine/effects.ts',
      // Adapters of the ports, which may stand around each other.
      'src/node/{models,runner}/**',
      'src/vscode/models/**',
      // Whether a model answers at all is found out before there can be a run.
      'src/node/health/**',
    ],
    plugins: { coppice },
    rules: { 'coppice/engine-acts-alone': ['error', acting] },
  },
  {
    files: ['src/vscode/**/*.ts'],
    ignores: ['src/vscode/shown.ts', 'src/vscode/report/page/**'],
    plugins: { coppice },
    rules: { 'coppice/printable-sinks': 'error' },
  },
  {
    files: interpreterFiles,
    rules: {
      'coppice/no-language-names': ['error', { names: languageNames, programs: ['python'] }],
    },
  },
  layer({
    files: ['src/node/**/*.ts'],
    packages: ['vscode'],
    patterns: [{ group: ['**/vscode/**'], message: 'Node adapters do not know the editor.' }],
  }),
  layer({ files: ['src/vscode/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts'] }),
  layer({
    files: ['bench/identity/script-oracle/**'],
    patterns: [{ group: ['**/src/**'], message: 'The oracle shares no code with what it judges.' }],
  }),
  layer({
    files: ['src/vscode/report/page/**'],
    packages: ['vscode', ...nodeBuiltins],
    patterns: [{ group: ['**/node/**'], message: 'The page runs in a webview.' }],
  }),
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [] }],
    },
  },
  { files: ['src/cli.ts', 'bench/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    ...tseslint.configs.disableTypeChecked,
    rules: { ...tseslint.configs.disableTypeChecked.rules, 'no-console': 'off' },
  },
  {
    // Plain CommonJS: it runs as it is inside the sandbox.
    files: ['src/node/runner/javascript/guest/**'],
    rules: {
      '@typescript-eslint/no-require-imports': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
);
