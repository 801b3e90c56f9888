// Never finishes being loaded.
//
// outcome: timeout
// must not: outlive its deadline

for (;;);
