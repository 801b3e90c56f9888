// What the server lends to realms: facades of pure Node modules, text formatting, module sources.
// Everything here is frozen before the first candidate runs, and the server's realm cannot compile
// strings, so a candidate that gets hold of one of its objects gains nothing.
'use strict';
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const vm = require('node:vm');
const util = require('node:util');
const { performance } = require('node:perf_hooks');
const buffer = require('node:buffer');
const crypto = require('node:crypto');
const url = require('node:url');
const { URL, URLSearchParams } = url;
const querystring = require('node:querystring');
const { StringDecoder } = require('node:string_decoder');

// With a pool, two programs' buffers could share memory.
buffer.Buffer.poolSize = 0;

const facades = {
  __proto__: null,
  buffer: { Buffer: buffer.Buffer, constants: buffer.constants, kMaxLength: buffer.kMaxLength },
  url: {
    URL,
    URLSearchParams,
    parse: url.parse,
    format: url.format,
    resolve: url.resolve,
    fileURLToPath: url.fileURLToPath,
    pathToFileURL: url.pathToFileURL,
    domainToASCII: url.domainToASCII,
    domainToUnicode: url.domainToUnicode,
  },
  querystring: {
    parse: querystring.parse,
    stringify: querystring.stringify,
    escape: querystring.escape,
    unescape: querystring.unescape,
  },
  string_decoder: { StringDecoder },
};

function hash(make) {
  return (algorithm, key, chunks) => {
    const state = make(String(algorithm), key);
    for (let i = 0; i < chunks.length; i++) state.update(chunks[i]);
    return state.digest();
  };
}

/** Modules that run inside the realm, from `realm/`. */
const moduleFiles = {
  __proto__: null,
  assert: 'assert.js',
  'assert/strict': 'assert-strict.js',
  crypto: 'crypto.js',
  'deep-equal': 'deep-equal.js',
  diagnostics_channel: 'diagnostics-channel.js',
  events: 'events.js',
  os: 'os.js',
  path: 'path.js',
  'path/posix': 'path.js',
  perf_hooks: 'perf-hooks.js',
  process: 'process.js',
  react: 'react.js',
  'react/jsx-runtime': 'react.js',
  'structured-clone': 'structured-clone.js',
  'expect-words': 'expect.js',
  matching: 'matching.js',
  testing: 'testing.js',
  'timers/promises': 'timers-promises.js',
  tty: 'tty.js',
  twins: 'twins.js',
  unavailable: 'unavailable.js',
  util: 'util.js',
  workspace: 'workspace.js',
};

function load(file, parameters) {
  const source = readFileSync(join(__dirname, 'realm', file), 'utf8');
  return new vm.Script(`(function (${parameters}) {${source}\n})`, { filename: `coppice:${file}` });
}

/** Frameworks, by whose names tests ask for what `testing.js` has of them. */
const frameworks = [
  ...['@jest/globals', 'ava', 'chai', 'jest', 'mocha', 'should', 'tap', 'tape', 'test', 'vitest'],
];
for (const name of frameworks) moduleFiles[name] = 'testing.js';

const moduleScripts = { __proto__: null };
for (const name in moduleFiles) {
  moduleScripts[name] = load(moduleFiles[name], 'module, exports, require, host, bytesOf');
}
const realmScript = load('bootstrap.js', 'host, exports');

const inspectOptions = { depth: 6, customInspect: false, showProxy: true, maxStringLength: 10_000 };

const host = {
  __proto__: null,
  version: process.version,
  now: () => performance.now(),
  format(args) {
    const own = [];
    for (let i = 0; i < args.length && i < 100; i++) own.push(args[i]);
    return util.formatWithOptions(inspectOptions, ...own);
  },
  inspect: (value) => util.inspect(value, inspectOptions),
  facade: (name) => facades[name],
  moduleSource: undefined,
  moduleNames: () => allModules,
  isUnavailable: (name) => unavailable.includes(name),
  encodeText: (text) => buffer.Buffer.from(text, 'utf8'),
  decodeText: (encoding, bytes) => new util.TextDecoder(encoding).decode(bytes),
  atob: buffer.atob,
  btoa: buffer.btoa,
  hash: hash((algorithm) => crypto.createHash(algorithm)),
  hmac: hash((algorithm, key) => crypto.createHmac(algorithm, key)),
  randomBytes: (size) => crypto.randomBytes(size),
  types: util.types,
};

/** Not for programs. */
const internalModules = [
  ...[
    'deep-equal',
    'expect-words',
    'matching',
    'structured-clone',
    'testing',
    'twins',
    'unavailable',
    'workspace',
  ],
  ...frameworks,
];

/** Modules of Node that programs cannot have: `workspace.js` gives modules something in their place. */
const unavailable = require('node:module').builtinModules.filter(
  (name) => !name.startsWith('_') && facades[name] === undefined && moduleFiles[name] === undefined,
);

const allModules = [...Object.keys(moduleFiles), ...Object.keys(facades)]
  .filter((name) => !internalModules.includes(name))
  .sort()
  .join(', ');

/** Objects of the server's realm that realms see; \`harden.cjs\` freezes what they lead to. */
const facadeRoots = [buffer.Buffer, URL, URLSearchParams];

module.exports = { facadeRoots, facades, host, moduleScripts, realmScript };
