/** Which system calls the processes inside the sandbox keep: those of `allowed-calls.ts`, and some for some arguments. */
import { allowedCalls, callsOfRuntimes, callsToFork } from './allowed-calls.ts';
import { errno, ownPid, placeOfArgument, type FilterRules, type Rule } from './seccomp.ts';

const refused = { errno: errno.EPERM } as const;
const absent = { errno: errno.ENOSYS } as const;

const cloneThread = 0x00010000;
/** CLONE_NEW*: namespaces. */
const cloneNamespaces = 0x7e020080;
/** O_WRONLY | O_RDWR | O_CREAT | O_TRUNC. */
const openToWrite = 0o1 | 0o2 | 0o100 | 0o1000;
const unixFamily = 1;

/**
 * F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC, F_GETPIPE_SZ. With others a descriptor locks or
 * watches what others use, or sends signals to whom it likes.
 */
const ownDescriptors = [0, 1, 2, 3, 4, 1030, 1032].map((command): Rule => ({
  calls: ['fcntl'],
  when: [{ argument: 1, is: command }],
  verdict: 'allow',
}));

/** What both kinds of server keep, for some arguments at least. */
const common: readonly Rule[] = [
  { verdict: 'allow', calls: allowedCalls },
  ...ownDescriptors,
  { calls: ['open'], when: [{ argument: 1, clear: openToWrite }], verdict: 'allow' },
  { calls: ['openat'], when: [{ argument: 2, clear: openToWrite }], verdict: 'allow' },
  { calls: ['open', 'openat'], verdict: { errno: errno.EACCES } },
  { calls: ['clone3'], verdict: absent },
  { calls: ['socketpair'], when: [{ argument: 0, is: unixFamily }], verdict: 'allow' },
  { calls: ['sendto'], when: [{ argument: 4, isNull: true }], verdict: 'allow' },
  // TCGETS, FIONCLEX, FIOCLEX, FIONREAD, FIONBIO
  ...[0x5401, 0x5450, 0x5451, 0x541b, 0x5421].map((request): Rule => ({
    calls: ['ioctl'],
    when: [{ argument: 1, is: request }],
    verdict: 'allow',
  })),
  { calls: ['ioctl'], verdict: { errno: errno.ENOTTY } },
];

/** PR_SET_NAME, PR_GET_NAME */
const nameOfThread = [15, 16];
/** PR_SET_VMA: names of memory. */
const nameOfMemory = 0x53564d41;

function prctlFor(options: readonly number[]): readonly Rule[] {
  return options.map((option) => ({
    calls: ['prctl'],
    when: [{ argument: 0, is: option }],
    verdict: 'allow',
  }));
}

/**
 * A fork server and, as filters are inherited, its children: what it takes to compute, and to start, limit and
 * end children. It never becomes another program.
 */
export const forkServerFilter: FilterRules = {
  rules: [
    ...common,
    { verdict: 'allow', calls: callsToFork },
    { calls: ['clone'], when: [{ argument: 0, clear: cloneNamespaces }], verdict: 'allow' },
  ],
  otherwise: refused,
};

/**
 * A runtime with threads: no process at all. The launcher becomes it by the one call of `execve` whose
 * arguments stand at places in memory that it drew: what it has become knows none of them.
 */
export const threadServerFilter: FilterRules = {
  rules: [
    ...common,
    { verdict: 'allow', calls: callsOfRuntimes },
    {
      calls: ['execve'],
      when: [0, 1, 2].map((argument) => ({ argument, isPlace: placeOfArgument(argument) })),
      verdict: 'allow',
    },
    { calls: ['clone'], when: [{ argument: 0, set: cloneThread }], verdict: 'allow' },
    { calls: ['kill', 'tgkill'], when: [{ argument: 0, is: ownPid }], verdict: 'allow' },
    // Its own limits, within the hard ones.
    { calls: ['prlimit64'], when: [{ argument: 0, is: 0 }], verdict: 'allow' },
    ...prctlFor([...nameOfThread, nameOfMemory]),
  ],
  otherwise: refused,
};

/**
 * A process that runs candidates: less than its server. Short, as it is installed at every fork;
 * what the server may not do is refused by the filter that was inherited.
 */
export const candidateFilter: FilterRules = {
  rules: [
    { calls: ['kill', 'seccomp'], verdict: refused },
    { calls: ['tgkill'], when: [{ argument: 0, is: ownPid }], verdict: 'allow' },
    { calls: ['clone'], when: [{ argument: 0, set: cloneThread }], verdict: 'allow' },
    { calls: ['prlimit64'], when: [{ argument: 2, isNull: true }], verdict: 'allow' },
    ...prctlFor(nameOfThread),
    { calls: ['tgkill', 'clone', 'prlimit64', 'prctl'], verdict: refused },
  ],
  otherwise: 'allow',
};
