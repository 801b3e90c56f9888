/** Exit codes of the command line; documented in the README. */
export const exitCodes = {
  /** A candidate passed, or the command did its work. */
  passed: 0,
  /** The run ended and no candidate passed. */
  nonePassed: 1,
  /** The command line or a file it names is wrong. */
  usage: 2,
  /** No model or no sandbox to be had, or the model answered no request. */
  unavailable: 3,
  /** Stopped by Ctrl-C. */
  cancelled: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
