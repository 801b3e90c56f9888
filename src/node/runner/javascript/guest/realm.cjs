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
  'Reflect', 'Atomics', 'Intl', 'WebAssembly', 'Proxy', 'DataView', 'WeakRef',
  'FinalizationRegistry', 'ArrayBuffer', 'SharedArrayBuffer', 'Int8Array', 'Uint8Array',
  'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float16Array',
  'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array', 'Iterator', 'ShadowRealm',
  'DisposableStack', 'AsyncDisposableStack', 'Buffer', 'URL', 'URLSearchParams',
]; // prettier-ignore

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
    this.watched = [];
    this.survey();
  }

  /** Freezes what nobody patches and remembers the rest, property by property. */
  survey() {
    const frozen = new Set(frozenGlobals.map((name) => this.global[name]));
    const pending = [this.global, ...this.kit.hiddenIntrinsics()];
    for (const hidden of pending.slice(1)) frozen.add(hidden);
    const seen = new Set([null, ...facadeRoots]);
    while (pending.length > 0) {
      const object = pending.pop();
      if ((typeof object !== 'object' && typeof object !== 'function') || seen.has(object)) {
        continue;
      }
      seen.add(object);
      pending.push(getPrototypeOf(object));
      const keys = ownKeys(object);
      const isFrozen = frozen.has(object) || (typeof object === 'function' && isLeaf(keys));
      const properties = isFrozen ? undefined : [];
      for (const key of keys) {
        const property = getOwnPropertyDescriptor(object, key);
        for (const part of [property.value, property.get, property.set]) {
          pending.push(part);
          if (frozen.has(object)) frozen.add(part);
        }
        properties?.push([key, property]);
      }
      if (isFrozen) Object.freeze(object);
      else
        this.watched.push({
          object,
          keys: keys.length,
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

/** A function that holds nothing but its name and length. */
function isLeaf(keys) {
  return keys.every((key) => key === 'name' || key === 'length');
}

module.exports = { Realm };
