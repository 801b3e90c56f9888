// Swallows every exception, those of the engine included.
//
// outcome: timeout | crash
// must not: outlive its deadline

function f() {
  for (;;) {
    try {
      (function down() {
        down();
      })();
    } catch {
      continue;
    }
  }
}
