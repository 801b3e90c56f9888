import type { LanguageId } from '../../src/core/text.ts';

/** A value of JSON as a language writes it. */
export function literalIn(language: LanguageId, value: unknown): string {
  return language === 'python' ? pythonLiteral(value) : JSON.stringify(value);
}

export function pythonLiteral(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    return `{${entries.map(([key, of]) => `${pythonLiteral(key)}: ${pythonLiteral(of)}`).join(', ')}}`;
  }
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return value === null ? 'None' : JSON.stringify(value);
}
