// Changes segments and what iterates over them.
//
// outcome: value 1.0
// must not: change its neighbours' results

const segments = new Intl.Segmenter().segment("a");
const proto = Object.getPrototypeOf(segments);
try { proto.containing = () => "FORGED"; } catch {}
try { Object.getPrototypeOf(segments[Symbol.iterator]()).next = () => ({ done: true }); } catch {}
function f() {
  return 1;
}
