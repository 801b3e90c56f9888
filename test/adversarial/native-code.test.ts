import assert from 'node:assert/strict';
import { once } from 'node:events';
import { defaultPolicy } from '../../src/node/runner/policy.ts';
import { findPython } from '../../src/node/runner/python/python-interpreter.ts';
import { chooseTier } from '../../src/node/runner/tiers/choose.ts';
import { assets, workingTiers } from './support/runners.ts';
import { markName, processesLeft } from './support/sandboxed-processes.ts';
import { Traps } from './support/traps.ts';

/**
 * What machine code could do in a process that started as a runtime with threads: any system call, with any
 * arguments. It says what the kernel did not refuse; a program in its place would say that it was executed.
 */
const attempts = `
import ctypes, os, struct, sys
libc = ctypes.CDLL(None, use_errno=True)
own = os.fsencode(sys.executable)
again = [own, b"-s", b"-S", b"-c", b"import os; os.write(3, b'EXECUTED')"]
loaders = [b"/lib64/ld-linux-x86-64.so.2", b"/lib/ld-linux-aarch64.so.1"]
def table(texts):
    return (ctypes.c_char_p * (len(texts) + 1))(*texts, None)
def execve(file, arguments):
    return libc.execve(file, table(arguments), table([]))
machine = os.uname().machine
numbers = {
    "execveat": (322, 281), "memfd_create": (319, 279), "socket": (41, 198), "ptrace": (101, 117),
    "unshare": (272, 97), "personality": (135, 92), "bpf": (321, 280), "io_uring_setup": (425, 425),
    "userfaultfd": (323, 282), "chdir": (80, 49), "umask": (95, 166), "setsid": (112, 157), "chroot": (161, 51),
    "process_vm_readv": (310, 270), "pidfd_open": (434, 434), "seccomp": (317, 277), "keyctl": (250, 219),
    "inotify_init1": (294, 26), "splice": (275, 76), "openat2": (437, 437), "mount": (165, 40), "syslog": (103, 116),
}
def call(name, *arguments):
    number = numbers[name][machine == "aarch64"]
    return libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) for a in arguments])
tried = {name: lambda name=name: call(name, 0, 0, 0, 0, 0) for name in numbers if name != "ptrace"}
tried["ptrace"] = lambda: call("ptrace", 0, 0, 0, 0)
tried["execute itself"] = lambda: execve(own, again)
tried["execute what it is"] = lambda: execve(b"/proc/self/exe", again)
for loader in loaders:
    tried["execute " + loader.decode()] = lambda loader=loader: execve(loader, [loader, *again])
file = os.open(own, os.O_RDONLY)
tried["execute what is open"] = lambda: libc.fexecve(file, table(again), table([]))
tried["execute nothing"] = lambda: libc.execve(None, None, None)
tried["fork"] = lambda: libc.fork()
tried["signal another"] = lambda: libc.kill(os.getppid(), 0)
tried["signal its group"] = lambda: libc.kill(0, 0)
tried["write"] = lambda: libc.open(b"/tmp/@MARK@-native", os.O_WRONLY | os.O_CREAT, 0o600)
tried["change a mode"] = lambda: libc.chmod(own, 0o777)
tried["change times"] = lambda: libc.utimes(own, None)
tried["trace its parent"] = lambda: libc.ptrace(16, os.getppid(), 0, 0)
tried["be traced"] = lambda: libc.prctl(4, 1, 0, 0, 0)
tried["outlive its parent"] = lambda: libc.prctl(1, 0, 0, 0, 0)
done = [name for name, attempt in tried.items() if attempt() != -1]
os.write(3, repr(done).encode())
os._exit(0)
`;

const { tiers: working } = await workingTiers();
// The calls are those of Linux.
const tiers = working.filter((name) => name === 'bubblewrap' || name === 'landlock');

describe('machine code in the place of a runtime', () => {
  for (const name of tiers) {
    it(`executes nothing, and makes no call that is not on the list, behind ${name}`, async () => {
      const traps = await Traps.set();
      const searchPath = process.env['PATH'] ?? '';
      const python = await findPython({ searchPath });
      assert.ok(python.ok);
      const { executable: file, readable, path } = python.value;
      const choice = await chooseTier({
        assets,
        searchPath,
        allowUnsandboxed: false,
        only: [name],
        python: { executable: file, readable },
      });
      assert.ok(choice.ok);
      const child = choice.value.tier.launch({
        file,
        args: ['-s', '-S', '-c', attempts.replaceAll('@MARK@', traps.mark)],
        environment: {
          ...defaultPolicy.environment,
          PYTHONPATH: path.join(':'),
          [markName]: traps.mark,
        },
        readable,
        channels: 1,
        kind: 'threads',
      });
      const channel = child.stdio[3];
      assert.ok(channel !== undefined && channel !== null && 'read' in channel);
      let told = '';
      channel.on('data', (chunk: Buffer) => (told += chunk.toString()));
      let problem = '';
      child.stderr?.on('data', (chunk: Buffer) => (problem += chunk.toString()));
      await once(child, 'close');
      assert.equal(told, '[]', problem);
      assert.deepEqual(traps.violations(), []);
      assert.deepEqual(await processesLeft(traps.mark, 2000), []);
      await traps.dispose();
    });
  }
});
