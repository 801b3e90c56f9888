/** What a candidate may do, as data, in one place. Tiers enforce it; `Show Sandbox` prints it. */
export interface SandboxPolicy {
  readonly network: 'none';
  /** Variables of the sandboxed processes; nothing of the user's environment is passed on. */
  readonly environment: Readonly<Record<string, string>>;
  /** Besides the interpreter and its libraries. */
  readonly readable: readonly string[];
  /** Nothing is writable: no file survives a candidate, and none fills the disk. */
  readonly writable: 'nothing';
  readonly limits: {
    /** CPU time of one candidate process, in s; a backstop behind the wall limits. */
    readonly cpuSeconds: number;
    /** Most bytes a candidate may write to any file. */
    readonly fileBytes: number;
    readonly openFiles: number;
    /**
     * Threads of a worker's processes, which are looked at now and then where candidates can start any: for a
     * moment there can be more.
     */
    readonly threads: number;
    /** Processes that a candidate may start. */
    readonly processes: 0;
    /** Items drained from an iterator. */
    readonly drainItems: number;
  };
}

export const defaultPolicy: SandboxPolicy = {
  network: 'none',
  environment: {
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    HOME: '/nonexistent',
    // Libraries that start a thread per core cannot be forked.
    OPENBLAS_NUM_THREADS: '1',
    OMP_NUM_THREADS: '1',
    MKL_NUM_THREADS: '1',
  },
  readable: [],
  writable: 'nothing',
  limits: {
    cpuSeconds: 120,
    fileBytes: 0,
    openFiles: 64,
    threads: 128,
    processes: 0,
    drainItems: 1000,
  },
};
