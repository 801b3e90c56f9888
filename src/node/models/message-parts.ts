import { isRecord } from './json-value.ts';

/** What one message, or one piece of a streamed message, holds. */
export interface MessageParts {
  readonly text: string;
  /** What a reasoning model thought aloud before or between the text. */
  readonly reasoning: string;
  /** Why the model will not answer, in its own words. */
  readonly refusal: string;
}

const nothing: MessageParts = { text: '', reasoning: '', refusal: '' };

/** Parts within parts go no deeper than this in any protocol. */
const deepest = 4;

/**
 * Reads a message or delta. `content` may be text, null or an array of parts; reasoning stands in a
 * field of its own (DeepSeek, SGLang and llama.cpp: `reasoning_content`; vLLM and OpenRouter:
 * `reasoning`; Ollama's own API: `thinking`) or in parts (Mistral: `thinking`). Where a server gives
 * several of the fields they hold the same.
 */
export function partsOf(message: unknown): MessageParts {
  if (!isRecord(message)) return nothing;
  const content = read(message['content'], 'text', deepest);
  const beside = [message['reasoning_content'], message['reasoning'], message['thinking']]
    .map((field) => textWithin(field, deepest))
    .find((text) => text !== '');
  return {
    text: content.text,
    reasoning: (beside ?? '') + content.reasoning,
    refusal: textWithin(message['refusal'], deepest) + content.refusal,
  };
}

function read(content: unknown, kind: keyof MessageParts, depth: number): MessageParts {
  if (depth === 0) return nothing;
  if (typeof content === 'string') return { ...nothing, [kind]: content };
  if (Array.isArray(content)) {
    return content.map((part) => read(part, kind, depth)).reduce(joined, nothing);
  }
  if (!isRecord(content)) return nothing;
  // What stands within reasoning or a refusal is part of it, whatever it is called there.
  const own = kind === 'text' ? (kindOf(content['type']) ?? kind) : kind;
  // The text of a part stands under the part's own name, under `text`, or in parts of its own.
  const held = [own, content['type'], 'thinking', 'text', 'content', 'value', 'summary']
    .map((name) => (typeof name === 'string' ? content[name] : undefined))
    .find((value) => typeof value === 'string' || (typeof value === 'object' && value !== null));
  return read(held, own, depth - 1);
}

/** A part of another type (an image, a reference, a tool call) holds text of the kind around it, or none. */
function kindOf(type: unknown): keyof MessageParts | undefined {
  if (typeof type !== 'string') return undefined;
  if (/think|reason|summary/i.test(type)) return 'reasoning';
  if (/refus/i.test(type)) return 'refusal';
  return /text/i.test(type) ? 'text' : undefined;
}

function textWithin(field: unknown, depth: number): string {
  const { text, reasoning, refusal } = read(field, 'text', depth);
  return text + reasoning + refusal;
}

function joined(a: MessageParts, b: MessageParts): MessageParts {
  return {
    text: a.text + b.text,
    reasoning: a.reasoning + b.reasoning,
    refusal: a.refusal + b.refusal,
  };
}
