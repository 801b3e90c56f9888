// Leaves timers, jobs and chains of promises that go on for the next programs.
//
// outcome: value 1.0 | timeout
// must not: change its neighbours' results
const later = () => { Math.floor = () => 'FORGED'; JSON.stringify = () => 'FORGED'; };
const chain = () => Promise.resolve().then(chain).then(later);
setTimeout(later, 0); setTimeout(later, 2); setInterval(later, 1); queueMicrotask(() => setTimeout(later, 1));
if (typeof setImmediate === 'function') setImmediate(later);
function f(x) { setTimeout(later, 0); new Promise((ok) => setTimeout(ok, 1)).then(later); return 1; }
