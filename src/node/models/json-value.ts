/** Levels of arrays and objects within each other; no protocol of models comes near. */
export const deepestJson = 200;

/**
 * The value of JSON text from outside; undefined where it is none, or nested so deeply that what walks
 * through it or writes it again would run out of stack.
 */
export function jsonValue(text: string): unknown {
  if (isTooDeep(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Looked at once, character by character; brackets in strings do not count. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  let isString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isString) {
      if (code === backslash) at += 1;
      else if (code === quote) isString = false;
    } else if (code === quote) isString = true;
    else if (code === bracket || code === brace) {
      depth += 1;
      if (depth > deepestJson) return true;
    } else if (code === bracketEnd || code === braceEnd) depth -= 1;
  }
  return false;
}

const [quote, backslash, bracket, bracketEnd, brace, braceEnd] = [
  0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d,
];

/** An object whose fields are still to be checked. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object, or one without fields. */
export function recordOf(value: unknown): JsonRecord {
  return isRecord(value) ? value : {};
}

/** The objects of a list; none where it is no list. */
export function recordsOf(value: unknown): readonly JsonRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** The text, or an empty one. */
export function textOr(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
