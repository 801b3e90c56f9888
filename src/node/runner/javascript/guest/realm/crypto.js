// Hashing and random bytes; the server's realm computes, this realm keeps the state.
'use strict';

class Digest {
  #finish;
  #chunks = [];
  constructor(finish) {
    this.#finish = finish;
  }
  update(data, encoding) {
    this.#chunks.push(typeof data === 'string' ? Buffer.from(data, encoding) : data);
    return this;
  }
  digest(encoding) {
    const bytes = this.#finish(this.#chunks);
    return encoding === undefined || encoding === 'buffer' ? bytes : bytes.toString(encoding);
  }
}

exports.createHash = (algorithm) =>
  new Digest((chunks) => guarded(() => host.hash(algorithm, undefined, chunks)));
exports.createHmac = (algorithm, key) =>
  new Digest((chunks) => guarded(() => host.hmac(algorithm, key, chunks)));
exports.hash = (algorithm, data, encoding = 'hex') =>
  exports.createHash(algorithm).update(data).digest(encoding);
exports.randomBytes = (size) => guarded(() => host.randomBytes(size));
exports.randomInt = (low, high) =>
  high === undefined
    ? Math.floor(Math.random() * low)
    : low + Math.floor(Math.random() * (high - low));
exports.randomUUID = () => {
  const bytes = host.randomBytes(16);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
};
exports.timingSafeEqual = (a, b) => Buffer.compare(a, b) === 0;

/** Errors of the server's realm become errors of this one. */
function guarded(run) {
  try {
    return run();
  } catch (error) {
    throw new Error(`${error.message}`);
  }
}
