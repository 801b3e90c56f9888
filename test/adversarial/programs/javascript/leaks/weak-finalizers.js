// Registers what runs when its memory is wanted, in another program's time.
//
// outcome: value 1.0
// must not: change its neighbours' results
const registry = new FinalizationRegistry((held) => { Array.prototype.map = () => ['FORGED']; held.forge(); });
function f(x) {
  for (let i = 0; i < 200; i++) registry.register({ i, big: new Array(1000) }, { forge() { Math.floor = () => 'FORGED'; } });
  return 1;
}
