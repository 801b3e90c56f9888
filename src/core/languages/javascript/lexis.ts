import { endOfLine, type Lexis, type Mask } from '../kit/lexis.ts';

export const scriptLexis: Lexis = {
  blocks: 'braced',
  documentsByString: false,
  commentEnd: (text, at) => {
    if (text.startsWith('//', at)) return endOfLine(text, at);
    if (!text.startsWith('/*', at)) return at;
    const end = text.indexOf('*/', at + 2);
    return end < 0 ? text.length : end + 2;
  },
  stringAt: (text, at, mask) => {
    const here = text.charAt(at);
    if (here === '`') return { length: 1, close: '`', long: true, embed: '${' };
    if (here === '"' || here === "'") return { length: 1, close: here, long: false };
    if (here === '/' && startsRegExp(mask)) {
      const match = /^\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\//.exec(
        text.slice(at, at + 2000),
      );
      if (match !== null) return { length: match[0].length, close: '', long: false };
    }
    return undefined;
  },
  /** `name:` in an object; `(name: type)` is a parameter. */
  isKey: (before, after) => after.startsWith(':') && !inParens(before),
};

/** A slash starts a regular expression where an operand is expected. */
function startsRegExp(mask: readonly string[]): boolean {
  const before = mask.slice(-40).join('').trimEnd();
  if (before === '') return true;
  if (/(?:^|[^\w$.])(?:return|typeof|case|in|of|void|delete|await|yield)$/.test(before)) {
    return true;
  }
  return /[(,=:[!&|?{};+\-*%<>~^]$/.test(before);
}

/** True where the innermost open bracket is a parenthesis. */
function inParens(before: Mask): boolean {
  let depth = 0;
  for (let at = before.length - 1; at >= 0; at--) {
    const here = before.charAt(at);
    if (')]}'.includes(here)) depth++;
    else if ('([{'.includes(here) && depth-- === 0) return here === '(';
  }
  return false;
}
