import type { ChatMessage } from './ports.ts';

/** Said to models that do not reason by themselves: room to think, without code that would be read. */
export const thinkAloud =
  'Think first, in a few sentences without code blocks; then give one code block.';

/** The messages for a model that reasons before it answers: it need not do so in its answer. */
export function withoutThinkingAloud(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  return messages.map((message) =>
    message.role === 'system'
      ? { ...message, content: message.content.replace(`${thinkAloud}\n`, '') }
      : message,
  );
}
