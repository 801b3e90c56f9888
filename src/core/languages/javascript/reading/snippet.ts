import type { SnippetForm } from '../../kit/reading/snippet.ts';

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '${': '}' };

export const scriptSnippets: SnippetForm = {
  statementWords: new Set(
    'const let var function class import export return if for while switch try throw type interface'.split(
      ' ',
    ),
  ),
  shells: [
    { open: 'class _ {\n', close: '\n}', holders: ['class_body'] },
    { open: '({\n', close: '\n})', holders: ['object'] },
  ],
  expression: { open: '[', close: '\n]', holders: ['array'] },
  closerOf: (token) => {
    if (token.kind !== '`') return closers[token.kind];
    const isFirst = token.parent?.kind !== 'template_string' || token.parent.start === token.start;
    return isFirst ? '`' : undefined;
  },
  isCloser: ({ kind }) => [')', ']', '}', '`'].includes(kind),
};
