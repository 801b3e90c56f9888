// One program in a realm: loads it, finds its entry, makes calls and writes their outcomes.
'use strict';
const vm = require('node:vm');
const { performance } = require('node:perf_hooks');
const { types } = require('node:util');
const { Encoder, Unencodable } = require('./encode.cjs');
const { thrownBases, thrownMessage, thrownType } = require('./thrown.cjs');

const { apply, construct, getOwnPropertyDescriptor } = Reflect;
const fileName = 'program.js';

class Refused extends Error {}

class Program {
  /**
   * @param workspace What it may import besides, where there is anything.
   * @throws Refused where the program cannot be loaded or lacks its entry.
   */
  constructor(realm, source, entry, limits, workspace) {
    this.realm = realm;
    this.limits = limits;
    this.encoder = new Encoder(realm, limits);
    this.scopes = new Map();
    realm.kit.reset(limits.printed ? limits.outputBytes : 0);
    realm.kit.seed(limits.seed);
    this.module = realm.kit.newModule();
    this.require =
      workspace === undefined
        ? realm.kit.require
        : realm.kit.mount(workspace.lend(realm.context), this.module);
    this.scope = this.load(source);
    if (workspace !== undefined) realm.kit.mounted(this.scope);
    if (entry !== '') this.bind(entry);
  }

  load(source) {
    const { realm } = this;
    try {
      // As the body of a function, which it cannot close: what it declares is never the realm's.
      const run = vm.compileFunction(
        `${source}\n;return (code) => eval(code);\n`,
        ['exports', 'require', 'module'],
        { filename: fileName, parsingContext: realm.context },
      );
      const scope = apply(run, undefined, [this.module.exports, this.require, this.module]);
      realm.drain();
      if (typeof scope !== 'function') throw new Refused('the program returns at its top level');
      return this.withExports(scope);
    } catch (error) {
      if (error instanceof Refused) throw error;
      throw new Refused(`${thrownType(error)}: ${thrownMessage(error, fileName)}`);
    }
  }

  /** Calls see as `exports` what other modules would, where the program put something else there. */
  withExports(scope) {
    const { exports } = this.module;
    if (!isObject(exports) || scope('exports') === exports) return scope;
    const within = scope('(exports) => (code) => eval(code)');
    const made = typeof within === 'function' ? within(exports) : undefined;
    // A program that has an `eval` of its own answers for itself.
    return typeof made === 'function' ? made : scope;
  }

  /**
   * Makes sure that `entry` exists, in the module's scope or among its exports. What a class lacks
   * may be there in its objects, as a field: calls will show it.
   */
  bind(entry) {
    const [head, ...members] = entry.split('.');
    let found = this.lookUp(head);
    if (found === undefined) {
      found = this.exported(head);
      if (found === undefined) throw new Refused(`the program does not define ${head}`);
      this.scope = this.realm.kit.scopeOf(head, found);
    }
    let receiver;
    for (const member of members) {
      const owner = found;
      try {
        found = owner[member];
        if (found === undefined && typeof owner === 'function') {
          found = ownOrRead(owner.prototype, member);
        }
      } catch (error) {
        throw new Refused(`${entry} cannot be read: ${thrownMessage(error, fileName)}`);
      }
      if (found === undefined && typeof owner?.prototype !== 'object') {
        throw new Refused(`the program does not define ${entry}`);
      }
      receiver = owner;
    }
    this.entry = found;
    this.receiver = receiver;
  }

  lookUp(name) {
    try {
      return this.scope(name);
    } catch (error) {
      const type = thrownType(error);
      if (type === 'ReferenceError' || type === 'SyntaxError') return undefined;
      throw new Refused(`${type}: ${thrownMessage(error, fileName)}`);
    }
  }

  exported(name) {
    try {
      const { exports } = this.module;
      if (typeof exports === 'function' && (exports.name === name || exports[name] === undefined)) {
        return exports;
      }
      return exports[name] ?? exports.default;
    } catch (error) {
      throw new Refused(`module.exports cannot be read: ${thrownMessage(error, fileName)}`);
    }
  }

  /** What a name means in the program's scope or among its exports; undefined where that is nothing. */
  find(name) {
    const found = this.lookUp(name);
    if (found !== undefined) return found;
    const { exports } = this.module;
    const property =
      isObject(exports) && !types.isProxy(exports) && getOwnPropertyDescriptor(exports, name);
    return property ? property.value : undefined;
  }

  /** A function of the program's scope made from source text, once per text. */
  compiled(text) {
    let made = this.scopes.get(text);
    if (made === undefined) {
      made = this.scope(text);
      this.scopes.set(text, made);
    }
    return made;
  }

  /**
   * Makes one call and answers its record: kind, milliseconds, then what belongs to the kind.
   *
   * @param call `{ makeArgs, before }` of literal arguments, `{ callee, args, construct }` of code
   *   taken apart, or `{ text }`.
   */
  call(call) {
    const { realm, limits } = this;
    realm.kit.seed(limits.seed);
    const start = performance.now();
    const record = this.outcome(call);
    record[1] = Math.round((performance.now() - start) * 1000) / 1000;
    const printed = limits.printed ? realm.kit.takePrinted() : '';
    if (printed !== '') record.printed = printed;
    return record;
  }

  outcome(call) {
    try {
      let args;
      let before;
      let result;
      if (call.makeArgs !== undefined) {
        args = call.makeArgs();
        before = call.before;
        result = apply(this.entry, this.receiver, args);
      } else if (call.callee !== undefined) {
        args = this.compiled(`() => [${call.args}]`)();
        before = this.argumentsText(args);
        result = call.construct
          ? construct(this.compiled(call.callee), args)
          : this.compiled(`(args) => (${call.callee})(...args)`)(args);
      } else result = this.compiled(`() => (${call.text}\n)`)();
      let awaited = false;
      if (types.isPromise(result) || (isObject(result) && this.realm.kit.isThenable(result))) {
        awaited = true;
        const settled = this.realm.settle(result);
        if (settled.state === 'pending') return ['timeout', 0];
        if (settled.state === 'rejected') return this.exception(settled.value);
        result = settled.value;
      }
      const value = this.text(result);
      if (value instanceof Unencodable) return ['unencodable', 0, value.detail];
      const after = before === undefined ? undefined : this.argumentsText(args);
      return ['value', 0, value, before === after ? null : (after ?? null), awaited];
    } catch (error) {
      return this.exception(error);
    }
  }

  exception(error) {
    return [
      'exception',
      0,
      thrownType(error),
      this.cut(thrownMessage(error, fileName)),
      thrownBases(error, this.realm.errors),
    ];
  }

  cut(text) {
    return text.length > this.limits.outputBytes ? text.slice(0, this.limits.outputBytes) : text;
  }

  /** Undefined where no argument can be mutated, or where they have no text. */
  argumentsText(args) {
    let mutable = false;
    for (let i = 0; i < args.length; i++) mutable ||= isObject(args[i]);
    if (!mutable) return undefined;
    const text = this.text(args);
    return text instanceof Unencodable ? undefined : text;
  }

  /** Canonical text, or why there is none. */
  text(value) {
    try {
      return this.encoder.encode(value);
    } catch (error) {
      if (error instanceof Unencodable) return error;
      return new Unencodable(
        `${thrownType(error)} while reading it: ${thrownMessage(error, fileName)}`,
      );
    }
  }

  /** Ends the program: whatever it left waiting runs out or is dropped. */
  end() {
    this.realm.kit.reset(0);
    this.realm.drain();
    this.realm.kit.reset(0);
  }
}

/** What a prototype has; an accessor itself, which is there for instances. */
function ownOrRead(prototype, member) {
  if (!isObject(prototype)) return undefined;
  const own = getOwnPropertyDescriptor(prototype, member);
  return own === undefined ? prototype[member] : (own.value ?? own.get ?? own.set);
}

function isObject(value) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

module.exports = { Program, Refused };
