// Values between a judge and the program it judges, which have a process each. Objects are shared: each has a
// number and a twin on the other side, and every message carries a parcel that says what became of them, so
// that what one side does in place the other sees, aliases included. Functions stay where they are: their
// twins ask the other side. Numbers of the judge's are positive, of the program's negative.
//
// A packed value is a string, a boolean, null, a usual number, or a list that starts with a letter:
//
//     u                undefined                 i text       a BigInt
//     n text           NaN, Infinity, -0 …       w name       a well-known symbol
//     y number text    another symbol            b name       something of the language that every realm has
//     o number         an object of the sender's m number     one of the receiver's
//     p value          a fulfilled promise       q error      a rejected one
//     l number         one that is not settled: a message says when it is
//     h                a missing element of an array
//
// A parcel is a list of [number, kind, prototype, data, properties], the prototype only when an object is told
// of first. A property is [key, value], [key, value, 1] where it is not enumerable, or [key, which, 2 or 3]
// for an accessor: `which` is 1 for a getter, 2 for a setter, 3 for both.
'use strict';
const { types } = require('node:util');
const { bigintText, isClass, symbolDescription } = require('./intrinsics.cjs');
const contents = require('./contents.cjs');
const { Unencodable } = require('./encode.cjs');
const { isObject, nameOfSymbol, symbolOf } = require('./standard.cjs');
const { Raised, thrownMessage, thrownType } = require('./thrown.cjs');

const { getPrototypeOf, setPrototypeOf, getOwnPropertyDescriptor, ownKeys } = Reflect;
const { defineProperty, deleteProperty } = Reflect;
const { isArray } = Array;
const { dataOf, fillTwin, kindOf, makeTwin, mostPacked, put, isIndexOrLength, Look } = contents;

/** Objects looked at for every message: those that crossed last. */
const mostLooked = 64;

/** Own properties that are not told as such. */
const untold = {
  __proto__: null,
  a: ['length'],
  f: ['name', 'length', 'caller', 'arguments'],
  e: ['stack'],
  r: ['lastIndex'],
};

class Exchange {
  /** @param standard what is standard in the realm, as it was before a program used it */
  constructor(realm, sign, standard) {
    this.realm = realm;
    this.twins = standard.twins;
    this.standard = standard;
    this.sign = sign;
    this.last = 0;
    /** By number: ours that were shown, and our twins of theirs; and back. */
    this.objects = new Map();
    this.numbers = new Map();
    this.kinds = new Map();
    /** What the other side has of an object, as text. */
    this.contents = new Map();
    this.looked = new Set();
    this.looks = new Map();
    this.settlements = [];
    this.waiting = new Map();
    /** A parcel changed an object that was here before. */
    this.changed = false;
    this.packed = 0;
  }

  isOurs(number) {
    return number > 0 === this.sign > 0;
  }

  keep(number, object) {
    this.objects.set(number, object);
    this.numbers.set(object, number);
  }

  show(object) {
    let number = this.numbers.get(object);
    if (number === undefined) {
      this.last += this.sign;
      number = this.last;
      this.keep(number, object);
    }
    return number;
  }

  // --- Packing ---

  pack(value) {
    if (++this.packed > mostPacked) throw new Unencodable('a value too big to write');
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        if (Number.isFinite(value) && !Object.is(value, -0)) return value;
        return ['n', Object.is(value, -0) ? '-0' : String(value)];
      case 'undefined':
        return ['u'];
      case 'bigint':
        if (value > hugeBigint || value < -hugeBigint)
          throw new Unencodable('an integer of more than 100,000 bits');
        return ['i', bigintText(value)];
      case 'symbol':
        return this.symbol(value);
      default:
        return value === null ? null : this.object(value);
    }
  }

  symbol(symbol) {
    const name = nameOfSymbol.get(symbol);
    if (name !== undefined) return ['w', name];
    return ['y', this.show(symbol), symbolDescription(symbol) ?? ''];
  }

  object(value) {
    if (types.isProxy(value)) throw new Unencodable('a Proxy');
    const known = this.numbers.get(value);
    if (known !== undefined) {
      this.look(known);
      this.goingHome(known);
      return [this.isOurs(known) ? 'o' : 'm', known];
    }
    const name = this.standard.nameOf(value);
    if (name !== undefined) return ['b', name];
    if (types.isPromise(value)) return this.promise(value);
    const number = this.show(value);
    this.kinds.set(number, kindOf(value, this.standard));
    this.look(number);
    return ['o', number];
  }

  goingHome() {}

  look(number) {
    if (!this.kinds.has(number)) return;
    this.looked.delete(number);
    this.looked.add(number);
  }

  /** All that the other side has to know before it reads what was packed. */
  parcel() {
    const records = [];
    const done = new Set();
    for (let more = true; more;) {
      more = false;
      // The Set grows while objects lead to others.
      for (const number of this.looked) {
        if (done.has(number)) continue;
        done.add(number);
        more = true;
        this.record(number, records);
      }
    }
    for (const number of this.looked) {
      if (this.looked.size <= mostLooked) break;
      this.looked.delete(number);
    }
    this.packed = 0;
    return records;
  }

  record(number, records) {
    const value = this.objects.get(number);
    const kind = this.kinds.get(number);
    if (this.looks.get(number)?.isStill(value)) return;
    const isNew = !this.contents.has(number);
    const prototype = isNew ? this.prototype(value, kind) : null;
    const content = [dataOf(this, value, kind), this.properties(value, kind)];
    const text = JSON.stringify(content);
    this.looks.set(number, Look.at(value));
    if (this.contents.get(number) === text) return;
    this.contents.set(number, text);
    records.push([number, kind, prototype, ...content]);
  }

  prototype(value, kind) {
    const found = getPrototypeOf(value);
    if (kind === 'g') return null;
    // Those of generator functions and the like lead to makers of code.
    if (kind === 'f' && typeof found !== 'function') return ['b', 'Function.prototype'];
    return this.pack(found);
  }

  properties(value, kind) {
    if ('gbuq'.includes(kind)) return [];
    const told = [];
    const hidden = untold[kind] ?? [];
    const indexed = kind === 'a' || kind === 't' || kind === 'x';
    for (const key of ownKeys(value)) {
      if (hidden.includes(key)) continue;
      if (indexed && isIndexOrLength(key)) continue;
      const property = getOwnPropertyDescriptor(value, key);
      if (kind === 'f' && key === 'prototype' && !this.isTelling(value, property.value)) continue;
      const name = typeof key === 'symbol' ? this.symbol(key) : key;
      const isHidden = property.enumerable ? 0 : 1;
      if (property.get !== undefined || property.set !== undefined) {
        const which = (property.get === undefined ? 0 : 1) + (property.set === undefined ? 0 : 2);
        told.push([name, which, 2 + isHidden]);
      } else if (isHidden) told.push([name, this.pack(property.value), 1]);
      else told.push([name, this.pack(property.value)]);
    }
    return told;
  }

  /** The prototype of a plain function says nothing. */
  isTelling(fn, prototype) {
    if (isClass(fn)) return true;
    if (!isObject(prototype) || types.isProxy(prototype)) return false;
    const keys = ownKeys(prototype).length;
    if (keys !== 1) return keys > 1;
    const parent = getPrototypeOf(prototype);
    return parent !== null && this.standard.nameOf(parent) === undefined;
  }

  promise(promise) {
    const known = this.settle(promise);
    if (known.state === 'fulfilled') return ['p', this.pack(known.value)];
    if (known.state === 'rejected') return ['q', this.pack(known.value)];
    const number = this.show(promise);
    this.twins.whenSettled(promise, (isOk, value) => this.tell(number, isOk, value));
    return ['l', number];
  }

  // --- Unpacking ---

  unparcel(records) {
    const fresh = [];
    for (const record of records) {
      const [number, kind] = record;
      const known = this.kinds.get(number);
      if (known === undefined) {
        if (this.isOurs(number) || this.objects.has(number))
          throw new Error('a number that is taken');
        this.kinds.set(number, kind);
        fresh.push(record);
      } else if (known !== kind) throw new Error('an object of another kind');
      else if (this.isOurs(number) && kind === 'f') throw new Error('a function of ours');
      else this.changed = true;
    }
    // A view is made of a buffer.
    for (const isView of [false, true]) {
      for (const [number, kind, , data] of fresh) {
        if ((kind === 'v') === isView) this.keep(number, makeTwin(this, number, kind, data));
      }
    }
    for (const [number, kind, prototype] of fresh) {
      if (kind === 'g') continue;
      const isStandard = isArray(prototype) && prototype[0] === 'b';
      const parent = isStandard ? this.standardOf(prototype[1]) : this.unpack(prototype);
      setPrototypeOf(this.objects.get(number), parent);
    }
    for (const [number, kind, , data, properties] of records) {
      const twin = this.objects.get(number);
      fillTwin(this, twin, kind, data);
      this.define(number, properties);
      // Where it was thrown is told by nobody.
      if (kind === 'e')
        put(twin, 'stack', `${thrownType(twin)}: ${thrownMessage(twin, '')}`, false);
    }
    for (const [number, kind] of records) {
      const value = this.objects.get(number);
      const content = [dataOf(this, value, kind), this.properties(value, kind)];
      this.contents.set(number, JSON.stringify(content));
      this.looks.set(number, Look.at(value));
      this.look(number);
    }
  }

  define(number, properties) {
    const twin = this.objects.get(number);
    const kind = this.kinds.get(number);
    const wanted = new Set();
    for (const [name, value, how] of properties) {
      const key = typeof name === 'string' ? name : this.unpack(name);
      if (!this.takes(key, value)) continue;
      wanted.add(key);
      if (how >= 2) {
        const { get, set } = this.accessor(number, key, value);
        const enumerable = how === 2;
        defineProperty(twin, key, { get, set, enumerable, configurable: true });
      } else put(twin, key, this.unpack(value), how !== 1);
    }
    const kept = untold[kind] ?? [];
    for (const key of ownKeys(twin)) {
      if (wanted.has(key) || kept.includes(key)) continue;
      if (kind === 'f' && key === 'prototype') continue;
      if ('gbuq'.includes(kind)) return;
      if ('atx'.includes(kind) && isIndexOrLength(key)) continue;
      deleteProperty(twin, key);
    }
  }

  takes() {
    return true;
  }

  accessor(number, key, which) {
    const get = (receiver) => this.outcome(() => this.remoteGet(number, key, receiver));
    const set = (receiver, value) =>
      this.outcome(() => this.ask('set', number, [key, receiver, value]));
    return this.twins.accessor(which & 1 ? get : undefined, which & 2 ? set : undefined);
  }

  unpack(packed) {
    if (!isArray(packed)) return packed;
    const [letter, first, second] = packed;
    switch (letter) {
      case 'u':
        return undefined;
      case 'n':
        return Number(first);
      case 'i':
        return BigInt(first);
      case 'w':
        return symbolOf.get(first);
      case 'y':
        return this.symbolOf(first, second);
      case 'b': {
        const found = this.standardOf(first);
        // What all objects inherit from is nobody's to hand out.
        if (typeof found !== 'function') throw new Error(`${first} stays where it is`);
        return found;
      }
      case 'o':
      case 'm':
        if (this.isOurs(first) !== (letter === 'm') || !this.objects.has(first))
          throw new Error('no such object');
        return this.objects.get(first);
      case 'p':
        return this.twins.resolved(this.unpack(first));
      case 'q':
        return this.twins.rejected(this.unpack(first));
      case 'l':
        return this.later(first);
      default:
        throw new Error('no packed value');
    }
  }

  standardOf(name) {
    const found = this.standard.find(String(name));
    if (found === undefined) throw new Error(`no ${name} here`);
    return found;
  }

  symbolOf(number, description) {
    if (!this.objects.has(number)) {
      if (this.isOurs(number)) throw new Error('no such symbol');
      this.keep(number, this.twins.symbol(String(description)));
    }
    return this.objects.get(number);
  }

  /** A promise of the other side's that is not settled yet. */
  later(number) {
    let record = this.waiting.get(number);
    if (record === undefined) {
      record = this.twins.promise();
      this.waiting.set(number, record);
      this.keep(number, record.promise);
    }
    return record.promise;
  }

  settled(number, isOk, packed) {
    const record = this.waiting.get(number);
    if (record === undefined) return;
    this.waiting.delete(number);
    if (isOk) record.resolve(this.unpack(packed));
    else record.reject(this.unpack(packed));
  }

  /** What asking came to, for functions of the realm: nothing is ever thrown at them. */
  outcome(ask) {
    try {
      return { __proto__: null, thrown: false, value: ask() };
    } catch (error) {
      const value = error instanceof Raised ? error.value : this.problem(error);
      return { __proto__: null, thrown: true, value };
    }
  }

  problem(error) {
    const text =
      error instanceof Unencodable
        ? `${error.detail} cannot be shown`
        : `it cannot be asked: ${String(error?.message)}`;
    return this.twins.error('TypeError', text);
  }
}

const hugeBigint = 1n << 100000n;

module.exports = { Exchange };
