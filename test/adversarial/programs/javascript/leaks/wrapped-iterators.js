// Changes what wrapped iterators inherit from.
//
// outcome: value 1.0
// must not: change its neighbours' results

if (typeof Iterator === "function") {
  const wrap = Object.getPrototypeOf(Iterator.from({ next() { return { done: true }; } }));
  try { wrap.next = () => ({ done: true, value: "FORGED" }); } catch {}
}
function f() {
  return 1;
}
