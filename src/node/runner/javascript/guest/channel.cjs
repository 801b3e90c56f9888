// The guest's end of the channel: frames of JSON, read and written synchronously, so that nothing
// of a candidate runs while the server waits.
'use strict';
const { Buffer } = require('node:buffer');
const { readSync, writeSync } = require('node:fs');

class Channel {
  constructor(descriptor, maxFrameBytes) {
    this.descriptor = descriptor;
    this.maxFrameBytes = maxFrameBytes;
    this.buffer = Buffer.allocUnsafeSlow(64 * 1024);
    this.length = 0;
  }

  /** The next order; undefined where the trusted side closed the channel. */
  receive() {
    if (!this.fill(4)) return undefined;
    const size = this.buffer.readUInt32BE(0);
    if (size > this.maxFrameBytes || !this.fill(4 + size)) return undefined;
    const text = this.buffer.utf8Slice(4, 4 + size);
    this.buffer.copyWithin(0, 4 + size, this.length);
    this.length -= 4 + size;
    if (this.buffer.length > 1024 * 1024 && this.length < 64 * 1024) {
      const smaller = Buffer.allocUnsafeSlow(64 * 1024);
      this.buffer.copy(smaller, 0, 0, this.length);
      this.buffer = smaller;
    }
    return JSON.parse(text);
  }

  fill(wanted) {
    if (this.buffer.length < wanted) {
      const bigger = Buffer.allocUnsafeSlow(Math.max(wanted, 2 * this.buffer.length));
      this.buffer.copy(bigger, 0, 0, this.length);
      this.buffer = bigger;
    }
    while (this.length < wanted) {
      const count = readSync(
        this.descriptor,
        this.buffer,
        this.length,
        this.buffer.length - this.length,
      );
      if (count === 0) return false;
      this.length += count;
    }
    return true;
  }

  send(message) {
    const text = JSON.stringify(message);
    const size = Buffer.byteLength(text);
    const frame = Buffer.allocUnsafeSlow(4 + size);
    frame.writeUInt32BE(size, 0);
    frame.utf8Write(text, 4);
    for (let at = 0; at < frame.length;) at += writeSync(this.descriptor, frame, at);
  }
}

module.exports = { Channel };
