// Writes a value of a candidate's realm as canonical text (the grammar is in core/values/canonical.ts).
// It reads data properties only: the sole candidate code it ever runs are getters of array elements
// and the `next` of an iterator that the candidate returned. The intrinsics it uses are those of the
// server's own realm, which is frozen before the first candidate runs.
'use strict';
const { types } = require('node:util');
const {
  bigintText,
  boxes,
  dateTime,
  float,
  hexByte,
  inherited,
  isClass,
  mapForEach,
  mapSize,
  ownName,
  quote,
  regexFlags,
  regexSource,
  searchPrototype,
  searchText,
  setForEach,
  setSize,
  symbolDescription,
  typedLength,
  typedName,
  typeName,
  urlHref,
  urlPrototype,
  viewBuffer,
  viewLength,
  viewOffset,
} = require('./intrinsics.cjs');
const { thrownType } = require('./thrown.cjs');

const { apply, getPrototypeOf, getOwnPropertyDescriptor, ownKeys } = Reflect;
const { isArray } = Array;
const { hasOwn } = Object;

/** Why a value has no canonical text. */
class Unencodable {
  constructor(detail) {
    this.detail = detail;
  }
}

class Encoder {
  /**
   * @param realm the realm whose values these are: its intrinsics and its event loop
   * @param limits `{ characters, depth, items }`
   */
  constructor(realm, limits) {
    this.realm = realm;
    this.limits = limits;
    this.text = '';
    this.holders = [];
    this.depth = 0;
  }

  encode(value) {
    this.text = '';
    this.depth = 0;
    this.value(value);
    return this.text;
  }

  put(text) {
    this.text += text;
    if (this.text.length > this.limits.characters) {
      throw new Unencodable(`its text is longer than ${this.limits.characters} characters`);
    }
  }

  value(value) {
    switch (typeof value) {
      case 'number':
        return this.put(float(value));
      case 'string':
        if (value.length > this.limits.characters) this.put(value);
        return this.put(quote(value));
      case 'boolean':
        return this.put(value ? 'true' : 'false');
      case 'undefined':
        // `document.all` has no match here: the realm has none.
        return this.put('undefined');
      case 'bigint':
        return this.put(this.bigint(value));
      case 'symbol':
        return this.put(`#symbol${quote(symbolDescription(value) ?? '')}`);
      case 'function':
        return this.callable(value);
      default:
        return value === null ? this.put('null') : this.object(value);
    }
  }

  bigint(value) {
    // Decimal conversion of a huge BigInt takes minutes; its hexadecimal length is known at once.
    if (value > hugeBigint || value < -hugeBigint) {
      throw new Unencodable('an integer of more than 100,000 bits');
    }
    return bigintText(value);
  }

  callable(value) {
    if (types.isProxy(value)) throw new Unencodable('a Proxy');
    const sort = isClass(value) ? 'class' : 'function';
    this.put(`#${sort}${quote(ownName(value))}`);
  }

  object(value) {
    if (types.isProxy(value)) throw new Unencodable('a Proxy');
    for (let i = this.depth - 1; i >= 0; i--) {
      if (this.holders[i] === value) return this.put(`^${this.depth - i}`);
    }
    this.enter(value);
    if (isArray(value)) this.array(value);
    else this.special(value);
    this.depth--;
  }

  enter(value) {
    if (this.depth >= this.limits.depth)
      throw new Unencodable(`nested deeper than ${this.limits.depth}`);
    this.holders[this.depth++] = value;
  }

  array(value) {
    const keys = value.length <= this.limits.characters ? this.extraKeys(value, true) : [];
    if (keys.length === 0 && getPrototypeOf(value) === this.realm.arrayPrototype) {
      return this.items(value);
    }
    this.based(value, typeName(value), () => this.items(value), keys);
  }

  items(value) {
    this.put('[');
    for (let i = 0; i < value.length; i++) {
      if (i > 0) this.text += ',';
      if (hasOwn(value, i)) this.value(value[i]);
      else this.put('hole');
    }
    this.put(']');
  }

  /** `@"type"=base{fields}`; the base stands one level deeper, as in the Value it makes. */
  based(value, type, writeBase, keys) {
    this.put(`@${quote(type)}=`);
    this.enter(undefined);
    writeBase();
    this.depth--;
    this.fields(value, keys);
  }

  /** Enumerable own keys besides array indices. */
  extraKeys(value, indexed) {
    const keys = ownKeys(value);
    const extra = [];
    // Indices stand first, in ascending order.
    for (let i = keys.length - 1; i >= 0; i--) {
      const key = keys[i];
      if (indexed && typeof key === 'string' && key !== 'length') {
        const code = key.charCodeAt(0);
        if (code >= 48 && code <= 57 && String(key >>> 0) === key) break;
      }
      const property = getOwnPropertyDescriptor(value, key);
      if (property !== undefined && property.enumerable) extra.push(key);
    }
    return extra.reverse();
  }

  fields(value, keys) {
    this.put('{');
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (i > 0) this.text += ',';
      const name = typeof key === 'symbol' ? `Symbol(${symbolDescription(key) ?? ''})` : key;
      this.put(`${quote(name)}:`);
      const property = getOwnPropertyDescriptor(value, key);
      if (property === undefined || property.get !== undefined || property.set !== undefined) {
        this.put(`#function${quote(`get ${name}`)}`);
      } else this.value(property.value);
    }
    this.put('}');
  }

  plain(value, type) {
    this.put(`@${quote(type)}`);
    this.fields(value, this.extraKeys(value, false));
  }

  special(value) {
    const prototype = getPrototypeOf(value);
    if (prototype === this.realm.objectPrototype || prototype === null) {
      if (types.isArgumentsObject(value)) return this.arguments(value);
      if (this.isIterator(value)) return this.iterator(value);
      return this.plain(value, prototype === null ? 'Object: null prototype' : 'Object');
    }
    if (types.isMap(value)) return this.collection(value, 'Map', () => this.map(value));
    if (types.isSet(value)) return this.collection(value, 'Set', () => this.set(value));
    if (types.isDate(value))
      return this.put(`@${quote(typeName(value))}{"time":${float(dateTime(value))}}`);
    if (types.isRegExp(value)) return this.regex(value);
    if (types.isNativeError(value)) return this.error(value);
    if (types.isTypedArray(value)) return this.typed(value);
    if (types.isAnyArrayBuffer(value)) {
      return this.based(value, typeName(value), () => this.bytes(new Uint8Array(value)), []);
    }
    if (types.isDataView(value)) {
      const view = new Uint8Array(viewBuffer(value), viewOffset(value), viewLength(value));
      return this.based(value, typeName(value), () => this.bytes(view), []);
    }
    if (types.isPromise(value)) return this.promise(value);
    if (types.isArgumentsObject(value)) return this.arguments(value);
    for (let i = 0; i < boxes.length; i++) {
      const [type, isBox, unbox] = boxes[i];
      if (isBox(value)) {
        const keys = type === 'String' ? [] : this.extraKeys(value, false);
        return this.based(value, type, () => this.value(unbox(value)), keys);
      }
    }
    if (prototype === urlPrototype) return this.put(`@"URL"{"href":${quote(urlHref(value))}}`);
    if (prototype === searchPrototype) {
      return this.put(`@"URLSearchParams"{"text":${quote(searchText(value))}}`);
    }
    if (this.isIterator(value)) return this.iterator(value);
    this.plain(value, typeName(value));
  }

  collection(value, builtin, write) {
    const type = typeName(value);
    const keys = this.extraKeys(value, false);
    if (type === builtin && keys.length === 0) return write();
    this.based(value, type, write, keys);
  }

  map(value) {
    if (mapSize(value) > this.limits.characters) throw new Unencodable('a Map too big to write');
    let first = true;
    this.put('{');
    mapForEach(value, (item, key) => {
      if (!first) this.text += ',';
      first = false;
      this.value(key);
      this.put(':');
      this.value(item);
    });
    this.put('}');
  }

  set(value) {
    if (setSize(value) > this.limits.characters) throw new Unencodable('a Set too big to write');
    this.put('set[');
    const before = this.text;
    const texts = [];
    let length = before.length;
    setForEach(value, (item) => {
      this.text = '';
      this.value(item);
      length += this.text.length + 1;
      if (length > this.limits.characters) throw new Unencodable('a Set too big to write');
      texts.push(this.text);
    });
    texts.sort();
    this.text = before;
    this.put(`${texts.join(',')}]`);
  }

  regex(value) {
    let flags = '';
    for (let i = 0; i < regexFlags.length; i++)
      if (regexFlags[i][1](value)) flags += regexFlags[i][0];
    const at = getOwnPropertyDescriptor(value, 'lastIndex')?.value;
    const lastIndex = typeof at === 'number' && at !== 0 ? `,"lastIndex":${float(at)}` : '';
    this.put(
      `@${quote(typeName(value))}{"source":${quote(regexSource(value))},"flags":${quote(flags)}${lastIndex}}`,
    );
  }

  error(value) {
    const message = getOwnPropertyDescriptor(value, 'message')?.value;
    this.put(`@${quote(typeName(value))}{"message":`);
    this.value(typeof message === 'string' ? message : (inherited(value, 'message') ?? ''));
    const keys = this.extraKeys(value, false);
    for (const hidden of ['cause', 'errors']) {
      if (hasOwn(value, hidden)) keys.push(hidden);
    }
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (typeof key === 'symbol' || key === 'message' || key === 'stack') continue;
      this.put(`,${quote(key)}:`);
      this.value(getOwnPropertyDescriptor(value, key)?.value);
    }
    this.put('}');
  }

  typed(value) {
    const type = typeName(value);
    if (type === 'Buffer') {
      return this.based(value, type, () => this.bytes(value), []);
    }
    const length = typedLength(value);
    this.based(
      value,
      type === 'Object' ? typedName(value) : type,
      () => {
        this.put('[');
        for (let i = 0; i < length; i++) {
          if (i > 0) this.text += ',';
          this.value(value[i]);
        }
        this.put(']');
      },
      [],
    );
  }

  bytes(value) {
    const length = typedLength(value);
    if (2 * length > this.limits.characters) throw new Unencodable(`${length} bytes`);
    let text = 'b"';
    for (let i = 0; i < length; i++) text += hexByte[value[i]];
    this.put(`${text}"`);
  }

  arguments(value) {
    this.based(
      value,
      'Arguments',
      () => {
        const length = Math.max(0, inherited(value, 'length') >>> 0);
        this.put('[');
        for (let i = 0; i < length; i++) {
          if (i > 0) this.text += ',';
          this.value(getOwnPropertyDescriptor(value, String(i))?.value);
        }
        this.put(']');
      },
      [],
    );
  }

  promise(value) {
    const settled = this.realm.settle(value);
    if (settled.state === 'fulfilled') {
      return this.based(value, 'Promise', () => this.value(settled.value), []);
    }
    this.put(`@"Promise"{"state":${quote(settled.state)}}`);
  }

  isIterator(value) {
    if (
      types.isMapIterator(value) ||
      types.isSetIterator(value) ||
      types.isGeneratorObject(value)
    ) {
      return true;
    }
    if (typeof inherited(value, 'next') !== 'function') return false;
    return (
      typeof inherited(value, Symbol.iterator) === 'function' ||
      typeof inherited(value, Symbol.asyncIterator) === 'function'
    );
  }

  iterator(value) {
    const next = inherited(value, 'next');
    const tag = inherited(value, Symbol.toStringTag);
    let type = typeof tag === 'string' ? tag : typeName(value);
    if (types.isGeneratorObject(value))
      type = tag === 'AsyncGenerator' ? 'async generator' : 'generator';
    this.put(`*${quote(type)}[`);
    for (let i = 0; ; i++) {
      if (i >= this.limits.items) return this.put(']~');
      let step;
      try {
        step = apply(next, value, []);
        if (types.isPromise(step)) {
          const settled = this.realm.settle(step);
          if (settled.state === 'pending') return this.put(']~');
          if (settled.state === 'rejected')
            return this.put(`]!${quote(thrownType(settled.value))}`);
          step = settled.value;
        }
      } catch (error) {
        return this.put(`]!${quote(thrownType(error))}`);
      }
      if (typeof step !== 'object' || step === null) return this.put(']!"TypeError"');
      if (inherited(step, 'done')) return this.put('].');
      if (i > 0) this.text += ',';
      this.value(inherited(step, 'value'));
    }
  }
}

const hugeBigint = 1n << 100000n;

module.exports = { Encoder, Unencodable };
