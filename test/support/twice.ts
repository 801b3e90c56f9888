import type { ChatRequest } from './scripted-server.ts';

/** A stub of a function that is easily written, with one example. */
export const twiceStub =
  'def twice(n: int) -> int:\n    """Doubles.\n\n    >>> twice(2)\n    4\n    """\n';

const fenced = (code: string) => `\`\`\`python\n${code}\n\`\`\``;

/** Whether a request is for implementations. */
export function wantsTwice({ messages }: ChatRequest): boolean {
  return !/Write (\d+ tests|calls)/.test(messages.at(-1)?.content ?? '');
}

/** What a model says that knows this one function: two candidates that differ, tests and inputs. */
export function twiceAuthor({ messages, n = 1 }: ChatRequest): readonly string[] {
  const prompt = messages.at(-1)?.content ?? '';
  const says = (...texts: readonly string[]) =>
    Array.from({ length: Math.max(n, texts.length) }, (_, at) =>
      fenced(texts[at % texts.length] ?? ''),
    );
  if (/Write \d+ tests/.test(prompt)) return says('assert twice(3) == 6\nassert twice(0) == 0');
  if (/Write calls/.test(prompt)) return says('twice(5)\ntwice(-1)');
  return says(
    'def twice(n: int) -> int:\n    return 2 * n',
    'def twice(n: int) -> int:\n    return n + n',
  );
}

/** The function was written. */
export function isTwice(file: string): boolean {
  return /return (2 \* n|n \+ n)/.test(file);
}
