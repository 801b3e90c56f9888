// EventEmitter, as far as a function under test uses it.
'use strict';

class EventEmitter {
  #listeners = new Map();
  on(event, listener) {
    return this.#add(event, { listener, once: false }, false);
  }
  addListener(event, listener) {
    return this.on(event, listener);
  }
  prependListener(event, listener) {
    return this.#add(event, { listener, once: false }, true);
  }
  once(event, listener) {
    return this.#add(event, { listener, once: true }, false);
  }
  prependOnceListener(event, listener) {
    return this.#add(event, { listener, once: true }, true);
  }
  off(event, listener) {
    const all = this.#listeners.get(event) ?? [];
    const at = all.findLastIndex((entry) => entry.listener === listener);
    if (at >= 0) this.#set(event, all.toSpliced(at, 1));
    return this;
  }
  removeListener(event, listener) {
    return this.off(event, listener);
  }
  removeAllListeners(event) {
    if (event === undefined) this.#listeners.clear();
    else this.#listeners.delete(event);
    return this;
  }
  emit(event, ...args) {
    const all = this.#listeners.get(event) ?? [];
    if (all.length === 0) {
      if (event === 'error') {
        throw args[0] instanceof Error
          ? args[0]
          : new Error(`Unhandled error. (${String(args[0])})`);
      }
      return false;
    }
    for (const entry of all) {
      if (entry.once) this.off(event, entry.listener);
      entry.listener.apply(this, args);
    }
    return true;
  }
  listeners(event) {
    return (this.#listeners.get(event) ?? []).map((entry) => entry.listener);
  }
  listenerCount(event) {
    return (this.#listeners.get(event) ?? []).length;
  }
  eventNames() {
    return [...this.#listeners.keys()];
  }
  setMaxListeners() {
    return this;
  }
  #add(event, entry, first) {
    if (typeof entry.listener !== 'function') {
      throw new TypeError('The "listener" argument must be of type function');
    }
    const all = this.#listeners.get(event) ?? [];
    this.#set(event, first ? [entry, ...all] : [...all, entry]);
    return this;
  }
  #set(event, all) {
    if (all.length === 0) this.#listeners.delete(event);
    else this.#listeners.set(event, all);
  }
}

module.exports = EventEmitter;
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.defaultMaxListeners = 10;
EventEmitter.once = (emitter, event) =>
  new Promise((resolve, reject) => {
    emitter.once(event, (...args) => resolve(args));
    if (event !== 'error') emitter.once('error', reject);
  });
