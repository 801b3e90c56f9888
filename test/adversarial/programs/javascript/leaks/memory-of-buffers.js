// Looks for what others left in memory that is handed out again.
//
// outcome: value []
// must not: find what a neighbour holds

const secret = ['NEIGHBOUR', 'SECRET'].join('-');
function f() {
  const found = [];
  try {
    Buffer.poolSize = 1 << 20;
  } catch {
    found.length = 0;
  }
  for (const make of [Buffer.allocUnsafe, Buffer.allocUnsafeSlow]) {
    for (let i = 0; i < 200; i++) {
      const bytes = make.call(Buffer, 4096);
      if (bytes.toString('latin1').includes(secret) || bytes.buffer.byteLength > 8192) found.push(i);
    }
  }
  const whole = Buffer.from('a').buffer;
  if (Buffer.from(whole).toString('latin1').includes(secret)) found.push('pool');
  return found;
}
