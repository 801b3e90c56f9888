import type { Runner } from '../../core/ports.ts';
import type { RunnerEvent } from './events.ts';
import type { SandboxReport } from './sandbox-report.ts';

/**
 * A Runner as a program holds it. Who is given one owns it, and disposes of it. What it promises
 * stands in ARCHITECTURE.md, "The runner seam"; `test/unit/runner/contract.ts` holds it to that.
 */
export interface OwnedRunner extends Runner {
  /** What isolates candidates here, what is missing, and what to install. */
  describe(): Promise<SandboxReport>;
  /** Calls back for what goes on from now on, until the function that it returns is called. */
  watch(listener: (event: RunnerEvent) => void): () => void;
  /**
   * Ends everything that it started; resolves when that is gone. Runs under way end as cancelled, and
   * so does every later one. May be called again.
   */
  dispose(): Promise<void>;
}
