/**
 * The system calls that sandboxed processes keep, by name. Whatever is not here fails; a few more are kept for
 * some arguments only (`filters.ts`). Nothing here writes to a file, changes one, or reaches another process.
 */

/** What an interpreter needs to compute, read and answer. */
export const allowedCalls: readonly string[] = [
  // Memory.
  ...['mmap', 'mprotect', 'munmap', 'mremap', 'madvise', 'mincore', 'msync', 'brk', 'membarrier'],
  // What is open already.
  ...['read', 'pread64', 'readv', 'write', 'writev', 'lseek', 'close', 'close_range', 'fstat'],
  ...['dup', 'dup2', 'dup3', 'pipe', 'pipe2', 'fadvise64', 'recvfrom', 'getsockopt', 'shutdown'],
  ...['getsockname', 'getpeername'],
  // Looking at files.
  ...['stat', 'lstat', 'newfstatat', 'statx', 'access', 'faccessat', 'faccessat2', 'readlink'],
  ...['readlinkat', 'getcwd', 'getdents', 'getdents64'],
  // Waiting, and being told.
  ...['poll', 'ppoll', 'select', 'pselect6', 'epoll_create', 'epoll_create1', 'epoll_ctl'],
  ...['epoll_wait', 'epoll_pwait', 'epoll_pwait2', 'eventfd', 'eventfd2', 'futex', 'pause'],
  ...['nanosleep', 'clock_nanosleep', 'sched_yield', 'restart_syscall'],
  // Time and chance.
  ...['clock_gettime', 'clock_getres', 'gettimeofday', 'time', 'times', 'getrandom', 'alarm'],
  ...['getitimer', 'setitimer', 'timer_create', 'timer_settime', 'timer_gettime', 'timer_delete'],
  ...['timerfd_create', 'timerfd_settime', 'timerfd_gettime'],
  // Its own signals.
  ...['rt_sigaction', 'rt_sigprocmask', 'rt_sigreturn', 'rt_sigpending', 'rt_sigtimedwait'],
  ...['rt_sigsuspend', 'sigaltstack'],
  // Itself and its threads.
  ...['getpid', 'gettid', 'getppid', 'getpgid', 'getpgrp', 'getsid', 'getuid', 'geteuid', 'getgid'],
  ...['getegid', 'getresuid', 'getresgid', 'getgroups', 'getrlimit', 'getrusage', 'getcpu'],
  ...['sched_getaffinity', 'set_tid_address', 'set_robust_list', 'get_robust_list', 'rseq'],
  ...['arch_prctl', 'sysinfo', 'uname', 'exit', 'exit_group'],
];

/** What a server that forks needs besides, for its children. */
export const callsToFork: readonly string[] = [
  ...['wait4', 'waitid', 'kill', 'tgkill', 'prctl', 'seccomp', 'prlimit64'],
];

/** What a runtime with threads of its own asks for besides. */
export const callsOfRuntimes: readonly string[] = [
  ...['capget', 'sched_getparam', 'sched_getscheduler', 'sched_get_priority_max'],
  ...['sched_get_priority_min', 'getpriority', 'pkey_alloc', 'pkey_free', 'pkey_mprotect'],
];
