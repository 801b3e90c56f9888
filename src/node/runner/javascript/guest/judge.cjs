// Runs assertions in a process that never sees the program. Calls of the function under test go
// through the channel to the trusted side, which asks the process that holds the program.
'use strict';
const vm = require('node:vm');
const { performance } = require('node:perf_hooks');
const { Encoder, Unencodable } = require('./encode.cjs');
const { thrownBases, thrownMessage, thrownType } = require('./thrown.cjs');
const { Realm } = require('./realm.cjs');

const fileName = 'assertion.js';

class Judge {
  constructor(channel, { assertion, entry, limits }) {
    this.channel = channel;
    this.assertion = assertion;
    this.entry = entry;
    this.limits = limits;
    this.needsObjects = false;
  }

  run() {
    const start = performance.now();
    const record = this.verdict();
    const ms = Math.round((performance.now() - start) * 1000) / 1000;
    if (this.needsObjects) this.channel.send(['objects']);
    else this.channel.send([record[0], 0, 0, ms, null, ...record.slice(1)]);
  }

  verdict() {
    const realm = new Realm();
    this.encoder = new Encoder(realm, this.limits);
    realm.kit.reset(0);
    realm.kit.seed(this.limits.seed);
    realm.kit.exposeAssert();
    const remote = realm.kit.remote((args) => this.ask(realm, args));
    try {
      const script = new vm.Script(
        `(async function (require, ${this.entry}) {{${this.assertion}\n}})`,
        { filename: fileName },
      );
      const settled = realm.settle(script.runInContext(realm.context)(realm.kit.require, remote));
      if (settled.state === 'pending') return ['timeout'];
      if (settled.state === 'rejected') return this.exception(settled.value);
      return ['value', 'undefined', null, false];
    } catch (error) {
      return this.exception(error);
    }
  }

  exception(error) {
    const type = thrownType(error);
    // The assertion mentions something else of the program's module.
    if (type === 'ReferenceError') this.needsObjects = true;
    return ['exception', type, thrownMessage(error, fileName), thrownBases(error)];
  }

  /** Has the program called; answers what `remote` of the bootstrap makes of it. */
  ask(realm, args) {
    let text;
    try {
      text = this.encoder.encode(args);
    } catch (error) {
      if (!(error instanceof Unencodable)) throw error;
    }
    if (text !== undefined && !this.needsObjects) {
      this.channel.send(['call', text]);
      const reply = this.channel.receive();
      if (reply === undefined) return { __proto__: null, kind: 'objects' };
      if (reply.kind === 'exception') return { __proto__: null, ...reply };
      if (reply.kind === 'value') {
        const made = new vm.Script(`() => ({ value: ${reply.value}, mutated: ${reply.mutated} })`);
        const { value, mutated } = made.runInContext(realm.context)();
        return { __proto__: null, kind: 'value', value, mutated, awaited: reply.awaited };
      }
      if (reply.kind === 'stop') return { __proto__: null, ...reply };
    }
    this.needsObjects = true;
    return { __proto__: null, kind: 'objects' };
  }
}

module.exports = { Judge };
