// Leaves regular expressions in a state, and their prototype with an `exec` of its own.
//
// outcome: value 1.0
// must not: change its neighbours' results
/(FORGED)/.exec('FORGED');
RegExp.prototype.exec = function () { return null; };
RegExp.prototype.flags;
function f(x) { /(FORGED)(2)/.test('FORGED2'); return 1; }
