import type { Validity } from '../kit/validity.ts';

/** The module ends before its first statement: the engine has read all of it by then. */
export const scriptValidity: Validity = {
  module: (text) => `throw new Error("read");${text.replace(/^\ufeff?(?:#![^\n]*)?/, '')}`,
  entry: '',
  call: '0',
  complaint: (outcome) =>
    outcome.kind === 'refused' && outcome.detail.startsWith('SyntaxError')
      ? outcome.detail
      : undefined,
};
