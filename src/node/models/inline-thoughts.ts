/** A message whose content begins with what the model thought. */
export interface SplitContent {
  readonly text: string;
  readonly reasoning: string;
  /** The beginning of the thoughts was not marked, only their end. */
  readonly unmarked: boolean;
}

/**
 * How models mark thoughts in their content where no server has taken them out: DeepSeek, Qwen and many
 * others, Seed, Magistral, Kimi, Cohere, gpt-oss.
 */
const marks: readonly (readonly [open: string, close: string])[] = [
  ['<think>', '</think>'],
  ['<thinking>', '</thinking>'],
  ['<thought>', '</thought>'],
  ['<reasoning>', '</reasoning>'],
  ['<seed:think>', '</seed:think>'],
  ['[THINK]', '[/THINK]'],
  ['◁think▷', '◁/think▷'],
  ['<|START_THINKING|>', '<|END_THINKING|>'],
  ['<|channel|>analysis<|message|>', '<|channel|>final<|message|>'],
];

const longestMark = Math.max(...marks.flat().map(({ length }) => length));

/** Counts the thoughts with which a content begins while it comes in pieces, as far as marks tell. */
export class MarkedThoughts {
  characters = 0;
  #state: 'beginning' | 'thinking' | 'over' = 'beginning';
  #end = '';
  /** While beginning, all that came; while thinking, enough of it to find the mark that ends it. */
  #held = '';

  /** The next piece. Gives what is known now to be no thought, from where none is left out. */
  add(piece: string): string {
    if (this.#state === 'over' || piece === '') return piece;
    // Blanks before the beginning are no thoughts, and held they would be looked at with every piece.
    this.#held =
      this.#held === '' && this.#state === 'beginning' ? piece.trimStart() : this.#held + piece;
    return this.#state === 'beginning' ? this.#begin() : this.#think(piece.length);
  }

  #begin(): string {
    const end = endMarkOf(this.#held);
    if (end !== undefined) {
      this.#end = end;
      this.#state = 'thinking';
      return this.#think(this.#held.length);
    }
    if (this.#held.trimStart().length < longestMark) return '';
    this.#state = 'over';
    return this.#release(0);
  }

  #think(characters: number): string {
    this.characters += characters;
    const at = this.#held.indexOf(this.#end);
    if (at < 0) {
      this.#held = this.#held.slice(1 - longestMark);
      return '';
    }
    this.characters -= this.#held.length - at;
    this.#state = 'over';
    return this.#release(at + this.#end.length);
  }

  #release(from: number): string {
    const rest = this.#held.slice(from);
    this.#held = '';
    return rest;
  }
}

/** The mark that ends the thoughts with which the content begins, where a mark begins them. */
function endMarkOf(content: string): string | undefined {
  const start = content.trimStart();
  return marks.find(([open]) => start.startsWith(open))?.[1];
}

/**
 * Takes thoughts off the beginning of a message. Chat templates of some models (Qwen3.5, DeepSeek R1) put the
 * opening mark into the prompt, so that the answer has the closing one alone: it counts where it has a line
 * to itself and stands in no block of code. `isUnmarked`: the model is known for that, so an answer that
 * its limit ended before the closing mark is all thought.
 */
export function splitThoughts(
  content: string,
  { isUnmarked, isCut }: { readonly isUnmarked: boolean; readonly isCut: boolean },
): SplitContent {
  const marked = markedEnd(content);
  const end = marked ?? unmarkedEnd(content);
  if (end === undefined) {
    return isUnmarked && isCut
      ? { text: '', reasoning: content.trim(), unmarked: true }
      : { text: content, reasoning: '', unmarked: false };
  }
  const text = content.slice(end.to).replace(/^(?:[ \t]*\r?\n)+/, '');
  const reasoning = content.slice(end.begin, end.from).trim();
  // Some models put the answer itself among their thoughts: better that than nothing.
  if (text.trim() === '' && !isCut && /^ {0,3}(```|~~~)/m.test(reasoning)) {
    return { text: content, reasoning: '', unmarked: false };
  }
  return { text, reasoning, unmarked: marked === undefined };
}

/** Where thoughts begin and end, and what follows them begins. */
interface Thoughts {
  readonly begin: number;
  readonly from: number;
  readonly to: number;
}

/** Thoughts that a mark begins; without one that ends them they go to the end. */
function markedEnd(content: string): Thoughts | undefined {
  const close = endMarkOf(content);
  const open = marks.find(([, mark]) => mark === close)?.[0];
  if (close === undefined || open === undefined) return undefined;
  const begin = content.indexOf(open) + open.length;
  const from = endOfThoughts(content, close);
  if (from < 0) return { begin, from: content.length, to: content.length };
  return { begin, from, to: from + close.length };
}

/**
 * Where the thoughts end. A model that thinks about the mark itself quotes it within a line; the one
 * that counts ends its line, or begins it.
 */
function endOfThoughts(content: string, close: string): number {
  let last = -1;
  for (let at = content.indexOf(close); at >= 0; at = content.indexOf(close, at + 1)) {
    if (endsLine(content, at + close.length) || beginsLine(content, at)) return at;
    last = at;
  }
  return last;
}

function endsLine(content: string, at: number): boolean {
  const ending = /[ \t]*(?:\r?\n|$|```)/y;
  ending.lastIndex = at;
  return ending.test(content);
}

/** Walks back over blanks: a pattern that ends there would be tried from everywhere before it. */
function beginsLine(content: string, at: number): boolean {
  let before = at - 1;
  while (content[before] === ' ' || content[before] === '\t') before -= 1;
  return before < 0 || content[before] === '\n';
}

/**
 * The first closing mark outside blocks of code that has a line to itself, or ends one before a block: one
 * within a line belongs to what is said or written there.
 */
function unmarkedEnd(content: string): Thoughts | undefined {
  let fence: string | undefined;
  let at = 0;
  for (const line of content.split('\n')) {
    const opening = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined) fence = opening;
    else if (line.trim().startsWith(fence)) fence = undefined;
    const close =
      fence === undefined ? closingIn(line, content.slice(at + line.length)) : undefined;
    if (close !== undefined) {
      const from = at + line.lastIndexOf(close);
      return { begin: 0, from, to: from + close.length };
    }
    at += line.length + 1;
  }
  return undefined;
}

function closingIn(line: string, after: string): string | undefined {
  const ended = line.trimEnd();
  const close = marks.find(([, mark]) => ended.endsWith(mark))?.[1];
  if (close === undefined) return undefined;
  return ended.trimStart() === close || /^\s*(```|~~~)/.test(after) ? close : undefined;
}
