// Changes what mapped iterators inherit from.
//
// outcome: value 1.0
// must not: change its neighbours' results

if (typeof Iterator === "function") {
  const helper = Object.getPrototypeOf([].values().map((x) => x));
  try { helper.next = () => ({ done: true, value: undefined }); } catch {}
  try { helper.return = () => ({}); } catch {}
}
function f() {
  return 1;
}
