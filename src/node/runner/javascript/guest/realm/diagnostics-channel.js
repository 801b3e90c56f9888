// Channels to which nobody listens.
'use strict';

class Channel {
  constructor(name) {
    this.name = name;
    this.hasSubscribers = false;
  }
  publish() {}
  subscribe() {}
  unsubscribe() {
    return false;
  }
  bindStore() {}
  unbindStore() {
    return false;
  }
  runStores(context, run, self, ...args) {
    return Reflect.apply(run, self, args);
  }
}

const trace = (run, context, self, ...args) => Reflect.apply(run, self, args);

exports.Channel = Channel;
exports.channel = (name) => new Channel(name);
exports.hasSubscribers = () => false;
exports.subscribe = () => undefined;
exports.unsubscribe = () => false;
exports.tracingChannel = () => ({
  start: new Channel('start'),
  end: new Channel('end'),
  asyncStart: new Channel('asyncStart'),
  asyncEnd: new Channel('asyncEnd'),
  error: new Channel('error'),
  hasSubscribers: false,
  subscribe() {},
  unsubscribe() {},
  traceSync: trace,
  tracePromise: async (...args) => trace(...args),
  traceCallback: (run, position, context, self, ...args) => Reflect.apply(run, self, args),
});
