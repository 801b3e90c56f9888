import { fail, ok } from '../../core/result.ts';
import type { Fix } from '../health/finding.ts';
import { healthText } from '../health/health-text.ts';
import { exitCodes, type ExitCode } from '../../core/verdict.ts';
import type { Follow } from './follow-run.ts';
import { endpointOf } from './open-model.ts';

const fixes: Readonly<Record<Fix, string>> = {
  'choose-model':
    'Name a server that is running and one of its models: --base-url URL --model NAME, or COPPICE_BASE_URL and COPPICE_MODEL.',
  'set-key': 'Put the key for this server into COPPICE_API_KEY.',
  'set-interpreter': 'Install it, or name a Python with --python PATH.',
  'show-sandbox': 'See what is missing: coppice sandbox',
  'allow-unsandboxed': 'Only where you trust the model with your rights: --allow-unsandboxed',
  'trust-folder': 'Work in a folder that you trust.',
  'forget-learnt': 'Forget it: coppice diagnose --forget',
  'mend-runs-folder': 'Make the folder writable, or name another one: --runs DIR',
};

/** `coppice diagnose`: what is missing, and what to do about it. */
export async function diagnoseCommand(
  { coppice, terminal, flags, signal }: Follow,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ExitCode> {
  const endpoint = endpointOf(flags, environment);
  if (!endpoint.ok && endpoint.error.kind === 'usage') {
    terminal.err(`${endpoint.error.message}\n`);
    return exitCodes.usage;
  }
  if (endpoint.ok && flags.forget) {
    const forgot = await coppice.forgetModel(endpoint.value);
    const { model } = endpoint.value;
    terminal.err(
      forgot ? `What was learnt of ${model} is forgotten.\n` : `Nothing was learnt of ${model}.\n`,
    );
  }
  const model = endpoint.ok
    ? ok({ endpoint: endpoint.value, prices: {}, concurrency: 1 })
    : fail({ reason: 'not-configured', message: endpoint.error.message });
  const findings = await coppice.examine(model, signal);
  if (signal.aborted) return exitCodes.cancelled;
  if (flags.json) terminal.out(`${JSON.stringify(findings)}\n`);
  else terminal.out(healthText(findings, fixes));
  return findings.some(({ state }) => state === 'bad') ? exitCodes.unavailable : exitCodes.proven;
}
