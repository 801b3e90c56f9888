// The part of `util` that does not reach outside the language.
'use strict';

exports.inspect = Object.assign((value) => host.inspect(value), {
  custom: Symbol.for('nodejs.util.inspect.custom'),
});
exports.format = (...args) => host.format(args);
exports.isDeepStrictEqual = (a, b) => require('deep-equal')(a, b, true);
exports.isArray = Array.isArray;
exports.TextDecoder = TextDecoder;
exports.TextEncoder = TextEncoder;

exports.inherits = (constructor, parent) => {
  Object.defineProperty(constructor, 'super_', {
    value: parent,
    writable: true,
    configurable: true,
  });
  Object.setPrototypeOf(constructor.prototype, parent.prototype);
};

exports.promisify = (original) =>
  function promisified(...args) {
    return new Promise((resolve, reject) => {
      original.call(this, ...args, (error, value) => {
        if (error) reject(error);
        else resolve(value);
      });
    });
  };

exports.callbackify = (original) =>
  function callbackified(...args) {
    const callback = args.pop();
    original.apply(this, args).then((value) => callback(null, value), callback);
  };

exports.debug = exports.debuglog = () => Object.assign(() => undefined, { enabled: false });
exports.deprecate = (original) => original;
exports.stripVTControlCharacters = (text) =>
  text.replace(/[\u001b\u009b][[\]()#;?]*(?:\d{1,4}(?:;\d{0,4})*)?[\dA-PR-TZcf-nq-uy=><~]/g, '');

const { types } = host;
exports.types = {};
for (const name in types) exports.types[name] = (value) => types[name](value);
