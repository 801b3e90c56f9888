// Asking and answering between a judge and the program it judges. The trusted side stands between them and hands
// messages on, which are plain lists:
//
//     ask   operation, target, packed arguments, parcel, printed, settlements
//     ok    packed value, parcel, printed, settlements
//     raised  the same for what was thrown
//
// `printed` is what the program wrote since its last message. A settlement is [number, whether fulfilled, packed
// value] of a promise that was told of before.
'use strict';
const { Exchange } = require('./exchange.cjs');
const { types } = require('node:util');
const { isObject } = require('./standard.cjs');
const { Raised } = require('./thrown.cjs');

const { apply, construct, getOwnPropertyDescriptor } = Reflect;

/** The other side is gone, or told to stop. */
class Stopped {
  constructor(message) {
    this.message = message;
  }
}

class Peer extends Exchange {
  constructor(realm, sign, standard, channel) {
    super(realm, sign, standard);
    this.channel = channel;
    /** Calls of the other side's that are being answered. */
    this.answering = 0;
  }

  /** The value that asking came to; throws `Raised` where it was thrown. */
  ask(operation, target, args) {
    return this.unpack(this.askFor(operation, target, args));
  }

  /** The same as it came: packed, or a list of packed values. */
  askFor(operation, target, args) {
    const packed = args.map((value) => this.pack(value));
    this.channel.send(['message', ['ask', operation, target, packed, ...this.enclosed()]]);
    for (;;) {
      const message = this.receive();
      if (message[0] === 'ask') {
        this.answer(message);
        continue;
      }
      const [kind, value, ...enclosed] = message;
      this.open(enclosed);
      if (kind === 'raised') throw new Raised(this.unpack(value));
      return value;
    }
  }

  answer([, operation, target, packed, ...enclosed]) {
    let kind = 'ok';
    let value;
    this.answering += 1;
    try {
      this.open(enclosed);
      const args = packed.map((one) => this.unpack(one));
      value = this.perform(operation, target, args);
    } catch (error) {
      if (error instanceof Stopped) throw error;
      kind = 'raised';
      value = this.thrown(error);
    }
    this.answering -= 1;
    this.channel.send(['message', this.replied(kind, value)]);
  }

  replied(kind, value) {
    try {
      return [kind, value, ...this.enclosed()];
    } catch (error) {
      // What it left in shared objects cannot be told: nothing is.
      this.looked.clear();
      return ['raised', this.thrown(error), ...this.enclosed()];
    }
  }

  thrown(error) {
    try {
      return this.pack(error instanceof Raised ? error.value : this.problem(error));
    } catch (unencodable) {
      return this.pack(this.problem(unencodable));
    }
  }

  enclosed() {
    const settlements = this.settlements.splice(0).map(([number, isOk, value]) => {
      try {
        return [number, isOk, this.pack(value)];
      } catch (error) {
        return [number, false, this.pack(this.problem(error))];
      }
    });
    return [this.parcel(), this.printed(), settlements];
  }

  open([parcel, printed, settlements]) {
    if (printed !== '') this.heard(printed);
    this.unparcel(parcel);
    for (const [number, isOk, value] of settlements) this.settled(number, isOk, value);
  }

  receive() {
    const order = this.channel.receive();
    if (order?.op !== 'peer') throw new Stopped(order?.message ?? 'the other side is gone');
    return order.message;
  }

  /** Packed, as the value may be none of this realm's. */
  perform(operation, target, args) {
    const object = this.objects.get(target);
    if (object === undefined || !this.isOurs(target)) throw new Error('no such object');
    switch (operation) {
      case 'call': {
        const [receiver, isNew, ...rest] = args;
        return this.pack(this.call(object, receiver, isNew, rest));
      }
      case 'get':
      case 'set': {
        const [key, receiver, value] = args;
        const accessor = getOwnPropertyDescriptor(object, key)?.[operation];
        if (accessor === undefined) throw new Error('no such property');
        return this.pack(
          raising(() => apply(accessor, receiver, operation === 'set' ? [value] : [])),
        );
      }
      case 'step':
        return this.step(object, args);
      default:
        throw new Error(`nobody does ${operation}`);
    }
  }

  call(fn, receiver, isNew, args) {
    if (typeof fn !== 'function' || types.isProxy(fn)) throw new Error('no function');
    return raising(() => (isNew ? construct(fn, args) : apply(fn, receiver, args)));
  }

  /** `next`, `return` or `throw` of an iterator: the packed list of value and done. */
  step(iterator, [operation, value]) {
    const step = raising(() => {
      const method = iterator[operation];
      if (typeof method !== 'function') return { value, done: true };
      return apply(method, iterator, [value]);
    });
    const settled = types.isPromise(step) ? this.settle(step) : { state: 'fulfilled', value: step };
    if (settled.state === 'rejected') throw new Raised(settled.value);
    if (settled.state === 'pending' || !isObject(settled.value))
      throw new Error('it gives nothing');
    return raising(() => [settled.value.done === true, settled.value.value]).map((v) =>
      this.pack(v),
    );
  }

  remoteCall(number, receiver, args, isNew) {
    return this.ask('call', number, [receiver, isNew, ...args]);
  }

  remoteStep(number, operation, value) {
    const [done, item] = this.askFor('step', number, [operation, value]);
    return { __proto__: null, value: this.unpack(item), done: done === true };
  }

  remoteGet(number, key, receiver) {
    return this.ask('get', number, [key, receiver]);
  }

  printed() {
    return '';
  }

  heard() {}
}

/** Runs what may throw anything: the other side is told. */
function raising(run) {
  try {
    return run();
  } catch (error) {
    throw new Raised(error);
  }
}

module.exports = { Peer, Stopped };
