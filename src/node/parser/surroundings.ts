import type { TextRange } from '../../core/text.ts';
import type { Grammar } from './grammar.ts';
import type { DeclarationFacts, FunctionFacts } from './read-functions.ts';

/** Finds what stands directly before and after a declaration, by position. */
export class Surroundings {
  readonly #text: string;
  readonly #grammar: Grammar;
  /** Each by the place where the next code begins. */
  readonly #decorators = new Map<number, TextRange>();
  readonly #docs = new Map<number, TextRange>();
  readonly #overloads = new Map<number, DeclarationFacts['overloads'][number]>();

  constructor(facts: DeclarationFacts, grammar: Grammar, text: string) {
    this.#text = text;
    this.#grammar = grammar;
    for (const range of facts.decorators) this.#decorators.set(this.#codeAfter(range.end), range);
    for (const range of facts.docs) this.#docs.set(this.#codeAfter(range.end), range);
    for (const overload of facts.overloads) {
      this.#overloads.set(this.#codeAfter(overload.range.end), overload);
    }
  }

  /** The start of a declaration with the decorators before it. */
  startOf(start: number): number {
    let first = start;
    for (;;) {
      const decorator = this.#decorators.get(first);
      if (!decorator || decorator.start >= first) return first;
      first = decorator.start;
    }
  }

  /** A class's field ends with the `;` that follows it. */
  endOf(end: number, { field }: FunctionFacts): number {
    return field && this.#text[end] === ';' ? end + 1 : end;
  }

  /** The doc comment that ends before a declaration; line comments may stand between. */
  docOf(start: number): TextRange | undefined {
    return this.#docs.get(start);
  }

  /** Signatures of the same name before a declaration, in the order of the text. */
  overloadsOf(start: number, name: string): TextRange[] {
    const found: TextRange[] = [];
    for (let first = start; ;) {
      const overload = this.#overloads.get(first);
      if (overload?.name !== name || overload.range.start >= first) return found;
      found.unshift(overload.range);
      first = this.startOf(overload.range.start);
    }
  }

  #codeAfter(at: number): number {
    const trivia =
      this.#grammar.blocks === 'braced'
        ? /(?:[\s;]|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y
        : /(?:\s|#[^\n]*)*/y;
    trivia.lastIndex = at;
    return at + (trivia.exec(this.#text)?.[0].length ?? 0);
  }
}
