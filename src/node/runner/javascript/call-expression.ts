/**
 * A probe's call taken apart, so that the guest can evaluate callee and arguments separately and
 * see what the call did to its arguments.
 */
export interface CallExpression {
  /** `area`, `new Stack([1]).push`; for a construction the class alone. */
  readonly callee: string;
  /** The argument list as written, without its parentheses. */
  readonly args: string;
  /** `new Point(1, 2)` rather than `point(1, 2)`. */
  readonly construct: boolean;
}

type TokenKind = 'word' | 'number' | 'text' | 'regex' | 'open' | 'close' | 'dot' | 'other';

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const spaceOrComment = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const word = /[\p{ID_Start}$_#][\p{ID_Continue}$\u200c\u200d]*/uy;
const number = /(?:0[xob][\da-f_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?)n?/iy;
const quoted = /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y;
const regex = /\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/iy;
const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** The end of the template literal that starts at `at`, or -1 where it is not closed. */
function templateEnd(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '`') return i + 1;
    else if (text.startsWith('${', i)) {
      const tokens = tokenize(text, i + 1, true);
      const last = tokens?.at(-1);
      if (last === undefined) return -1;
      i = last.end - 1;
    }
  }
  return -1;
}

/**
 * Tokens from `at`; with `group`, only up to the bracket that closes the one at `at`.
 * Undefined where a literal or a bracket is left open: the engine will name the error.
 */
function tokenize(text: string, at: number, group: boolean): Token[] | undefined {
  const tokens: Token[] = [];
  const expected: string[] = [];
  let i = at;
  for (;;) {
    i += match(spaceOrComment, text, i).length;
    if (i >= text.length) return group || expected.length > 0 ? undefined : tokens;
    const start = i;
    const char = text.charAt(i);
    const previous = tokens.at(-1)?.kind;
    const afterOperand =
      previous === 'word' || previous === 'number' || previous === 'text' || previous === 'close';
    let kind: TokenKind = 'other';
    let found = match(word, text, i);
    if (found !== '') kind = 'word';
    else if ((found = match(number, text, i)) !== '') kind = 'number';
    else if ((found = match(quoted, text, i)) !== '') kind = 'text';
    else if (char === '`') {
      const end = templateEnd(text, i);
      if (end < 0) return undefined;
      found = text.slice(i, end);
      kind = 'text';
    } else if (char === '/' && !afterOperand && (found = match(regex, text, i)) !== '') {
      kind = 'regex';
    } else if (text.startsWith('?.', i)) {
      found = '?.';
      kind = 'dot';
    } else {
      found = char;
      if (char === '.') kind = 'dot';
      const closer = closers[char];
      if (closer !== undefined) {
        kind = 'open';
        expected.push(closer);
      } else if (char === ')' || char === ']' || char === '}') {
        kind = 'close';
        if (expected.pop() !== char) return undefined;
      } else if (char === "'" || char === '"') return undefined;
    }
    i = start + found.length;
    tokens.push({ kind, text: found, start, end: i });
    if (group && expected.length === 0) return tokens;
  }
}

/**
 * Splits `callee(args)`. Undefined for any other expression (`f(1) + f(2)`, `a, b`): such a probe
 * is evaluated whole and shows no mutated arguments.
 */
export function splitCall(expression: string): CallExpression | undefined {
  const tokens = tokenize(expression, 0, false);
  const last = tokens?.at(-1);
  if (tokens === undefined || last?.text !== ')') return undefined;
  let depth = 0;
  let open: number | undefined;
  let groups = 0;
  for (const [i, token] of tokens.entries()) {
    if (token.kind === 'open' && depth++ === 0 && token.text === '(' && i > 0) {
      open = i;
      groups++;
    } else if (token.kind === 'close') depth--;
    else if (depth > 0) continue;
    else if (token.kind === 'other' || token.kind === 'regex') return undefined;
    else if (token.kind === 'word') {
      const isOperator = ['typeof', 'void', 'delete', 'await', 'yield', 'in', 'instanceof'];
      if (isOperator.includes(token.text) || token.text === 'function') return undefined;
    }
  }
  const opening = open === undefined ? undefined : tokens[open];
  if (open === undefined || opening === undefined || tokens[open - 1]?.text === '?.') {
    return undefined;
  }
  const [first] = tokens;
  const construct = first?.text === 'new' && groups === 1;
  return {
    callee: expression.slice(construct ? first.end : 0, opening.start).trim(),
    args: expression.slice(opening.end, last.start).trim(),
    construct,
  };
}
