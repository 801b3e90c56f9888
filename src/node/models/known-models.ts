import type { ModelFacts } from '../../core/model-facts.ts';

type Known = Pick<ModelFacts, 'contextTokens' | 'reasons' | 'price'>;

/** When the table was made: prices change. */
const asOf = '2025-10';

const of = (contextTokens: number, prompt: number, completion: number, reasons = true): Known => ({
  contextTokens,
  reasons,
  price: { prompt, completion },
});

/** The usual models of servers whose own lists give names alone, by the beginning of the name. */
const known: Readonly<Record<string, Readonly<Record<string, Known>>>> = {
  'api.openai.com': {
    'gpt-4o-mini': of(128_000, 0.15, 0.6, false),
    'gpt-4o': of(128_000, 2.5, 10, false),
    'gpt-4.1-nano': of(1_047_576, 0.1, 0.4, false),
    'gpt-4.1-mini': of(1_047_576, 0.4, 1.6, false),
    'gpt-4.1': of(1_047_576, 2, 8, false),
    'gpt-5-nano': of(400_000, 0.05, 0.4),
    'gpt-5-mini': of(400_000, 0.25, 2),
    'gpt-5': of(400_000, 1.25, 10),
    'o3-mini': of(200_000, 1.1, 4.4),
    o3: of(200_000, 2, 8),
    'o4-mini': of(200_000, 1.1, 4.4),
  },
  'api.anthropic.com': {
    'claude-opus-4-1': of(200_000, 15, 75),
    'claude-sonnet-4': of(200_000, 3, 15),
    'claude-haiku-4-5': of(200_000, 1, 5),
    'claude-3-5-haiku': of(200_000, 0.8, 4, false),
  },
  'api.deepseek.com': {
    'deepseek-chat': of(128_000, 0.28, 0.42, false),
    'deepseek-reasoner': of(128_000, 0.28, 0.42),
  },
  'generativelanguage.googleapis.com': {
    'gemini-2.5-pro': of(1_048_576, 1.25, 10),
    'gemini-2.5-flash-lite': of(1_048_576, 0.1, 0.4),
    'gemini-2.5-flash': of(1_048_576, 0.3, 2.5),
  },
};

/** What the table says of a model: names carry dates behind (`gpt-4o-2024-11-20`). Empty where it does not know it. */
export function knownFacts(host: string, name: string): Known & Pick<ModelFacts, 'asOf'> {
  const own = known[host] ?? {};
  const [found] = Object.keys(own)
    .filter(
      (key) =>
        name === key ||
        (name.startsWith(key) && /^-(?:\d|latest|preview)/.test(name.slice(key.length))),
    )
    .sort((a, b) => b.length - a.length);
  const facts = found === undefined ? undefined : own[found];
  return facts ? { ...facts, asOf } : {};
}
