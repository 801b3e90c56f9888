import type { SyntaxTree } from '../../core/syntax-tree.ts';
import type { LanguageId } from '../../core/text.ts';

/** Characters of text whose trees are kept: a run looks at the same answers again and again. */
const mostCharacters = 2_000_000;

/** The trees of the texts that were asked for last. */
export class RecentTrees {
  readonly #trees = new Map<string, Promise<SyntaxTree>>();
  #characters = 0;

  /** The tree of a text: a known one, or the one that `read` gives. */
  of(language: LanguageId, text: string, read: () => Promise<SyntaxTree>): Promise<SyntaxTree> {
    const key = `${language}\n${text}`;
    const known = this.#trees.get(key);
    if (!known) return this.#added(key, read());
    this.#trees.delete(key);
    this.#trees.set(key, known);
    return known;
  }

  clear(): void {
    this.#trees.clear();
    this.#characters = 0;
  }

  #added(key: string, tree: Promise<SyntaxTree>): Promise<SyntaxTree> {
    if (key.length > mostCharacters) return tree;
    this.#trees.set(key, tree);
    this.#characters += key.length;
    for (const oldest of this.#trees.keys()) {
      if (this.#characters <= mostCharacters) break;
      this.#forget(oldest);
    }
    // A text that could not be read now may be readable at the next try.
    tree.catch(() => {
      if (this.#trees.get(key) === tree) this.#forget(key);
    });
    return tree;
  }

  #forget(key: string): void {
    if (this.#trees.delete(key)) this.#characters -= key.length;
  }
}
