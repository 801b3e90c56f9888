/** Modules of the standard library that programs import: the server loads them once, ahead of forks. */
const importLine = /^[ \t]*(?:import[ \t]+([\w., \t]+)|from[ \t]+([\w.]+)[ \t]+import\b)/gm;
/** Their import opens windows, starts threads or talks. */
const unwelcome = new Set(['antigravity', 'this', 'turtle', 'tkinter', 'idlelib', 'test', 'site']);

export function modulesToWarm(sources: readonly string[]): string[] {
  const names = new Set<string>();
  for (const source of sources) {
    for (const [, plain, from] of source.matchAll(importLine)) {
      for (const part of (plain ?? from ?? '').split(',')) {
        const name = part.trim().split(/\s/)[0] ?? '';
        if (/^\w+(\.\w+)*$/.test(name) && !unwelcome.has(name.split('.')[0] ?? '')) names.add(name);
      }
    }
    if (/\basync\s+def\b/.test(source)) names.add('asyncio');
  }
  return [...names].slice(0, 50);
}
