/** Which system calls the processes inside the sandbox keep. */
import { errno, ownPid, type FilterRules, type Rule } from './seccomp.ts';

const refused = { errno: errno.EPERM } as const;
const absent = { errno: errno.ENOSYS } as const;

const cloneThread = 0x00010000;
/** CLONE_NEW*: namespaces. */
const cloneNamespaces = 0x7e020080;
/** O_WRONLY | O_RDWR | O_CREAT | O_TRUNC. */
const openToWrite = 0o1 | 0o2 | 0o100 | 0o1000;
const unixFamily = 1;

/** Never needed by a server, of use to an attacker: defence behind Landlock and the child's filter. */
const dangerous: Rule = {
  verdict: refused,
  calls: [
    ...['socket', 'connect', 'bind', 'listen', 'accept', 'accept4', 'ptrace', 'process_vm_readv'],
    ...['process_vm_writev', 'kcmp', 'bpf', 'perf_event_open', 'userfaultfd', 'keyctl', 'add_key'],
    ...['request_key', 'mount', 'umount2', 'pivot_root', 'chroot', 'unshare', 'setns', 'open_tree'],
    ...['move_mount', 'fsopen', 'fsconfig', 'fsmount', 'fspick', 'mount_setattr', 'swapon'],
    ...['swapoff', 'reboot', 'sethostname', 'setdomainname', 'iopl', 'ioperm', 'init_module'],
    ...['finit_module', 'delete_module', 'kexec_load', 'kexec_file_load', 'acct', 'quotactl'],
    ...['name_to_handle_at', 'open_by_handle_at', 'io_uring_setup', 'io_uring_enter'],
    ...['io_uring_register', 'pidfd_getfd', 'pidfd_send_signal', 'personality', 'syslog'],
    ...['clock_settime', 'settimeofday', 'adjtimex', 'mknod', 'mknodat', 'mq_open', 'shmget'],
    ...['semget', 'msgget', 'fanotify_init', 'setuid', 'setgid', 'setreuid', 'setregid'],
    ...['setresuid', 'setresgid', 'setgroups', 'chmod', 'fchmod', 'fchmodat', 'fchmodat2', 'chown'],
    ...['fchown', 'lchown', 'fchownat', 'move_pages', 'migrate_pages', 'process_madvise'],
    ...['vmsplice', 'rt_sigqueueinfo'],
  ],
};

/**
 * What is kept beside a file's content: its times, its attributes and who hears of its changes. Landlock says
 * nothing of these.
 */
const besideContent: Rule = {
  verdict: refused,
  calls: [
    ...['utime', 'utimes', 'futimesat', 'utimensat', 'file_getattr', 'file_setattr', 'setxattr'],
    ...['lsetxattr', 'fsetxattr', 'setxattrat', 'getxattr', 'lgetxattr', 'fgetxattr', 'getxattrat'],
    ...['listxattr', 'llistxattr', 'flistxattr', 'listxattrat', 'removexattr', 'lremovexattr'],
    ...['fremovexattr', 'removexattrat', 'inotify_init', 'inotify_init1', 'inotify_add_watch'],
    ...['inotify_rm_watch'],
  ],
};

/** F_SETOWN, F_SETSIG, F_SETOWN_EX: with these a descriptor sends signals to whom it likes. */
const signalByDescriptor = [8, 10, 15].map((command): Rule => ({
  calls: ['fcntl'],
  when: [{ argument: 1, is: command }],
  verdict: refused,
}));

/**
 * A fork server and, as filters are inherited, its children: what an interpreter needs to compute,
 * read and answer, and what it takes to start, limit and end children.
 */
export const forkServerFilter: FilterRules = {
  rules: [
    {
      verdict: 'allow',
      calls: [
        ...['read', 'write', 'close', 'fstat', 'lseek', 'mmap', 'mprotect', 'munmap', 'brk'],
        ...['rt_sigaction', 'rt_sigprocmask', 'rt_sigreturn', 'rt_sigpending', 'rt_sigtimedwait'],
        ...['rt_sigsuspend', 'sigaltstack', 'pread64', 'readv', 'writev', 'mremap', 'madvise'],
        ...['sched_yield', 'futex', 'getpid', 'gettid', 'getppid', 'getuid', 'geteuid', 'getgid'],
        ...['getegid', 'getresuid', 'getresgid', 'getgroups', 'getpgid', 'getsid', 'getpgrp'],
        ...['exit', 'exit_group', 'getrandom', 'clock_gettime', 'clock_getres', 'gettimeofday'],
        ...['time', 'times', 'getrusage', 'sysinfo', 'uname', 'nanosleep', 'clock_nanosleep'],
        ...['poll', 'ppoll', 'select', 'pselect6', 'epoll_create', 'epoll_create1', 'epoll_ctl'],
        ...['epoll_wait', 'epoll_pwait', 'epoll_pwait2', 'eventfd', 'eventfd2', 'pipe', 'pipe2'],
        ...['dup', 'dup2', 'dup3', 'stat', 'lstat', 'newfstatat', 'statx', 'access'],
        ...['faccessat', 'faccessat2', 'readlink', 'readlinkat', 'getcwd', 'getdents'],
        ...['getdents64', 'getrlimit', 'set_tid_address', 'set_robust_list', 'get_robust_list'],
        ...['rseq', 'membarrier', 'restart_syscall', 'sched_getaffinity', 'getcpu', 'alarm'],
        ...['getitimer', 'setitimer', 'pause', 'wait4', 'waitid', 'recvfrom', 'getsockopt'],
        ...['shutdown', 'getsockname', 'getpeername', 'timerfd_create', 'timerfd_settime'],
        ...['timerfd_gettime', 'arch_prctl', 'fadvise64', 'mincore', 'msync', 'close_range'],
        ...['timer_create', 'timer_settime', 'timer_gettime', 'timer_delete'],
      ],
    },
    ...signalByDescriptor,
    { calls: ['fcntl'], verdict: 'allow' },
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
    { calls: ['clone'], when: [{ argument: 0, clear: cloneNamespaces }], verdict: 'allow' },
    { calls: ['kill', 'tgkill', 'prctl', 'seccomp', 'prlimit64'], verdict: 'allow' },
  ],
  otherwise: refused,
};

/** A runtime with threads: no process at all. `execve` stays, as the launcher becomes the runtime. */
export const threadServerFilter: FilterRules = {
  rules: [
    dangerous,
    besideContent,
    ...signalByDescriptor,
    { calls: ['execveat', 'fork', 'vfork', 'pidfd_open'], verdict: refused },
    { calls: ['clone3'], verdict: absent },
    { calls: ['clone'], when: [{ argument: 0, set: cloneThread }], verdict: 'allow' },
    { calls: ['clone'], verdict: refused },
    { calls: ['kill', 'tgkill'], when: [{ argument: 0, is: ownPid }], verdict: 'allow' },
    { calls: ['kill', 'tgkill', 'tkill'], verdict: refused },
  ],
  otherwise: 'allow',
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
    // PR_SET_NAME, PR_GET_NAME
    ...[15, 16].map((option): Rule => ({
      calls: ['prctl'],
      when: [{ argument: 0, is: option }],
      verdict: 'allow',
    })),
    { calls: ['tgkill', 'clone', 'prlimit64', 'prctl'], verdict: refused },
  ],
  otherwise: 'allow',
};
