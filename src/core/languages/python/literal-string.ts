/** One Python string or bytes literal. For bytes, every character of the answer is one byte. */
import type { LiteralScanner } from '../../values/literal-scanner.ts';

const plainEscapes: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** The scanner stands at the prefix; undefined where the text is no literal that can be read here. */
export function readPythonString(scanner: LiteralScanner, prefix: string): string | undefined {
  const raw = /r/i.test(prefix);
  const asBytes = /b/i.test(prefix);
  scanner.at += prefix.length;
  const quote = scanner.peek();
  const triple = scanner.text.startsWith(quote.repeat(3), scanner.at);
  const close = triple ? quote.repeat(3) : quote;
  scanner.at += close.length;
  const parts: string[] = [];
  for (;;) {
    const character = scanner.peek();
    if (character === '' || (!triple && /[\r\n]/.test(character))) return undefined;
    if (scanner.text.startsWith(close, scanner.at)) {
      scanner.at += close.length;
      return parts.join('');
    }
    scanner.at += 1;
    if (character !== '\\') {
      if (asBytes && character > '\u007f') return undefined;
      parts.push(character === '\r' ? lineEnd(scanner) : character);
    } else if (raw) {
      parts.push(character, scanner.peek());
      scanner.at += 1;
    } else {
      const escaped = readEscape(scanner, asBytes);
      if (escaped === undefined) return undefined;
      parts.push(escaped);
    }
  }
}

/** Python reads every kind of line end in source as `\n`. */
function lineEnd(scanner: LiteralScanner): string {
  if (scanner.peek() === '\n') scanner.at += 1;
  return '\n';
}

const octal = /[0-7]{1,3}/y;
const hexOf = { x: /[\da-f]{2}/iy, u: /[\da-f]{4}/iy, U: /[\da-f]{8}/iy } as const;

/** The scanner stands behind the backslash. */
function readEscape(scanner: LiteralScanner, asBytes: boolean): string | undefined {
  const digits = scanner.match(octal);
  if (digits !== undefined) {
    const code = Number.parseInt(digits, 8);
    return String.fromCharCode(asBytes ? code & 0xff : code);
  }
  const letter = scanner.peek();
  scanner.at += 1;
  if (letter === '\r') {
    lineEnd(scanner);
    return '';
  }
  const plain = plainEscapes[letter];
  if (plain !== undefined) return plain;
  if (letter === 'x' || (!asBytes && (letter === 'u' || letter === 'U'))) {
    const hex = scanner.match(hexOf[letter]);
    const point = Number.parseInt(hex ?? '', 16);
    return Number.isNaN(point) || point > 0x10ffff ? undefined : String.fromCodePoint(point);
  }
  // Names of characters would need Unicode's database.
  if (letter === 'N' && !asBytes) return undefined;
  return `\\${letter}`;
}
