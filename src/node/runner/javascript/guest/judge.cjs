// Runs an assertion in a process that never sees the program. Calls are made in the program's process; all else is
// done here, with this realm's own language and library, on twins of what the program's objects hold.
//
// What the program's own code was asked for makes the verdict forgeable, unless that was the function under test:
// other functions and methods that give data, accessors, iteration of objects that are no generators, conversion
// by `valueOf`, `toString`, `Symbol.toPrimitive`. That two objects of the program's are deeply equal is its word
// too, as both sides are. Nothing of what is expected is handed over: identity, types, fields and deep equality
// are looked at here, and `Symbol.hasInstance` of the program's is not asked at all.
'use strict';
const vm = require('node:vm');
const { performance } = require('node:perf_hooks');
const { Peer, Stopped } = require('./peer.cjs');
const { Standard, isObject } = require('./standard.cjs');
const { Raised, thrownMessage, thrownType } = require('./thrown.cjs');

const { deleteProperty, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
const { isArray } = Array;
const fileName = 'assertion.js';
/** What the language itself calls kinds of objects. */
const kinds = new Set([
  ...[
    'Object',
    'Array',
    'Function',
    'Error',
    'Boolean',
    'Number',
    'String',
    'Date',
    'RegExp',
    'Map',
  ],
  ...['Set', 'WeakMap', 'WeakSet', 'Promise', 'Symbol', 'BigInt', 'Arguments', 'ArrayBuffer'],
]);

class JudgePeer extends Peer {
  constructor(realm, channel, entry, yields) {
    super(realm, 1, new Standard(realm), channel);
    this.member = entry.includes('.') ? entry.slice(entry.lastIndexOf('.') + 1) : undefined;
    this.yields = yields;
    this.forgeable = false;
    /** The function under test, and functions and iterators that came out of it. */
    this.answers = new Set();
    /** What iterators gave that were compared with a list. */
    this.drawn = new Map();
    /**
     * What the assertion had made from a class of the program's and did not give it again: it can only serve
     * to compare with.
     */
    this.unused = new Set();
    /** Functions of the assertion's that went to others than the function under test, and were not called. */
    this.uncalled = new Set();
    this.called = new Set();
    /** Calls under way of anything else. */
    this.others = 0;
  }

  heard(text) {
    this.realm.kit.print(text);
  }

  doubt() {
    this.forgeable = true;
  }

  /** What the program calls it with is its word, unless the function under test calls. */
  perform(operation, target, args) {
    if (this.others > 0) this.doubt();
    if (operation === 'call') {
      this.called.add(target);
      this.uncalled.delete(target);
    }
    return super.perform(operation, target, args);
  }

  names(wanted) {
    const [entry, found] = this.askFor('names', 0, wanted);
    if (entry !== null) this.answers.add(this.unpack(entry));
    return found.map(([name, packed]) => {
      if (!isStandard(packed, name)) this.weigh(packed);
      return [name, this.unpack(packed)];
    });
  }

  /** Whether anything besides this verdict's own checks was left to the program. */
  isInDoubt() {
    const { forgeable, unused, uncalled, waiting } = this;
    return forgeable || unused.size > 0 || uncalled.size > 0 || waiting.size > 0;
  }

  remoteCall(number, receiver, args, isNew) {
    const isAnswer = this.answers.has(this.objects.get(number));
    this.changed = false;
    const packed = this.other(isAnswer, () =>
      this.askFor('call', number, [receiver, isNew, ...args]),
    );
    if (!isAnswer) {
      if (this.changed || !isNew) this.weigh(packed);
      if (!isNew || this.member !== 'constructor') this.given(packed);
      for (const given of args) this.await(given);
    }
    return this.result(packed, isAnswer);
  }

  /** An object of the program's says nothing by being there: it has to go back, or the verdict is its word. */
  given(packed) {
    if (isArray(packed) && packed[0] === 'o') this.unused.add(packed[1]);
  }

  /** A function of the assertion's has something to say once it is called. */
  await(given) {
    const number = typeof given === 'function' ? this.numbers.get(given) : undefined;
    if (number !== undefined && this.isOurs(number) && !this.called.has(number)) {
      this.uncalled.add(number);
    }
  }

  goingHome(number) {
    this.unused.delete(number);
  }

  remoteStep(number, operation, value) {
    const isAnswer = this.answers.has(this.objects.get(number));
    const step = this.other(isAnswer, () => super.remoteStep(number, operation, value));
    // An end is its word too: what would look at the items does not.
    if (!isAnswer) this.doubt();
    return step;
  }

  remoteGet(number, key, receiver) {
    const isAnswer = key === this.member;
    const packed = this.other(isAnswer, () => this.askFor('get', number, [key, receiver]));
    if (!isAnswer) this.weigh(packed);
    return this.result(packed, isAnswer);
  }

  other(isAnswer, ask) {
    if (isAnswer) return ask();
    this.others += 1;
    try {
      return ask();
    } finally {
      this.others -= 1;
    }
  }

  /** What the function under test gives to be called or gone through is that function still. */
  result(packed, isAnswer) {
    const value = this.unpack(packed);
    if (isAnswer && isArray(packed)) {
      const given = packed[0] === 'p' ? this.unpack(packed[1]) : value;
      const kind = this.kinds.get(this.numbers.get(given));
      if (kind === 'f' || kind === 'g') this.answers.add(given);
    }
    return value;
  }

  weigh(packed) {
    if (this.changed || this.isData(packed)) this.doubt();
  }

  /** True for all but functions and objects of the program's own classes, about which nothing was said yet. */
  isData(packed) {
    if (!isArray(packed)) return true;
    const [letter, first] = packed;
    if (letter === 'u') return false;
    if (letter === 'p') return this.isData(first);
    if (letter !== 'o') return true;
    const kind = this.kinds.get(first);
    if (kind === 'f' || kind === 'g') return false;
    return !this.isOfTheProgram(this.objects.get(first));
  }

  /** An instance of one of its classes. */
  isOfTheProgram(value) {
    if (!isObject(value)) return false;
    const number = this.numbers.get(value);
    if (number === undefined || this.isOurs(number)) return false;
    const prototype = getPrototypeOf(value);
    return prototype !== null && this.numbers.has(prototype);
  }

  /** Nobody says of which class or kind something is but its prototype. */
  takes(key, packed) {
    if (key === Symbol.toStringTag) return !kinds.has(packed);
    return key !== Symbol.hasInstance;
  }

  unparcel(records) {
    super.unparcel(records);
    for (const [number] of records) {
      const twin = this.objects.get(number);
      const made = getOwnPropertyDescriptor(twin, 'constructor')?.value;
      if (typeof made !== 'function') continue;
      if (getOwnPropertyDescriptor(made, 'prototype')?.value !== twin) {
        deleteProperty(twin, 'constructor');
      }
    }
  }

  settle() {
    // Its jobs run when the assertion waits.
    return { state: 'pending' };
  }

  tell(number, isOk, value) {
    try {
      this.askFor('settled', number, [isOk, value]);
    } catch (error) {
      // Nobody can be told that the other side is gone but the verdict.
      if (!(error instanceof Raised) && !(error instanceof Stopped)) throw error;
    }
  }

  // --- What the realm's `assert` asks ---

  compared(one, other) {
    if (this.isOfTheProgram(one) && this.isOfTheProgram(other)) this.doubt();
  }

  /** The items of an iterator that is compared with a list, where a list may stand for them. */
  itemsFor(value, other) {
    if (!this.yields || !isArray(other)) return value;
    const number = this.numbers.get(value);
    if (this.kinds.get(number) !== 'g' || this.isOurs(number)) return value;
    let items = this.drawn.get(value);
    if (items === undefined) {
      items = this.twins.array();
      this.drawn.set(value, items);
      while (items.length <= other.length) {
        const step = this.remoteStep(number, 'next', undefined);
        if (step.done) break;
        items[items.length] = step.value;
      }
    }
    return items;
  }
}

class Judge {
  constructor(channel, realm, { assertion, entry, yields, limits }) {
    this.channel = channel;
    this.assertion = assertion;
    this.entry = entry;
    this.limits = limits;
    this.realm = realm;
    this.peer = new JudgePeer(realm, channel, entry, yields);
  }

  run() {
    const start = performance.now();
    this.judged = this.verdict();
    this.ms = Math.round((performance.now() - start) * 1000) / 1000;
  }

  /** A promise of the assertion's that nobody waited for was rejected: what looked at a result, say. */
  leave(reason) {
    if (this.judged?.[0] === 'value') this.judged = this.exception(reason);
  }

  tell() {
    this.channel.send(['judged', this.ms, this.peer.isInDoubt(), ...this.judged]);
  }

  verdict() {
    const { realm, peer } = this;
    const { kit } = realm;
    kit.reset(this.limits.outputBytes);
    kit.seed(this.limits.seed);
    kit.judge({
      __proto__: null,
      compared: (one, other) => peer.compared(one, other),
      itemsFor: (value, other) => peer.outcome(() => peer.itemsFor(value, other)),
    });
    try {
      const known = peer.names(this.namesWanted());
      const names = ['require', ...known.map(([name]) => name)];
      const script = new vm.Script(
        `(async function (${names.join(', ')}) {{${this.assertion}\n}})`,
        { filename: fileName },
      );
      const values = known.map(([, value]) => value);
      const run = script.runInContext(realm.context);
      const settled = realm.settle(run(kit.require, ...values));
      if (settled.state === 'pending') return ['timeout', '', ''];
      if (settled.state === 'rejected') return this.exception(settled.value);
      return ['value', '', ''];
    } catch (error) {
      if (error instanceof Stopped) return ['exception', 'Error', error.message];
      return this.exception(error instanceof Raised ? error.value : error);
    }
  }

  exception(error) {
    return ['exception', thrownType(error), thrownMessage(error, fileName)];
  }

  /** Names in the text that this realm does not have. */
  namesWanted() {
    const words = new Set(this.assertion.match(/(?<![\w$])(?<!(?<!\.\.)\.)[A-Za-z_$][\w$]*/g));
    const [root] = this.entry.split('.');
    words.delete('require');
    return [...words].filter(
      (word) => word === root || !(word in this.realm.global || keywords.has(word)),
    );
  }
}

/** Something of the language under its own name. */
function isStandard(packed, name) {
  if (!isArray(packed) || packed[0] !== 'b') return false;
  return packed[1] === name || String(packed[1]).endsWith(`.${name}`);
}

const keywords = new Set(
  (
    'arguments async await break case catch class const continue debugger default delete do else enum export ' +
    'extends false finally for function get if implements import in instanceof interface let new null of package ' +
    'private protected public return set static super switch this throw true try typeof undefined var void ' +
    'while with yield eval'
  ).split(' '),
);

module.exports = { Judge };
