// Modules of the workspace inside a realm. Runs before any candidate, as the body of
// `function (module, exports, require, host, bytesOf)`; what is lent to it by `mount` stays in here.
'use strict';

const { apply, defineProperty, setPrototypeOf } = Reflect;
const ObjectPrototype = Object.prototype;
const ObjectKeys = Object.keys;
const ProxyClass = Proxy;
const ErrorClass = Error;
const realm = globalThis;
const TypeErrorClass = TypeError;
const { split, slice } = String.prototype;

/** `lent`: see `lend` of the server. Undefined while the program has no workspace. */
let lent;
let builtIn;
let loaded;
let view;
let programScope;
let standIn;
let standIns;
/** The program's own, which it may fill. */
let programModule;

exports.unmount = () => {
  lent = undefined;
  loaded = { __proto__: null };
  view = undefined;
  programScope = undefined;
  programModule = undefined;
  standIns = { __proto__: null };
};

/**
 * @param require What gives the modules that every program has.
 * @param unavailable Makes what stands for a module of Node that programs cannot have.
 */
exports.mount = (workspace, require, unavailable, module) => {
  exports.unmount();
  programModule = module;
  standIn = unavailable;
  lent = workspace;
  builtIn = require;
  return requireFrom(lent, lent.home, true);
};

/** The program was loaded: `scope` evaluates names in it. */
exports.loaded = (scope) => {
  programScope = scope;
};

/**
 * @param lazily The importer's imports are static: one that fails must not keep the others from
 *   being used, and cannot be caught anyway, so it fails where it is used.
 */
function requireFrom(own, from, lazily, importer) {
  return (name) => {
    const asked = `${name}`;
    const path = own === lent ? own.resolve(from, asked) : undefined;
    if (path === undefined) {
      // A program that asks for what no program has is refused; a module of the user's is not.
      if (from === own.home) return builtIn(asked);
      const unavailable = host.isUnavailable(asked) ? asked : nodeModule(asked);
      if (unavailable !== undefined) return (standIns[unavailable] ??= standIn(unavailable));
      return lazily ? orAbsent(() => builtIn(asked), importer) : builtIn(asked);
    }
    return lazily ? orAbsent(() => moduleAt(path), importer) : moduleAt(path);
  };
}

/** The name of a module of Node that is asked for by its whole name and that programs cannot have. */
function nodeModule(asked) {
  if (apply(slice, asked, [0, 5]) !== 'node:') return undefined;
  const name = apply(slice, asked, [5]);
  return host.isUnavailable(name) ? name : undefined;
}

function moduleAt(path) {
  if (path === lent.home) return homeView();
  return run(path);
}

function run(path) {
  if (path in loaded) return loaded[path].exports;
  const body = lent.load(path);
  if (typeof body !== 'function') {
    const error = new ErrorClass(`the module ${path} does not load in the sandbox: ${body}`);
    error.code = 'MODULE_NOT_FOUND';
    throw error;
  }
  const module = { exports: {}, id: path };
  loaded[path] = module;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  try {
    apply(body, module.exports, [
      module.exports,
      requireFrom(lent, path, lent.isLazy(path), module),
      module,
      `/nonexistent/${path}`,
      `/nonexistent/${folder}`.slice(0, -1),
    ]);
  } catch (error) {
    delete loaded[path];
    throw error;
  }
  return module.exports;
}

function orAbsent(load, importer) {
  try {
    return load();
  } catch (error) {
    return new ProxyClass(
      {},
      {
        __proto__: null,
        get(_, key) {
          if (key === '__esModule') return true;
          throw error;
        },
        /** `export *` of it: whatever else the importer is asked for may have been in it. */
        ownKeys() {
          if (importer !== undefined) passOn(importer.exports, error);
          return [];
        },
        set() {
          throw new TypeErrorClass('a module cannot be changed from outside');
        },
      },
    );
  }
}

function passOn(exported, error) {
  setPrototypeOf(
    exported,
    new ProxyClass(ObjectPrototype, {
      __proto__: null,
      get(target, key) {
        if (typeof key === 'symbol' || key === 'then' || key in target) return target[key];
        throw error;
      },
    }),
  );
}

/** The target's file as other modules see it: the program's names, else those of the file itself. */
function homeView() {
  if (view !== undefined) return view;
  if (isFilled()) return programModule.exports;
  view = {};
  const names = apply(split, lent.exported(), ['\n']);
  if (names[0] === '') {
    const original = run(lent.home);
    if (original === null || typeof original !== 'object') return (view = original);
    names.length = 0;
    for (const key of ObjectKeys(original)) names[names.length] = key;
  } else defineProperty(view, '__esModule', { value: true });
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    defineProperty(view, name, { enumerable: true, get: () => homeValue(name) });
  }
  return view;
}

/** It says itself what others see, as modules of CommonJS do. */
function isFilled() {
  if (programModule === undefined || apply(split, lent.exported(), ['\n'])[0] !== '') return false;
  const { exports: own } = programModule;
  return (
    (typeof own !== 'object' && own !== undefined) || (own !== null && ObjectKeys(own).length > 0)
  );
}

function homeValue(name) {
  const local = name === 'default' ? lent.defaultName : name;
  if (programScope !== undefined && local !== '') {
    try {
      const value = programScope(local);
      // A file may export `hasOwnProperty`; what every program has by that name is not its own.
      if (!(local in realm) || value !== realm[local]) return value;
    } catch {
      // The program lacks it.
    }
  }
  return run(lent.home)[name];
}
