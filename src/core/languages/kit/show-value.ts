import type { Value } from '../../values/value.ts';
import { Output, type QuoteMark } from '../../values/show.ts';

/** How a language writes values. */
export interface ValueForm {
  readonly show: (value: Value, out: Output) => void;
  /** What `str(value)` (Python) or `String(value)` (JavaScript) gives for data that is no text. */
  readonly printed: (value: Value) => string;
}

/**
 * @param limit Most characters of the answer; the rest becomes `…`.
 * @param style `source` can be read back as a literal where there is one; `printed` is what the
 *   language prints: Python's `nan` is no name there.
 * @param mark The quote of strings that hold no quote of that kind.
 */
export function showValue(
  value: Value,
  { values }: { readonly values: Pick<ValueForm, 'show'> },
  limit = 200,
  style: 'source' | 'printed' = 'source',
  mark: QuoteMark = "'",
): string {
  const out = new Output(limit, style, mark);
  values.show(value, out);
  return out.text();
}

/** What printing a value gives, for data. */
export function printedForm(value: Value, { values }: { readonly values: ValueForm }): string {
  return value.kind === 'str' ? value.value : values.printed(value);
}
