// Looks for other programs' data in memory that was never cleared.
//
// outcome: value []
// must not: find a neighbour's data

function f() {
  const found = [];
  const wanted = 'NEIGHBOUR' + '-SECRET';
  for (let i = 0; i < 200; i++) {
    for (const buffer of [Buffer.allocUnsafe(4096), Buffer.allocUnsafeSlow(4096), Buffer.from('x')]) {
      const text = Buffer.from(buffer.buffer).toString('latin1');
      if (text.includes(wanted) || text.includes('EXPECTED' + '-SECRET')) found.push(text);
    }
  }
  return found;
}
