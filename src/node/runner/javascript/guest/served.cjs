// The program that is judged, as its judge reaches it.
'use strict';
const { types } = require('node:util');
const { Unencodable } = require('./encode.cjs');
const { Peer } = require('./peer.cjs');

class ServedProgram extends Peer {
  constructor(realm, standard, program, channel) {
    super(realm, -1, standard, channel);
    this.program = program;
    /** Promises that were told of before they were settled. */
    this.owed = new Map();
  }

  perform(operation, target, args) {
    if (this.answering === 1) this.realm.kit.seed(this.program.limits.seed);
    let packed;
    if (operation === 'names') packed = this.names(args);
    else if (operation === 'settled') packed = this.pack(this.hear(target, args));
    else packed = super.perform(operation, target, args);
    if (this.answering === 1) this.pursue();
    return packed;
  }

  /** Those of the names that mean something, with what they mean; and the function under test. */
  names(names) {
    const { program } = this;
    const found = names.flatMap((name) => {
      const value = program.find(name);
      if (value === undefined) return [];
      try {
        return [[name, this.pack(value)]];
      } catch (error) {
        // Using it says that there is none.
        if (error instanceof Unencodable) return [];
        throw error;
      }
    });
    return [typeof program.entry === 'function' ? this.pack(program.entry) : null, found];
  }

  hear(number, [isOk, value]) {
    const record = this.waiting.get(number);
    this.waiting.delete(number);
    if (isOk) record?.resolve(value);
    else record?.reject(value);
  }

  settle(promise) {
    // In the middle of a call nothing else can run.
    if (this.answering > 1) return { state: 'pending' };
    return this.realm.settle(promise);
  }

  promise(promise) {
    const packed = super.promise(promise);
    if (packed[0] === 'l') this.owed.set(packed[1], promise);
    return packed;
  }

  tell(number, isOk, value) {
    this.owed.delete(number);
    this.settlements.push([number, isOk, value]);
  }

  /** What was owed may be there now: jobs and timers run until nothing more comes of it. */
  pursue() {
    this.realm.drain();
    for (const promise of this.owed.values()) {
      if (types.isPromise(promise)) this.realm.settle(promise);
    }
  }

  printed() {
    return this.realm.kit.takePrinted();
  }
}

module.exports = { ServedProgram };
