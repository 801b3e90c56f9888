// A realm: one context with its own intrinsics in which programs run. Programs may share a realm
// as long as each leaves it as it was, which `changed` finds out.
'use strict';
const vm = require('node:vm');
const { facadeRoots, host, moduleScripts, realmScript } = require('./host.cjs');

const { getOwnPropertyDescriptor, ownKeys, getPrototypeOf, deleteProperty, isExtensible } = Reflect;
const nothing = new vm.Script('0');
const sleeper = new Int32Array(new SharedArrayBuffer(4));

/** Never patched by honest programs, so nothing is lost by freezing them, and checks are cheaper. */
const frozenGlobals = [
  ...['Reflect', 'Atomics', 'Intl', 'WebAssembly', 'Proxy', 'DataView', 'WeakRef', 'ShadowRealm'],
  ...['ArrayBuffer', 'SharedArrayBuffer', 'DisposableStack', 'AsyncDisposableStack'],
  ...['Buffer', 'URL', 'URLSearchParams'],
];

const errorNames = [
  ...['Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError'],
  ...['TypeError', 'URIError'],
];

class Realm {
  constructor() {
    const context = vm.createContext(vm.constants.DONT_CONTEXTIFY ?? Object.create(null), {
      codeGeneration: { strings: true, wasm: false },
      // Promise jobs of the realm run only when the server says so: see `drain`.
      microtaskMode: 'afterEvaluate',
    });
    this.context = context;
    this.global = vm.runInContext('globalThis', context);
    this.kit = {};
    const ownHost = {
      __proto__: host,
      moduleSource: (name) => moduleScripts[name]?.runInContext(context),
    };
    realmScript.runInContext(context)(ownHost, this.kit);
    this.objectPrototype = this.global.Object.prototype;
    this.arrayPrototype = this.global.Array.prototype;
    this.errors = new Map(errorNames.map((name) => [this.global[name].prototype, name]));
    this.watched = [];
    this.survey();
  }

  /** Freezes what nobody patches and remembers the rest, property by property. */
  survey() {
    const objects = [this.global, ...this.kit.hiddenIntrinsics()];
    plan ??= makePlan(objects);
    for (const { owner, key, part } of plan.steps) {
      const holder = objects[owner];
      let found;
      if (part === 'parent') found = getPrototypeOf(holder);
      else if (part === 'value') found = holder[key];
      else found = getOwnPropertyDescriptor(holder, key)[part];
      objects.push(found);
    }
    for (const index of plan.frozen) Object.freeze(objects[index]);
    for (const index of plan.watched) {
      const object = objects[index];
      const properties = [];
      for (const key of ownKeys(object)) {
        properties.push([key, getOwnPropertyDescriptor(object, key)]);
      }
      this.watched.push({
        object,
        keys: properties.length,
        properties,
        parent: getPrototypeOf(object),
      });
    }
    this.globalKeys = new Set(ownKeys(this.global));
  }

  /** Whether a program changed an intrinsic. Variables that it leaked into the global object are removed. */
  changed() {
    const globalKeys = ownKeys(this.global);
    if (globalKeys.length !== this.globalKeys.size) {
      for (const key of globalKeys) {
        if (!this.globalKeys.has(key) && !deleteProperty(this.global, key)) return true;
      }
    }
    for (const { object, keys, properties, parent } of this.watched) {
      if (ownKeys(object).length !== keys) return true;
      if (getPrototypeOf(object) !== parent || !isExtensible(object)) return true;
      for (const [key, before] of properties) {
        const now = getOwnPropertyDescriptor(object, key);
        if (
          now === undefined ||
          !Object.is(now.value, before.value) ||
          now.get !== before.get ||
          now.set !== before.set ||
          now.writable !== before.writable ||
          now.configurable !== before.configurable ||
          now.enumerable !== before.enumerable
        ) {
          return true;
        }
      }
    }
    return false;
  }

  /** Runs the realm's promise jobs until there are none. */
  drain() {
    nothing.runInContext(this.context);
  }

  /**
   * Runs promise jobs and timers until `value` is settled. `pending` where it never can be: with
   * neither jobs nor timers left, nothing else could settle it. How long is the parent's business.
   */
  settle(value) {
    const record = this.kit.watch(value);
    for (;;) {
      this.drain();
      if (record.state !== 'pending') return record;
      const due = this.kit.nextTimer();
      if (due < 0) return record;
      const wait = due - Date.now();
      if (wait > 0) Atomics.wait(sleeper, 0, 0, wait);
      this.kit.runTimer();
    }
  }
}

/** How to get at the intrinsics of a realm, the same for all; made with the first one. */
let plan;

/**
 * Walks everything that the roots lead to.
 *
 * @returns `steps`: each names the object that it adds to the roots by an object before it;
 *   `frozen` and `watched`: indices of objects to freeze and to watch.
 */
function makePlan(roots) {
  const objects = [...roots];
  const frozenObjects = new Set(frozenGlobals.map((name) => roots[0][name]));
  for (const hidden of roots.slice(1)) frozenObjects.add(hidden);
  const seen = new Set([undefined, null, ...facadeRoots, ...objects]);
  const made = { steps: [], frozen: [], watched: [] };
  for (let owner = 0; owner < objects.length; owner++) {
    const object = objects[owner];
    const isFrozen = frozenObjects.has(object);
    const visit = (found, key, part) => {
      if (typeof found !== 'object' && typeof found !== 'function') return;
      // Not what it inherits from: where `Object.prototype` is frozen, no object can be given a
      // `toString` of its own by assignment.
      if (isFrozen && part !== 'parent') frozenObjects.add(found);
      if (seen.has(found)) return;
      seen.add(found);
      objects.push(found);
      made.steps.push({ owner, key, part });
    };
    const keys = ownKeys(object);
    for (const key of keys) {
      const property = getOwnPropertyDescriptor(object, key);
      for (const part of ['value', 'get', 'set']) visit(property[part], key, part);
    }
    visit(getPrototypeOf(object), undefined, 'parent');
    const isLeaf = typeof object === 'function' && keys.every((key) => leafKeys.has(key));
    made[isFrozen || isLeaf ? 'frozen' : 'watched'].push(owner);
  }
  return made;
}

/** A function that holds nothing else is never changed by honest programs. */
const leafKeys = new Set(['name', 'length']);

module.exports = { Realm };
