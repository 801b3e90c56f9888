import type { SandboxPolicy } from './policy.ts';
import type { MissingTier, TierName } from './tiers/tier.ts';

/** What `Coppice: Show Sandbox` shows. */
export interface SandboxReport {
  readonly platform: string;
  /** Absent where nothing may run. */
  readonly tier?: { readonly name: TierName; readonly summary: string };
  /** Why nothing may run, and what to do. */
  readonly problem?: string;
  /** Stronger tiers that could not be used. */
  readonly missing: readonly MissingTier[];
  readonly interpreters: readonly {
    readonly language: string;
    /** Executable, version and where it was found; or why there is none. */
    readonly description: string;
    readonly usable: boolean;
  }[];
  readonly policy: SandboxPolicy;
  readonly allowUnsandboxed: boolean;
}

/** The report as plain lines. */
export function printSandboxReport(report: SandboxReport): string {
  const { policy, tier } = report;
  const lines = [
    `Platform: ${report.platform}`,
    tier === undefined
      ? `Sandbox: none works here. ${report.problem ?? ''}`
      : `Sandbox: ${tier.name} (${tier.summary})`,
    ...report.missing.map(
      ({ name, why, remedy }) =>
        `Not used: ${name}, ${why}.${remedy === undefined ? '' : ` ${remedy}`}`,
    ),
    ...report.interpreters.map(({ language, description }) => `${language}: ${description}`),
    `Network: ${policy.network}`,
    `Writable: ${policy.writable}`,
    `Readable besides the interpreter: ${policy.readable.join(', ') || 'nothing'}`,
    `Environment: only ${Object.keys(policy.environment).join(', ')}`,
    `Limits: ${policy.limits.cpuSeconds} s CPU, ${policy.limits.fileBytes} bytes per file, ` +
      `${policy.limits.openFiles} open files, ${policy.limits.processes} processes, ` +
      `${policy.limits.threads} threads where the system tells how many there are`,
  ];
  if (report.allowUnsandboxed)
    lines.push('You allowed running without a sandbox where none works.');
  return `${lines.join('\n')}\n`;
}
