import { printable } from './printable.ts';

declare const styledMark: unique symbol;

/** Text for a terminal whose only control characters are colours that Coppice put there. */
export type Styled = string & { readonly [styledMark]: true };

/** Text from anywhere, with everything taken out that could steer a terminal. */
export function plain(text: string): Styled {
  return printable(text) as Styled;
}

const colours = /(\u001b\[\d+m)/;

export const green = colour(32);
export const red = colour(31);
export const yellow = colour(33);
export const cyan = colour(36);
export const bold = colour(1, 22);
export const dim = colour(2, 22);

export function join(parts: readonly Styled[], separator = ''): Styled {
  return parts.join(separator) as Styled;
}

/** Cuts text to a number of columns, colours kept: a line that wraps cannot be redrawn. */
export function fitted(text: Styled, columns: number): Styled {
  let left = columns;
  let result = '';
  // Colours stand between the odd parts of this split.
  for (const [index, part] of text.split(colours).entries()) {
    if (index % 2 === 1) {
      result += part;
      continue;
    }
    const characters = Array.from(part);
    result += characters.slice(0, left).join('');
    left = Math.max(0, left - characters.length);
  }
  return result as Styled;
}

/** `off` is the code that ends the style; 39 brings the usual colour back. */
function colour(code: number, off = 39): (text: string) => Styled {
  return (text) => `\u001b[${code}m${printable(text)}\u001b[${off}m` as Styled;
}
