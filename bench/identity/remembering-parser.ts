import type { Parser } from '../../src/core/ports.ts';
import type { SyntaxSummary } from '../../src/core/syntax.ts';

/** How many texts are remembered: the file that is measured, and what its answers are made of. */
const most = 16;

/**
 * A parser that need not read a text again that it has just read: each function of a file is
 * captured, and each answer put into it, in the same text.
 */
export function remembering(parser: Parser): Parser {
  const summaries = new Map<string, Promise<SyntaxSummary>>();
  return {
    tree: (language, text) => parser.tree(language, text),
    nodes: (language, text, query) => parser.nodes(language, text, query),
    summarize: (language, text) => {
      const key = `${language}\n${text}`;
      const summary = summaries.get(key) ?? parser.summarize(language, text);
      summaries.delete(key);
      summaries.set(key, summary);
      const [oldest] = summaries.keys();
      if (summaries.size > most && oldest !== undefined) summaries.delete(oldest);
      return summary;
    },
  };
}
