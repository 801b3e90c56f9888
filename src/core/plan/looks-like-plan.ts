import { readPlan } from './read.ts';

/** More than this is not read to find out. */
const sampleLength = 20_000;

/**
 * Whether a text is a plan, for files whose name does not say so: `.ss` is also Scheme's. It is one
 * when its root has a signature with a description, and few lines after it cannot be read.
 */
export function looksLikePlan(text: string): boolean {
  if (/^\s*[(;]/.test(text)) return false;
  const { document, diagnostics } = readPlan(text.slice(0, sampleLength));
  const [root] = document.definitions;
  if (root === undefined || root.name.text === '' || root.description === '') return false;
  const unreadable = diagnostics.filter(({ severity }) => severity === 'error').length;
  return unreadable * 4 <= document.definitions.length;
}
