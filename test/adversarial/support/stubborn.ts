/** Requests that are at work until someone ends them, one per language. */
import type { RunRequest } from '../../../src/core/ports.ts';

const limits = { callMs: 60_000, memoryMiB: 256, outputBytes: 1024 };
const checks = [
  { id: '0', call: 'f(0)' },
  { id: '1', call: 'f(1)' },
];

/** Answers the first call, so that one can tell when it is at work, and never the second. */
const python = `
import signal

def f(x):
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, signal.NSIG))
    while x:
        try:
            pass
        except BaseException:
            pass
    return x
`;
const javascript = `
function f(x) {
  while (x) {
    try { f(x); } catch { continue; }
  }
  return x;
}
`;

export const stubborn: readonly RunRequest[] = [
  { language: 'python', source: python },
  { language: 'javascript', source: javascript },
].map(({ language, source }) => ({
  language: language as RunRequest['language'],
  programs: [0, 1].map((i) => ({ id: String(i), source, entry: 'f' })),
  checks,
  limits,
  alone: true,
}));

export const honest: readonly RunRequest[] = stubborn.map((request) => ({
  ...request,
  checks: checks.slice(0, 1),
}));
