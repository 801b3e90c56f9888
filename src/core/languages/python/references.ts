import type { ModuleReference } from '../kit/module-reference.ts';

const pythonImport =
  /^[ \t]*(?:\w+:[ \t]*)?(?:from[ \t]+([.\w]+)[ \t]+import[ \t]*(\([^)]*\)|[^\n;]+)|import[ \t]+([^\n;]+))/gmu;

export function pythonReferences(mask: string): ModuleReference[] {
  return [...mask.replace(/\\\r?\n/g, ' ').matchAll(pythonImport)].flatMap(
    ([, from, names = '', plain = '']) =>
      from === undefined
        ? firstWords(plain).map((module) => ({ module, names: [] }))
        : [{ module: from, names: firstWords(names.replace(/[()]/g, ' ')) }],
  );
}

/** `a as b, c.d` names `a` and `c.d`. */
function firstWords(list: string): string[] {
  return list
    .replace(/#.*/g, '')
    .split(',')
    .map((part) => /^[\p{L}\p{N}_.]+/u.exec(part.trim())?.[0] ?? '')
    .filter((word) => word !== '');
}
