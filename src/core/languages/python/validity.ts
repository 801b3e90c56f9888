import type { Validity } from '../kit/validity.ts';

const complaints: ReadonlySet<string> = new Set(['SyntaxError', 'IndentationError', 'TabError']);

/** `compile` reads the text, which stands in the module as a literal. */
export const pythonValidity: Validity = {
  module: (text) =>
    [
      'def taken():',
      // Escapes of JSON mean the same in Python.
      `    compile(${JSON.stringify(text.replace(/^\ufeff/, ''))}, "<file>", "exec", dont_inherit=True)`,
      '    return True',
      '',
    ].join('\n'),
  entry: 'taken',
  call: 'taken()',
  complaint: (outcome) =>
    outcome.kind === 'exception' && complaints.has(outcome.type)
      ? `${outcome.type}: ${outcome.message}`
      : undefined,
};
