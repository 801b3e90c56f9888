import { endOfLine, type Lexis } from '../kit/lexis.ts';

export const pythonLexis: Lexis = {
  blocks: 'indented',
  documentsByString: true,
  commentEnd: (text, at) => (text[at] === '#' ? endOfLine(text, at) : at),
  stringAt: (text, at) => {
    if (/[\w]/.test(text.charAt(at - 1))) return undefined;
    const match = /^([rRbBuUfFtT]{0,2})("""|'''|"|')/.exec(text.slice(at, at + 5));
    if (match === null) return undefined;
    const prefix = (match[1] ?? '').toLowerCase();
    const close = match[2] ?? '"';
    return {
      length: match[0].length,
      close,
      long: close.length === 3,
      ...(/[ft]/.test(prefix) ? { embed: '{' } : {}),
    };
  },
  /** `name=` in a call. */
  isKey: (_before, after) => /^=(?!=)/.test(after),
};
