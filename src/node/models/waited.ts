import { setTimeout as delay } from 'node:timers/promises';
import type { CancelSignal } from '../../core/ports.ts';

/** Waits for some milliseconds. False when cancelled meanwhile. */
export async function waited(ms: number, signal: CancelSignal): Promise<boolean> {
  const controller = new AbortController();
  const abort = () => {
    controller.abort();
  };
  signal.addEventListener('abort', abort);
  try {
    if (signal.aborted) return false;
    await delay(ms, undefined, { signal: controller.signal });
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
