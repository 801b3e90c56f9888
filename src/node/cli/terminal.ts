import { printableText } from '../../core/unseen.ts';

/** Where a command writes, and whether people watch. Injected, so that tests read it. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** True where standard output is a terminal that shows colours. */
  readonly colours: boolean;
}

/** The same, with all that is written made printable: candidates and servers have their say in it. */
export function printableTerminal(terminal: Terminal): Terminal {
  const { colours } = terminal;
  return {
    out: (text) => terminal.out(printableText(text, colours)),
    err: (text) => terminal.err(printableText(text, colours)),
    colours,
  };
}

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

const codes: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

export function styled(terminal: Terminal, style: Style, text: string): string {
  if (!terminal.colours || text === '') return text;
  const [on, off] = codes[style];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}
