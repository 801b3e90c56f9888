// Patches what frames of stacks inherit from, which only a formatter of stacks gets to see.
//
// outcome: value true | value false
// must not: change its neighbours' results

const kept = Error.prepareStackTrace;
let sites;
Error.prepareStackTrace = (error, frames) => (sites = frames);
void new Error('x').stack;
if (kept === undefined) delete Error.prepareStackTrace;
else Error.prepareStackTrace = kept;
const shared = Object.getPrototypeOf(sites[0]);
let done = false;
try {
  shared.getFunctionName = () => 'FORGED';
  shared.toString = () => 'FORGED';
  done = sites[0].getFunctionName() === 'FORGED';
} catch {
  done = false;
}
function f() {
  return done;
}
