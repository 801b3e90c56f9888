/**
 * Modules that programs import and the server may load once, ahead of forks: those of the standard
 * library (the server knows them) and packages that are slow to load and bear being forked.
 */
const importLine = /^[ \t]*(?:import[ \t]+([\w., \t]+)|from[ \t]+([\w.]+)[ \t]+import\b)/gm;
/** Their import opens windows, starts threads or talks. */
const unwelcome = new Set(['antigravity', 'this', 'turtle', 'tkinter', 'idlelib', 'test', 'site']);

export function modulesToWarm(sources: readonly string[]): string[] {
  const names = new Set<string>();
  for (const source of sources) {
    for (const [, plain, from] of source.matchAll(importLine)) {
      for (const part of (plain ?? from ?? '').split(',')) {
        const name = part.trim().split(/\s/)[0] ?? '';
        if (isWarmable(name)) names.add(name);
      }
    }
    if (/\basync\s+def\b/.test(source)) names.add('asyncio');
  }
  return [...names].slice(0, 50);
}

/** Whether a server may be told to load it, should it know it. */
export function isWarmable(name: string): boolean {
  return /^\w+(\.\w+)*$/.test(name) && !unwelcome.has(name.split('.')[0] ?? '');
}
