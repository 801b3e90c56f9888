import assert from 'node:assert/strict';
import {
  candidateFilter,
  forkServerFilter,
  threadServerFilter,
} from '../../../src/node/runner/tiers/filters.ts';
import {
  assembleFilter,
  ownPid,
  placeOfArgument,
  type FilterRules,
} from '../../../src/node/runner/tiers/seccomp.ts';
import { auditArch, syscallNumber, type Machine } from '../../../src/node/runner/tiers/syscalls.ts';

const allowed = 0x7fff0000;
const killed = 0x80000000;
const refused = (errno: number): number => 0x00050000 | errno;

/** Runs a filter as the kernel would on one system call. */
function decide(
  rules: FilterRules,
  machine: Machine,
  number: number,
  args: readonly bigint[] = [],
  arch = auditArch[machine],
): number {
  const data = new DataView(new ArrayBuffer(64));
  data.setInt32(0, number, true);
  data.setUint32(4, arch, true);
  args.forEach((arg, i) => data.setBigUint64(16 + 8 * i, arg, true));
  const bytes = assembleFilter(rules, machine);
  const program = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let accumulator = 0;
  for (let at = 0; at < bytes.length / 8;) {
    const code = program.getUint16(8 * at, true);
    const value = program.getUint32(8 * at + 4, true);
    const jump = (taken: boolean): number => program.getUint8(8 * at + (taken ? 2 : 3));
    switch (code) {
      case 0x20:
        accumulator = data.getUint32(value, true);
        break;
      case 0x54:
        accumulator = (accumulator & value) >>> 0;
        break;
      case 0x15:
        at += jump(accumulator === value);
        break;
      case 0x35:
        at += jump(accumulator >= value);
        break;
      case 0x06:
        return value;
      default:
        assert.fail(`instruction ${code} is not one we write`);
    }
    at += 1;
  }
  return assert.fail('the program ran past its end');
}

/** What a candidate's process may do: its filter and the inherited one both have their say. */
function decideForCandidate(machine: Machine, number: number, args: readonly bigint[]): number {
  const own = decide(candidateFilter, machine, number, args);
  return own === allowed ? decide(forkServerFilter, machine, number, args) : own;
}

function call(rules: FilterRules, machine: Machine, name: string, ...args: number[]): number {
  const number = syscallNumber(name, machine);
  assert.ok(number !== undefined, `${machine} has ${name}`);
  return decide(rules, machine, number, args.map(BigInt));
}

const machines: readonly Machine[] = ['x86_64', 'aarch64'];

describe('seccomp filters', () => {
  for (const machine of machines) {
    describe(machine, () => {
      const candidate = (name: string, ...args: number[]): number =>
        decideForCandidate(machine, syscallNumber(name, machine) ?? -1, args.map(BigInt));

      it('let a candidate compute, read and answer', () => {
        for (const name of ['read', 'write', 'mmap', 'futex', 'getrandom', 'exit_group']) {
          assert.equal(candidate(name), allowed, name);
        }
        assert.equal(candidate('openat', 0, 0, 0o2000000), allowed);
      });

      it('let a candidate neither write files, start processes, signal, trace nor connect', () => {
        const forbidden = ['execve', 'kill', 'ptrace', 'socket', 'connect', 'sendmsg', 'bpf'];
        const more = ['mount', 'setuid', 'unshare', 'io_uring_setup', 'memfd_create'];
        for (const name of [...forbidden, ...more]) {
          assert.equal(candidate(name), refused(1), name);
        }
        for (const flags of [0o1, 0o2, 0o101, 0o1000, 0o2000102]) {
          assert.equal(candidate('openat', 0, 0, flags), refused(13), `openat ${flags}`);
        }
        assert.equal(candidate('clone', 17), refused(1));
        assert.equal(candidate('clone', 0x3d0f00), allowed, 'a thread');
        assert.equal(candidate('clone3'), refused(38));
        assert.equal(candidate('socketpair', 1, 1), allowed);
        assert.equal(candidate('socketpair', 2, 1), refused(1));
        assert.equal(candidate('sendto', 3, 0, 0, 0, 0), allowed);
        assert.equal(candidate('sendto', 3, 0, 0, 0, 5), refused(1));
        assert.equal(candidate('prlimit64', 0, 0, 0), allowed);
        assert.equal(candidate('prlimit64', 0, 0, 8), refused(1));
        assert.equal(candidate('ioctl', 0, 0x5412), refused(25), 'TIOCSTI');
        assert.equal(candidate('tgkill', ownPid), allowed);
        assert.equal(candidate('tgkill', 1), refused(1));
        assert.equal(candidate('fcntl', 3, 4), allowed);
        for (const command of [8, 1024, 1026, 6, 37, 1036, 1031]) {
          assert.equal(candidate('fcntl', 3, command, 1), refused(1), `fcntl ${command}`);
        }
        assert.equal(candidate('prctl', 22), refused(1), 'PR_SET_SECCOMP');
        assert.equal(candidate('prctl', 1), refused(1), 'PR_SET_PDEATHSIG');
      });

      it('look at both halves of a pointer', () => {
        const number = syscallNumber('sendto', machine) ?? -1;
        const args = [3n, 0n, 0n, 0n, 1n << 32n];
        assert.equal(decideForCandidate(machine, number, args), refused(1));
      });

      it('kill what comes through another interface', () => {
        for (const rules of [candidateFilter, forkServerFilter, threadServerFilter]) {
          assert.equal(decide(rules, machine, 0, [], 0x40000003), killed);
        }
      });

      it('let nobody change, or listen for changes of, what is kept beside the content of files', () => {
        const modes = ['fchmod', 'fchmodat', 'fchmodat2', 'utimensat', 'file_setattr'];
        const attributes = ['', 'l', 'f'].flatMap((which) =>
          ['setxattr', 'getxattr', 'listxattr', 'removexattr'].map((name) => which + name),
        );
        const atFolder = ['setxattrat', 'getxattrat', 'listxattrat', 'removexattrat'];
        const watches = ['inotify_init1', 'inotify_add_watch', 'inotify_rm_watch'];
        const older = ['chmod', 'utime', 'utimes', 'futimesat', 'inotify_init'];
        const here = machine === 'x86_64' ? older : [];
        for (const name of [...modes, ...attributes, ...atFolder, ...watches, ...here]) {
          for (const rules of [forkServerFilter, threadServerFilter]) {
            assert.equal(call(rules, machine, name), refused(1), name);
          }
        }
      });

      it('let a runtime with threads do nothing that is not on the list', () => {
        const forbidden = ['execveat', 'kill', 'ptrace', 'connect', 'sendmsg', 'bpf', 'mount'];
        const more = [
          'setuid',
          'unshare',
          'io_uring_setup',
          'memfd_create',
          'pidfd_open',
          'splice',
        ];
        for (const name of [...forbidden, ...more, 'openat2', 'statfs', 'umask', 'chdir']) {
          assert.equal(call(threadServerFilter, machine, name), refused(1), name);
        }
        // A call that came with a later kernel.
        assert.equal(decide(threadServerFilter, machine, 9999), refused(1));
        assert.equal(call(threadServerFilter, machine, 'openat', 0, 0, 0o2000000), allowed);
        assert.equal(call(threadServerFilter, machine, 'openat', 0, 0, 0o101), refused(13));
        assert.equal(call(threadServerFilter, machine, 'prctl', 15), allowed);
        assert.equal(call(threadServerFilter, machine, 'prctl', 22), refused(1), 'PR_SET_SECCOMP');
        assert.equal(call(threadServerFilter, machine, 'prlimit64', 0), allowed);
        assert.equal(call(threadServerFilter, machine, 'prlimit64', 7), refused(1));
      });

      it('let a fork server fork but not execute, and a threaded one the reverse', () => {
        assert.equal(call(forkServerFilter, machine, 'clone', 17), allowed);
        assert.equal(call(forkServerFilter, machine, 'clone', 0x10000000 | 17), refused(1));
        assert.equal(call(forkServerFilter, machine, 'execve'), refused(1));
        assert.equal(call(forkServerFilter, machine, 'kill', 5, 9), allowed);
        assert.equal(call(threadServerFilter, machine, 'clone', 17), refused(1));
        assert.equal(call(threadServerFilter, machine, 'clone', 0x3d0f00), allowed);
        assert.equal(call(threadServerFilter, machine, 'execve', 1, 2, 3), refused(1));
        const places = [0, 1, 2].map((argument) => {
          const { low, high } = placeOfArgument(argument);
          return BigInt(low) + (BigInt(high) << 32n);
        });
        const execve = syscallNumber('execve', machine) ?? -1;
        assert.equal(decide(threadServerFilter, machine, execve, places), allowed);
        for (const [at, place] of places.entries()) {
          for (const other of [place ^ 1n, place ^ (1n << 40n)]) {
            const wrong = places.with(at, other);
            assert.equal(decide(threadServerFilter, machine, execve, wrong), refused(1));
          }
        }
        assert.equal(call(threadServerFilter, machine, 'kill', 5, 9), refused(1));
        for (const rules of [forkServerFilter, threadServerFilter]) {
          assert.equal(call(rules, machine, 'socket', 2), refused(1));
          assert.equal(call(rules, machine, 'ptrace'), refused(1));
        }
      });
    });
  }

  it('kill calls of the x32 interface', () => {
    assert.equal(decide(candidateFilter, 'x86_64', 0x40000000), killed);
  });
});
