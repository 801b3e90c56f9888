import type { ModelFacts } from '../../core/model-facts.ts';
import { tokensText } from '../tree/node-text.ts';

/** How Choose Model shows a model: its name, and behind it what is known. */
export function modelRow(facts: ModelFacts): {
  readonly label: string;
  readonly description: string;
} {
  const { name, contextTokens, reasons, price, place, asOf } = facts;
  const parts = [
    place === 'local' ? 'on this machine' : 'hosted',
    ...(contextTokens === undefined ? [] : [`reads ${tokensText(contextTokens)} tokens`]),
    ...(reasons === undefined ? [] : [reasons ? 'reasons' : 'does not reason']),
    ...(price === undefined
      ? []
      : [
          price.prompt === 0 && price.completion === 0
            ? 'free'
            : `$${price.prompt} in, $${price.completion} out per million`,
        ]),
    ...(asOf === undefined ? [] : [`as of ${asOf}`]),
  ];
  return { label: name, description: parts.join(' · ') };
}
