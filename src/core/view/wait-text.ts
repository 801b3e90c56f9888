import type { ModelFailureReason, ModelWait } from '../ports.ts';

const reasons: Partial<Record<ModelFailureReason, string>> = {
  'rate-limited': 'rate limited',
  unreachable: 'no model server answers',
  timeout: 'the model server took too long',
  'bad-response': 'the answer could not be read',
};

/** Why a request waits, in words: `rate limited, again in 3 s`. */
export function waitText({ why, ms }: ModelWait): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return `${reasons[why] ?? 'the model server failed'}, again in ${seconds} s`;
}
