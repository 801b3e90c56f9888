// Replaces the globals that neighbours use.
//
// outcome: value 1.0
// must not: change its neighbours' results

function f() {
  console.log = setTimeout = structuredClone = () => 'PWNED';
  Math = JSON = { PI: 'PWNED', stringify: () => 'PWNED' };
  Array = Object = Map = class Pwned {};
  return 1;
}
