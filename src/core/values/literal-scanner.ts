/** What the readers of both languages' literals share: a cursor over text that never throws. */
export class LiteralScanner {
  readonly text: string;
  at = 0;
  readonly #space: RegExp;

  /** @param space Sticky pattern of white space and comments; always matches. */
  constructor(text: string, space: RegExp) {
    this.text = text;
    this.#space = new RegExp(space.source, 'y');
    this.skip();
  }

  skip(): void {
    this.#space.lastIndex = this.at;
    this.at += this.#space.exec(this.text)?.[0].length ?? 0;
  }

  /** Takes a fixed text and the space after it. */
  take(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    this.skip();
    return true;
  }

  /** Takes a sticky pattern's match, without the space after it. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  /** Takes a name and the space after it; undoes nothing where it is another. */
  word(pattern: RegExp): string | undefined {
    const found = this.match(pattern);
    if (found !== undefined) this.skip();
    return found;
  }

  peek(): string {
    return this.text[this.at] ?? '';
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }
}

/** Items separated by commas up to `close`, which is taken; undefined where one of them is no literal. */
export function commaSeparated<T>(
  scanner: LiteralScanner,
  close: string,
  one: () => T | undefined,
): { items: T[]; trailingComma: boolean } | undefined {
  const items: T[] = [];
  let trailingComma = false;
  while (!scanner.take(close)) {
    if (items.length > 0 && !trailingComma) return undefined;
    const item = one();
    if (item === undefined) return undefined;
    items.push(item);
    trailingComma = scanner.take(',');
  }
  return { items, trailingComma };
}
