/** Waits for what the user would wait for: something that shows up on the screen or in VS Code's API. */

const lookAgainMs = 100;

/**
 * Reads again and again until `holds` accepts the value, and returns it. Rejects after `timeoutMs`
 * with `what` and the last value read. A read that throws counts as one that does not hold yet.
 */
export async function until<T>(
  what: string,
  read: () => T | PromiseLike<T>,
  holds: (value: T) => boolean,
  { timeoutMs = 20_000 }: { timeoutMs?: number } = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  let last = 'nothing was read';
  for (;;) {
    try {
      const value = await read();
      if (holds(value)) {
        return value;
      }
      last = `last seen: ${JSON.stringify(value, undefined, 1)}`;
    } catch (error) {
      last = `last error: ${error instanceof Error ? error.message : String(error)}`;
    }
    if (performance.now() > deadline) {
      throw new Error(`Waited ${timeoutMs} ms for ${what}; ${last}`);
    }
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
  }
}
