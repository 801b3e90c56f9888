// Declares names by an indirect and a direct eval, and by functions made of text.
//
// outcome: value 1.0 | exception
// must not: change its neighbours' results
(0, eval)('var total = "FORGED"; function fixed() {} ; let hidden = 1; class Point {}');
new Function('total = "FORGED"')(); setTimeout.constructor('fixed = 1')();
function f(x) { (0, eval)('let secret = 5; const seen = []'); return 1; }
