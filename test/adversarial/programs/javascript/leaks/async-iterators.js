// Changes what asynchronous generators inherit from.
//
// outcome: value 1.0
// must not: change its neighbours' results

const proto = Object.getPrototypeOf(async function* () {}.prototype);
try { proto.next = async () => ({ done: true }); } catch {}
try { Object.getPrototypeOf(proto)[Symbol.asyncIterator] = () => ({}); } catch {}
function f() {
  return 1;
}
