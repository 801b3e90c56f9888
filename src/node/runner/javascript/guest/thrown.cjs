// What was thrown, told without running any of its code.
'use strict';
const { types } = require('node:util');
const { inherited, ownName, typeName } = require('./intrinsics.cjs');

const { getOwnPropertyDescriptor, getPrototypeOf } = Reflect;

/** The type name of something thrown: of its class for an Error, else what `typeof` says. */
function thrownType(error) {
  if (typeof error !== 'object' || error === null) return error === null ? 'null' : typeof error;
  return types.isProxy(error) ? 'Proxy' : typeName(error);
}

/**
 * Names of the classes of what was thrown, most specific first; with a mark where a class of the
 * program's own has the name of one of the language's.
 *
 * @param standard names of the language's error classes, by their prototypes in the program's realm
 */
function thrownBases(error, standard) {
  const names = [];
  const taken = new Set(standard.values());
  let at = error;
  while (typeof at === 'object' && at !== null && !types.isProxy(at) && names.length < 50) {
    at = getPrototypeOf(at);
    const make = at === null ? undefined : getOwnPropertyDescriptor(at, 'constructor')?.value;
    if (typeof make !== 'function' || types.isProxy(make)) continue;
    const name = ownName(make);
    names.push(taken.has(name) && standard.get(at) !== name ? `~${name}` : name);
  }
  return names;
}

/** What was thrown, for people: its message and the line of the candidate's source. */
function thrownMessage(error, fileName) {
  if (typeof error === 'function' || typeof error === 'symbol') return '';
  if (typeof error !== 'object' || error === null) return String(error);
  if (types.isProxy(error)) return '';
  const message = inherited(error, 'message');
  const text = typeof message === 'string' ? message : '';
  // To tell where it was thrown the engine puts name and message into a text: not where that is
  // long or runs code.
  const quick = text.length < 10_000 && typeof inherited(error, 'name') === 'string';
  const line = quick && typeof message === 'string' ? sourceLine(error, fileName) : undefined;
  return line === undefined ? text : `${text} (line ${line})`;
}

/** The first line of `fileName` that the stack of an error names. */
function sourceLine(error, fileName) {
  let stack;
  try {
    stack = types.isNativeError(error) ? error.stack : undefined;
  } catch {
    // The candidate's own `prepareStackTrace` threw: its message goes without a line.
    return undefined;
  }
  if (typeof stack !== 'string') return undefined;
  // Frames of compiled strings name the place that compiled them, which is not where it failed.
  const frames = stack.split('\n').filter((frame) => !frame.includes('eval at '));
  const frame = frames.find((text) => text.includes(`${fileName}:`));
  const at = frame === undefined ? -1 : frame.indexOf(`${fileName}:`);
  return at < 0 ? undefined : /^\d+/.exec(frame.slice(at + fileName.length + 1))?.[0];
}

/** What was thrown by code of which nothing is known, so that it is not mistaken for an error of ours. */
class Raised {
  constructor(value) {
    this.value = value;
  }
}

module.exports = { Raised, sourceLine, thrownBases, thrownMessage, thrownType };
