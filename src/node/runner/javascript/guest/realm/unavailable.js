// Stands for a module of Node that reaches out of the program. Packages may load it, take functions out of
// it and extend its classes; only what calls, makes or computes with one of them fails.
'use strict';

const { ownKeys } = Reflect;
const ProxyClass = Proxy;
const ErrorClass = Error;

module.exports = (name) => standIn(name, `node:${name}`);

function standIn(name, path) {
  const fail = () => {
    const error = new ErrorClass(`${path} is not available: a program under test has no ${name}`);
    error.code = 'ERR_NOT_AVAILABLE';
    throw error;
  };
  const members = { __proto__: null };
  const target = function () {};
  return new ProxyClass(target, {
    get(_, key) {
      if (key === '__esModule') return true;
      if (key === 'default') return members.default ?? (members.default = standIn(name, path));
      if (key === 'prototype') return target.prototype;
      if (key === 'name') return path;
      if (key === 'then' || typeof key === 'symbol') return undefined;
      return members[key] ?? (members[key] = standIn(name, `${path}.${key}`));
    },
    set(_, key, value) {
      members[key] = value;
      return true;
    },
    ownKeys: () => ownKeys(target),
    apply: fail,
    construct: fail,
  });
}
