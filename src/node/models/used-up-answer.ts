import { sampleLimit } from '../../core/engine/prices.ts';
import type { ModelRequest } from '../../core/ports.ts';
import type { Answer } from './answer-reader.ts';

/** An answer of which nothing came but the bill. */
export function usedUpAnswer(request: ModelRequest): Answer {
  const why = 'The answer reached its limit of tokens while the model was still reasoning.';
  return {
    samples: Array.from({ length: request.samples }, () => ({ text: '', finish: 'length', why })),
    usage: undefined,
    reasoningTokens: request.samples * sampleLimit(request),
    model: undefined,
    isUnmarked: false,
  };
}
