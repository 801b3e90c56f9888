// Makes what stands in a realm for objects of another one. All of it is of the realm: whoever gets hold of
// it gets no further than this.
'use strict';

const { apply, defineProperty, setPrototypeOf, getPrototypeOf } = Reflect;
const [MapClass, SetClass, DateClass, RegExpClass] = [Map, Set, Date, RegExp];
const [ErrorClass, PromiseClass, DataViewClass] = [Error, Promise, DataView];
const { resolve: resolvePromise, reject: rejectPromise } = Promise;
const then = Promise.prototype.then;
const makeObject = Object;
const global = globalThis;

exports.array = () => [];
exports.object = () => ({});
exports.map = () => new MapClass();
exports.set = () => new SetClass();
exports.date = () => new DateClass(0);
exports.regex = (source, flags) => new RegExpClass(source, flags);
exports.typed = (make, content) => new make(content);
exports.view = (buffer) => new DataViewClass(buffer);
exports.boxed = (value) => makeObject(value);
exports.symbol = (description) => Symbol(description);

exports.error = (type, message) => {
  const known = type === undefined ? ErrorClass : global[type];
  return typeof known === 'function' && known.prototype instanceof ErrorClass
    ? new known(message)
    : new ErrorClass(message);
};

/** What a call came to: `{ thrown, value }`. What its making threw is no business of the caller. */
function outcome(ask) {
  let record;
  try {
    record = ask();
  } catch {
    throw new ErrorClass('the other side cannot be asked');
  }
  if (record.thrown) throw record.value;
  return record.value;
}

exports.fn = (name, length, call) => {
  const remote = function (...args) {
    const made = new.target;
    const value = outcome(() => call(this, args, made !== undefined));
    if (made !== undefined && made !== remote) setPrototypeOf(value, made.prototype);
    return value;
  };
  defineProperty(remote, 'name', { value: name, configurable: true });
  defineProperty(remote, 'length', { value: length, configurable: true });
  return remote;
};

exports.accessor = (get, set) => ({
  __proto__: null,
  get:
    get &&
    {
      get() {
        return outcome(() => get(this));
      },
    }.get,
  set:
    set &&
    {
      set(value) {
        outcome(() => set(this, value));
      },
    }.set,
});

const generator = getPrototypeOf(function* () {}.prototype);
const asyncGenerator = getPrototypeOf(async function* () {}.prototype);

/** `draw(operation, value)` comes to a record of value and done. */
exports.iterator = (isAsync, draw) => {
  const step = (operation, value) => {
    const { value: item, done } = outcome(() => draw(operation, value));
    return { value: item, done };
  };
  const made = { __proto__: isAsync ? asyncGenerator : generator };
  for (const operation of ['next', 'return', 'throw']) {
    const method = isAsync
      ? async (value) => step(operation, value)
      : (value) => step(operation, value);
    defineProperty(made, operation, { value: method, configurable: true, writable: true });
  }
  return made;
};

exports.promise = () => {
  const record = { __proto__: null };
  record.promise = new PromiseClass((resolve, reject) => {
    record.resolve = resolve;
    record.reject = reject;
  });
  // Whether anybody waits for it is not the program's business.
  apply(then, record.promise, [undefined, () => undefined]);
  return record;
};
exports.resolved = (value) => apply(resolvePromise, PromiseClass, [value]);
exports.rejected = (error) => {
  const promise = apply(rejectPromise, PromiseClass, [error]);
  apply(then, promise, [undefined, () => undefined]);
  return promise;
};
/** Calls back when a promise is settled. */
exports.whenSettled = (promise, tell) => {
  apply(then, promise, [(value) => void tell(true, value), (error) => void tell(false, error)]);
};
