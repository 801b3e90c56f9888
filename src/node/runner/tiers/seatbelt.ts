/**
 * macOS: `sandbox-exec` with a profile that denies by default. Written from its documentation and
 * from published profiles; not yet tried on a Mac. The address space limit has no effect there.
 */
import { start } from './start.ts';
import type { SandboxedProgram, Tier } from './tier.ts';

const systemReads = ['/usr/lib', '/usr/share/zoneinfo', '/System/Library', '/private/var/db/dyld'];

export function seatbeltTier(): Tier {
  const command = (program: SandboxedProgram): string[] => [
    '/usr/bin/sandbox-exec',
    '-p',
    seatbeltProfile(program),
    program.file,
    ...(program.kind === 'forks' ? ['-s', '-S', '-B'] : []),
    ...program.args,
  ];
  return {
    name: 'seatbelt',
    summary:
      'sandbox-exec: no network, no files but the interpreter and its libraries, no writes (memory is not limited by the system; whether a path exists and how large a file is can be found out)',
    command,
    launch: (program) => start(command(program), program.environment, program.channels),
  };
}

export function seatbeltProfile(program: SandboxedProgram): string {
  const paths = [...systemReads, program.file, ...program.args.slice(0, 1), ...program.readable];
  return [
    '(version 1)',
    '(deny default)',
    program.kind === 'forks' ? '(allow process-fork)' : '',
    `(allow process-exec (literal ${quote(program.file)}))`,
    '(allow signal (target same-sandbox))',
    '(allow sysctl-read)',
    '(allow file-read-metadata)',
    '(allow file-read* (literal "/") (literal "/dev/null") (literal "/dev/urandom"))',
    ...paths.map((path) => `(allow file-read* (subpath ${quote(path)}))`),
    ...paths.map((path) => `(allow file-map-executable (subpath ${quote(path)}))`),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
