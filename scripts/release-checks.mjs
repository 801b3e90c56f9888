// What a release must be, as functions of what was read. `release.mjs` reads and acts.

const kilo = 1000;
const mega = kilo * kilo;

/** Budgets in bytes. */
export const limits = { activation: 150 * kilo, client: 600 * kilo, package: 8 * mega };

/** Clients of model servers, each loaded when a server is first asked by it. */
export const clients = ['dist/openai-client.mjs', 'dist/anthropic-client.mjs'];

/** Without these the extension does not work, or may not be given away. */
const needed = [
  'package.json',
  'package.nls.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'l10n/bundle.l10n.json',
  'media/coppice.svg',
  'media/icon.png',
  'syntaxes/parsel.tmLanguage.json',
  'dist/extension.cjs',
  'dist/plan-language.cjs',
  'dist/choose-model.cjs',
  'dist/engine.mjs',
  'dist/parser-worker.mjs',
  'dist/cli.mjs',
  'dist/THIRD-PARTY-NOTICES.txt',
  ...clients,
  'dist/report/report.js',
  'dist/report/report.css',
  'dist/grammars/python.wasm',
  'dist/grammars/javascript.wasm',
  'dist/grammars/typescript.wasm',
  'dist/grammars/tsx.wasm',
  'dist/grammars/web-tree-sitter.wasm',
  'dist/runner/python/server.py',
  'dist/runner/tiers/confine.py',
  'dist/runner/tiers/probe.py',
  'dist/runner/javascript/guest/server.cjs',
];

/** What no user wants: sources, tests, secrets, maps. */
const unwanted = [
  /^(?:src|test|bench|scripts|out|node_modules|\.)/,
  /\.map$/,
  /\.tsx?$/,
  /(?:^|\/)\.env/,
  /\.(?:vsix|pem|key|jsonl)$/,
];

/** Why a version cannot be released with this changelog; none where it can. */
export function versionProblems(version, changelog, tags) {
  const problems = [];
  // What is not released yet stands above, under "Unreleased".
  const newest = /^## (\d\S*)/m.exec(changelog)?.[1];
  if (newest !== version) {
    problems.push(
      `CHANGELOG.md begins with ${newest ?? 'no version'}, package.json says ${version}.`,
    );
  }
  const section = changelog.split(/^## /m).find((part) => part.startsWith(version)) ?? '';
  if (!/^- /m.test(section)) problems.push(`CHANGELOG.md says nothing about ${version}.`);
  if (tags.includes(`v${version}`)) problems.push(`There is a tag v${version} already.`);
  return problems;
}

/** What is missing in a package or does not belong there. */
export function contentProblems(files) {
  const missing = needed.filter((file) => !files.includes(file));
  const surplus = files.filter((file) => unwanted.some((pattern) => pattern.test(file)));
  return [
    ...missing.map((file) => `The package lacks ${file}.`),
    ...surplus.map((file) => `${file} does not belong into the package.`),
  ];
}

/** What is larger than it may be, sizes in bytes. */
export function sizeProblems({ activation, vsix, clients: sizes = {} }) {
  const problems = [];
  if (activation > limits.activation) {
    problems.push(
      `dist/extension.cjs has ${activation} bytes, at most ${limits.activation} are allowed.`,
    );
  }
  for (const [file, bytes] of Object.entries(sizes)) {
    if (bytes > limits.client) {
      problems.push(`${file} has ${bytes} bytes, at most ${limits.client} are allowed.`);
    }
  }
  if (vsix > limits.package) {
    problems.push(`The VSIX has ${vsix} bytes, at most ${limits.package} are allowed.`);
  }
  return problems;
}
