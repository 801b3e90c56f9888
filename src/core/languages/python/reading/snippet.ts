import type { SyntaxNode } from '../../../syntax-tree.ts';
import type { SnippetForm } from '../../kit/reading/snippet.ts';

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

export const pythonSnippets: SnippetForm = {
  statementWords: new Set(),
  shells: [{ open: 'class _:\n', close: '\n', holders: ['block'] }],
  expression: { open: '[', close: '\n]', holders: ['list'] },
  closerOf: (token) => (token.kind === 'string_start' ? quotes(token) : closers[token.kind]),
  isCloser: ({ kind }) => kind === 'string_end' || [')', ']', '}'].includes(kind),
};

function quotes({ text }: SyntaxNode): string {
  return text.replace(/^[a-zA-Z]+/, '');
}
