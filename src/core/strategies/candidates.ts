import type { Candidate } from '../candidate.ts';
import type { Operator } from '../engine/operator.ts';
import { ask, report, type Asked, type AskFailure, type Routine } from '../engine/step.ts';
import type { Implementation } from '../operators/implementation.ts';
import type { Result } from '../result.ts';

/** What came of asking for candidates. */
export interface Sampled {
  readonly candidates: readonly Candidate[];
  /** Why there are fewer than were asked for, where the request itself failed. */
  readonly failure?: AskFailure;
}

/** What asks of operators that write code have in common. */
interface Sampling {
  readonly samples: number;
  readonly temperature: number;
}

/**
 * Asks for implementations and reports each as a candidate. Where the budget has room for fewer
 * samples than wanted, it asks for those.
 */
export function* askCandidates<Input extends Sampling>(
  node: string,
  contract: string,
  operator: Operator<Input, readonly (Implementation | undefined)[]>,
  input: Input,
  model?: string,
): Routine<Sampled> {
  let asked = yield* ask(node, operator, input, model);
  const fits = roomFor(asked);
  if (fits > 0 && fits < input.samples) {
    asked = yield* ask(node, operator, { ...input, samples: fits }, model);
  }
  if (!asked.ok) return { candidates: [], failure: asked.error };
  const candidates = asked.value.output.flatMap((implementation, sample) =>
    implementation === undefined
      ? []
      : [candidateOf(asked.value, implementation, sample, contract, operator.name, input)],
  );
  for (const candidate of candidates) yield* report({ type: 'candidate', node, candidate });
  return { candidates };
}

function roomFor(asked: Result<unknown, AskFailure>): number {
  return !asked.ok && asked.error.reason === 'budget' ? asked.error.fits : 0;
}

export function candidateOf(
  asked: Asked<unknown>,
  implementation: Implementation,
  sample: number,
  contract: string,
  operator: string,
  { temperature }: Pick<Sampling, 'temperature'>,
): Candidate {
  return {
    id: `${asked.action}#${sample}`,
    contract,
    ...implementation,
    origin: {
      operator,
      action: asked.action,
      sample,
      model: asked.model,
      temperature,
      promptHash: asked.promptHash,
      tokens: asked.tokensPerSample,
    },
  };
}
