/** What became of a promise, as a value: it can be kept until somebody asks. */
export type Settled<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

/** Never rejects. */
export function settled<T>(promise: Promise<T>): Promise<Settled<T>> {
  return promise.then(
    (value) => ({ ok: true, value }),
    (error: unknown) => ({ ok: false, error }),
  );
}

/** What an error says, for people. */
export function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
