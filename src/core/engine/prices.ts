import type { ChatMessage, ModelRequest, RunRequest, Usage } from '../ports.ts';
import { nothing, type Amounts } from './budget.ts';

/** What a model costs, in the table's currency per million tokens. */
export interface Price {
  readonly prompt: number;
  readonly completion: number;
}

/** Prices by model name; `*` stands for every model that has no entry of its own. */
export type PriceTable = Readonly<Record<string, Price>>;

/**
 * The price of a model: the entry of its whole id, else of the longest name the id ends with
 * (`openai/gpt-4o` and `openai: gpt-4o` are found under `gpt-4o`), else of `*`.
 */
export function priceOf(prices: PriceTable, model: string): Price | undefined {
  const own = prices[model];
  if (own) return own;
  const name = Object.keys(prices)
    .filter(
      (key) => model.endsWith(key) && /[\s/:]/.test(model.charAt(model.length - key.length - 1)),
    )
    .sort((a, b) => b.length - a.length)[0];
  return prices[name ?? '*'];
}

/** The most that any of some models costs; undefined where one of them has no price. */
export function highestPrice(prices: readonly (Price | undefined)[]): Price | undefined {
  const known = prices.filter((price) => price !== undefined);
  if (known.length < prices.length) return undefined;
  const highest = (of: (price: Price) => number) => Math.max(...known.map(of));
  return {
    prompt: highest(({ prompt }) => prompt),
    completion: highest(({ completion }) => completion),
  };
}

/** Bytes of UTF-8 that make a token at least: code has more, and other scripts about as many. */
const bytesPerToken = 3;
/** Tokens that a chat template puts around each message. */
const tokensPerMessage = 8;

/** Tokens of a prompt, estimated high. */
export function promptTokens(messages: readonly ChatMessage[]): number {
  let tokens = 0;
  for (const { content } of messages) {
    tokens += tokensPerMessage + Math.ceil(utf8Length(content) / bytesPerToken);
  }
  return tokens;
}

/** Tokens that one sample may take: its answer, and room for reasoning beside it. */
export function sampleLimit({ maxTokens, reasoningTokens = 0 }: ModelRequest): number {
  return maxTokens + reasoningTokens;
}

/** The most that a request is expected to take: its prompt and `samples` answers of full length. */
export function requestNeed(request: ModelRequest, price: Price | undefined): Amounts {
  return cost(promptTokens(request.messages), request.samples * sampleLimit(request), price);
}

export function usageCost(usage: Usage, price: Price | undefined): Amounts {
  return cost(usage.promptTokens, usage.completionTokens, price);
}

/** Price per million times tokens is money in millionths: whole numbers, so that sums are exact. */
function cost(prompt: number, completion: number, price: Price | undefined): Amounts {
  return {
    tokens: prompt + completion,
    money: price ? Math.ceil(prompt * price.prompt + completion * price.completion) : 0,
    runs: 0,
  };
}

function utf8Length(text: string): number {
  let length = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    // Each half of a surrogate pair counts two of the pair's four bytes.
    length += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return length;
}

/** What running a request takes: every program on every check. */
export function runNeed({ programs, checks }: RunRequest): Amounts {
  return { ...nothing, runs: programs.length * checks.length };
}
