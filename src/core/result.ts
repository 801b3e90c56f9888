/** What a port answers when failure is expected: a value, or an error whose `reason` code tests. */
export type Result<T, E> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** An expected failure. Code tests `reason`; people read `message`, which says what to do. */
export interface Failure<R extends string = string> {
  readonly reason: R;
  readonly message: string;
}

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function fail<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}
