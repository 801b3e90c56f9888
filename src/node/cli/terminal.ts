import { printableText } from '../../core/unseen.ts';

/** Where a process writes, and whether people watch. Injected, so that tests read it. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
  /** True where standard output is a terminal that shows colours. */
  readonly colours: boolean;
}

/** Text whose only control characters are colours of ours; `styled` and `shown` make it, nothing else can. */
export class Shown {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  static of(parts: readonly (string | Shown)[], style?: Style): Shown {
    const text = textOf(parts);
    if (style === undefined) return new Shown(text);
    const [on, off] = codes[style];
    return new Shown(`\u001b[${on}m${text}\u001b[${off}m`);
  }

  static textOf(part: string | Shown): string {
    return typeof part === 'string' ? printableText(part) : part.#text;
  }
}

/**
 * Where a command writes: candidates, servers and files have their say in what it writes, so all of it is made
 * printable here but what `styled` has made.
 */
export class Terminal {
  readonly #output: Output;

  constructor(output: Output) {
    this.#output = output;
  }

  get colours(): boolean {
    return this.#output.colours;
  }

  out(...parts: readonly (string | Shown)[]): void {
    this.#output.out(textOf(parts));
  }

  err(...parts: readonly (string | Shown)[]): void {
    this.#output.err(textOf(parts));
  }
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

export function styled(terminal: Terminal, style: Style, text: string): Shown {
  return Shown.of([text], terminal.colours && text !== '' ? style : undefined);
}

/** Parts as one. */
export function shown(...parts: readonly (string | Shown)[]): Shown {
  return Shown.of(parts);
}

function textOf(parts: readonly (string | Shown)[]): string {
  return parts.map((part) => Shown.textOf(part)).join('');
}
