// Runs first in every realm, as the body of `function (host, exports)`. It gives candidates the
// globals that Node programs expect and hands the server the strings it pulls: the timers, the
// printed text, the state of a promise. No function of the server is ever visible to a candidate,
// so nothing that a candidate can reach belongs to the server's realm but the frozen facades.
'use strict';

const { apply, defineProperty } = Reflect;
const then = Promise.prototype.then;
const PromiseClass = Promise;
const resolvePromise = Promise.resolve;
const ErrorClass = Error;
const now = Date.now;
const floor = Math.floor;
const imul = Math.imul;
const bytesOf = (hostBytes) => new Uint8Array(hostBytes);

// --- Promises ---------------------------------------------------------------------------------

/** Whether awaiting `value` would wait: a promise, or an object with a callable `then`. */
exports.isThenable = (value) =>
  value !== null && typeof value === 'object' && typeof value.then === 'function';

/** A record that shows how `value` settles once the realm's microtasks have run. */
exports.watch = (value) => {
  const record = { __proto__: null, state: 'pending', value: undefined };
  const settle = (state) => (settled) => {
    record.state = state;
    record.value = settled;
  };
  const promise = apply(resolvePromise, PromiseClass, [value]);
  apply(then, promise, [settle('fulfilled'), settle('rejected')]);
  return record;
};

// --- Timers -----------------------------------------------------------------------------------

let timers = [];
let lastTimer = 0;

class Timeout {
  #id;
  constructor(id) {
    this.#id = id;
  }
  ref() {
    return this;
  }
  unref() {
    return this;
  }
  hasRef() {
    return true;
  }
  [Symbol.toPrimitive]() {
    return this.#id;
  }
}

function addTimer(callback, delay, args, repeats) {
  if (typeof callback !== 'function')
    throw new TypeError('The "callback" argument must be a function');
  const wait = +delay > 1 && +delay < 2 ** 31 ? floor(+delay) : 1;
  const id = ++lastTimer;
  timers[timers.length] = { __proto__: null, id, due: now() + wait, wait, callback, args, repeats };
  return new Timeout(id);
}

function clearTimer(timer) {
  if (timer === undefined || timer === null) return;
  const id = +timer;
  let kept = 0;
  for (let i = 0; i < timers.length; i++) if (timers[i].id !== id) timers[kept++] = timers[i];
  timers.length = kept;
}

/** When the next timer is due, in ms since the epoch; -1 where there is none. */
exports.nextTimer = () => {
  let first = -1;
  for (let i = 0; i < timers.length; i++)
    if (first < 0 || timers[i].due < first) first = timers[i].due;
  return first;
};

/** Runs the timer that is due first. */
exports.runTimer = () => {
  let first;
  for (let i = 0; i < timers.length; i++) {
    if (first === undefined || timers[i].due < first.due) first = timers[i];
  }
  if (first === undefined) return;
  if (first.repeats) first.due = now() + first.wait;
  else clearTimer(first.id);
  apply(first.callback, undefined, first.args);
};

// --- Printed text -----------------------------------------------------------------------------

let printed = '';
let printLimit = 0;

function print(text) {
  if (printed.length < printLimit) printed += text;
}

function printLine(args) {
  if (printLimit === 0) return;
  let line;
  try {
    line = host.format(args);
  } catch {
    // The formatter belongs to the server's realm: what it throws stays out of the candidate's.
    line = '[unprintable]';
  }
  print(`${line}\n`);
}

exports.print = print;

exports.takePrinted = () => {
  const text = printed.length > printLimit ? printed.slice(0, printLimit) : printed;
  printed = '';
  return text;
};

const log = (...args) => printLine(args);
const quiet = () => undefined;
const consoleMethods = {
  log,
  info: log,
  debug: log,
  warn: log,
  error: log,
  trace: log,
  dir: (value) => printLine([value]),
  table: (value) => printLine([value]),
  assert: (holds, ...args) => {
    if (!holds) printLine(['Assertion failed', ...args]);
  },
};
for (const name of ['clear', 'count', 'countReset', 'group', 'groupCollapsed', 'groupEnd']) {
  consoleMethods[name] = quiet;
}
for (const name of ['time', 'timeEnd', 'timeLog']) consoleMethods[name] = quiet;

// --- Chance -----------------------------------------------------------------------------------

let randomState = 0;

/** mulberry32: 32 fresh bits a step. */
function randomBits() {
  randomState = (randomState + 0x6d2b79f5) | 0;
  let t = imul(randomState ^ (randomState >>> 15), 1 | randomState);
  t = (t + imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return (t ^ (t >>> 14)) >>> 0;
}

function random() {
  return ((randomBits() >>> 5) * 67108864 + (randomBits() >>> 6)) / 9007199254740992;
}

// --- Modules ----------------------------------------------------------------------------------

let loaded = { __proto__: null };
let refusedModule = '';

function require(name) {
  const plain = `${name}`.startsWith('node:') ? `${name}`.slice(5) : `${name}`;
  if (plain in loaded) return loaded[plain].exports;
  const facade = host.facade(plain);
  if (facade !== undefined) return facade;
  const isInternal = plain === 'workspace' || plain === 'twins' || plain === 'unavailable';
  const source = isInternal ? undefined : host.moduleSource(plain);
  if (source === undefined) {
    refusedModule = plain;
    const error = new ErrorClass(
      `Cannot find module '${plain}': a program may use ${host.moduleNames()} only`,
    );
    error.code = 'MODULE_NOT_FOUND';
    throw error;
  }
  const module = { exports: {} };
  loaded[plain] = module;
  apply(source, undefined, [module, module.exports, require, host, bytesOf]);
  return module.exports;
}

/** The last module that was asked for in vain since `reset`; empty where none was. */
exports.refusedModule = () => refusedModule;

// --- Globals ----------------------------------------------------------------------------------

class TextEncoder {
  get encoding() {
    return 'utf-8';
  }
  encode(text = '') {
    return bytesOf(host.encodeText(`${text}`));
  }
}

class TextDecoder {
  #encoding;
  constructor(encoding = 'utf-8') {
    this.#encoding = `${encoding}`;
  }
  get encoding() {
    return this.#encoding;
  }
  decode(bytes = new Uint8Array(0)) {
    return host.decodeText(this.#encoding, bytes);
  }
}

const processStub = {
  arch: 'x64',
  argv: [],
  argv0: 'node',
  emitWarning: quiet,
  env: {},
  execArgv: [],
  execPath: '/usr/bin/node',
  memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
  off: () => processStub,
  pid: 1,
  platform: 'linux',
  version: host.version,
  versions: { node: host.version.slice(1) },
  cwd: () => '/',
  exit() {
    throw new ErrorClass('process.exit is not available to a program under test');
  },
  hrtime: Object.assign(() => [floor(host.now() / 1000), floor((host.now() % 1000) * 1e6)], {
    bigint: () => BigInt(floor(host.now() * 1e6)),
  }),
  nextTick: (callback, ...args) => queueMicrotask(() => apply(callback, undefined, args)),
  on: () => processStub,
  once: () => processStub,
  release: { name: 'node' },
  removeListener: () => processStub,
  stdout: { isTTY: false, write: (text) => (print(`${text}`), true) },
  stderr: { isTTY: false, write: (text) => (print(`${text}`), true) },
  umask: () => 18,
  uptime: () => 0,
};

function queueMicrotask(callback) {
  if (typeof callback !== 'function')
    throw new TypeError('The "callback" argument must be a function');
  apply(then, apply(resolvePromise, PromiseClass, []), [() => callback()]);
}

const globals = {
  console: consoleMethods,
  global: globalThis,
  performance: { now: () => host.now(), timeOrigin: 0, mark: quiet, measure: quiet },
  process: processStub,
  queueMicrotask,
  TextDecoder,
  TextEncoder,
  atob: (text) => host.atob(`${text}`),
  btoa: (text) => host.btoa(`${text}`),
  setTimeout: (callback, delay, ...args) => addTimer(callback, delay, args, false),
  setInterval: (callback, delay, ...args) => addTimer(callback, delay, args, true),
  setImmediate: (callback, ...args) => addTimer(callback, 0, args, false),
  clearTimeout: clearTimer,
  clearInterval: clearTimer,
  clearImmediate: clearTimer,
  structuredClone: (value) => require('structured-clone')(value),
  Buffer: host.facade('buffer').Buffer,
  URL: host.facade('url').URL,
  URLSearchParams: host.facade('url').URLSearchParams,
};
for (const name in globals) {
  const value = globals[name];
  defineProperty(globalThis, name, {
    value,
    writable: true,
    enumerable: false,
    configurable: true,
  });
}
defineProperty(Math, 'random', {
  value: random,
  writable: true,
  enumerable: false,
  configurable: true,
});

// Its callbacks would run while another program is at work; never calling them is allowed.
class FinalizationRegistry {
  register() {}
  unregister() {
    return false;
  }
}
defineProperty(globalThis, 'FinalizationRegistry', {
  value: FinalizationRegistry,
  writable: true,
  enumerable: false,
  configurable: true,
});

exports.require = require;

// A module of the realm that programs cannot ask for by name: its state is not theirs.
const workspace = { exports: {} };
apply(host.moduleSource('workspace'), undefined, [workspace, workspace.exports, undefined, host]);
const unavailable = { exports: undefined };
apply(host.moduleSource('unavailable'), undefined, [unavailable]);

/** The `require` of a program that may import modules of the workspace. */
exports.mount = (lent, module) =>
  workspace.exports.mount(lent, require, unavailable.exports, module);
exports.mounted = (scope) => workspace.exports.loaded(scope);

const exec = RegExp.prototype.exec;
const matchesNothing = /(?:)/;

/** Forgets what the last program left: timers, modules, printed text, what was matched last. */
exports.reset = (limit) => {
  // `RegExp.$1` and its like belong to the whole realm.
  apply(exec, matchesNothing, ['']);
  timers = [];
  loaded = { __proto__: null };
  refusedModule = '';
  workspace.exports.unmount();
  printed = '';
  printLimit = limit;
};

exports.seed = (seed) => {
  randomState = seed | 0;
};

exports.newModule = () => ({ exports: {} });

/**
 * Makes this the realm of a judge: assertions may use `assert` without asking for it, and read what was
 * printed. Its `assert` tells `own` what it compares.
 */
exports.judge = (own) => {
  require('deep-equal').judge = own;
  const additions = {
    assert: require('assert'),
    __printed__: () => exports.takePrinted(),
    __show__: (value) => {
      if (value !== undefined) print(`${host.inspect(value)}\n`);
    },
  };
  for (const name in additions) {
    defineProperty(globalThis, name, {
      value: additions[name],
      writable: true,
      enumerable: false,
      configurable: true,
    });
  }
};

exports.scopeOf = (name, value) => Function(name, 'return (code) => eval(code)')(value);

/** What makes what stands here for objects of another realm: loaded before a program could see to it. */
exports.makeTwins = () => {
  const twins = { exports: {} };
  apply(host.moduleSource('twins'), undefined, [twins, twins.exports]);
  return twins.exports;
};

const generator = Object.getPrototypeOf(function* () {}.prototype);
const asyncGenerator = Object.getPrototypeOf(async function* () {}.prototype);
const iteratorOf = (iterable) => Object.getPrototypeOf(iterable[Symbol.iterator]());
const prototypesOf = (...objects) => objects.map((object) => Object.getPrototypeOf(object));

/** Prototypes that only what these make inherits from; where this version has them. */
function ofIterators() {
  if (typeof Iterator !== 'function') return [];
  return prototypesOf(
    [].values().map((item) => item),
    Iterator.from({ next: () => ({ done: true }) }),
  );
}

function ofSegments() {
  const segments = new Intl.Segmenter().segment('a');
  return prototypesOf(segments, segments[Symbol.iterator]());
}

/** Intrinsics that no property of the global object leads to. */
exports.hiddenIntrinsics = () => [
  generator,
  asyncGenerator,
  Object.getPrototypeOf(async function () {}),
  iteratorOf([]),
  iteratorOf(new Map()),
  iteratorOf(new Set()),
  iteratorOf(''),
  Object.getPrototypeOf('a'.matchAll(/a/g)),
  ...ofIterators(),
  ...ofSegments(),
];
