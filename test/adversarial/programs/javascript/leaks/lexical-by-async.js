// Closes its wrapper where it ends, behind a comment.
//
// outcome: value 1.0 | refused
// must not: change its neighbours' results

function f() { return 1; }
return (code) => eval(code);
})/*
*/;class Map {};var total = 5;(function () {//
