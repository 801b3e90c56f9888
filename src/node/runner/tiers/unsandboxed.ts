/** No isolation at all: only where the user explicitly allowed it, on this machine. */
import { start } from './start.ts';
import type { SandboxedProgram, Tier } from './tier.ts';

export function unsandboxedTier(): Tier {
  const command = (program: SandboxedProgram): string[] => [
    program.file,
    ...(program.kind === 'forks' ? ['-s', '-S', '-B'] : []),
    ...program.args,
  ];
  return {
    name: 'none',
    summary: 'nothing: candidates can read, write and send whatever you can',
    command,
    launch: (program) => start(command(program), program.environment, program.channels),
  };
}
