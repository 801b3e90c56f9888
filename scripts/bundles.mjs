// What esbuild makes of the sources: the options of each bundle.

/** Every bundle of the extension and the command line. */
export function bundlesFor({ production }) {
  const common = commonFor({ production });
  return [
    {
      ...common,
      entryPoints: {
        extension: 'src/extension.ts',
        'plan-language': 'src/vscode/plan/plan-bundle.ts',
        'choose-model': 'src/vscode/settings/choose-model.ts',
      },
      outdir: 'dist',
      outExtension: { '.js': '.cjs' },
      format: 'cjs',
      external: ['vscode'],
    },
    {
      ...common,
      ...esm,
      entryPoints: {
        cli: 'src/cli.ts',
        engine: 'src/node/create-coppice.ts',
        'parser-worker': 'src/node/parser/worker.ts',
        // Loaded when such a server is first asked; entries, so that they keep their names.
        'openai-client': 'src/node/models/openai-client.ts',
        'anthropic-client': 'src/node/models/anthropic-client.ts',
      },
      outdir: 'dist',
      outExtension: { '.js': '.mjs' },
      // What several of them need is there once.
      splitting: true,
    },
    // The page of the report, which runs in a webview.
    {
      ...common,
      platform: 'browser',
      target: 'chrome132',
      entryPoints: ['src/vscode/report/page/main.tsx', 'src/vscode/report/page/report.css'],
      outdir: 'dist/report',
      entryNames: 'report',
      format: 'esm',
      jsx: 'automatic',
      jsxImportSource: 'preact',
    },
  ];
}

/** What all bundles share. */
export function commonFor({ production }) {
  return {
    bundle: true,
    platform: 'node',
    target: 'node22',
    sourcemap: !production,
    minify: production,
    legalComments: 'none',
    logLevel: 'warning',
  };
}

// ESM output needs `require` for the CommonJS packages inside the bundle.
const esm = {
  format: 'esm',
  banner: {
    js: "import { createRequire as _createRequire } from 'node:module'; const require = _createRequire(import.meta.url);",
  },
};
