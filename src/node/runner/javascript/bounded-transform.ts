/**
 * `transform` of sucrase within counted steps. Where a parenthesis or a `<` may begin several things its parser
 * tries one and goes back, again at every level inside: nested arrow functions would take time that
 * doubles with each. The tokens it reads in vain are counted, and it is stopped where they are too many.
 */
import { transform, type Options } from 'sucrase';
import stateModule from 'sucrase/dist/parser/tokenizer/state.js';

const state = stateModule.default.prototype;
const allowedPerCharacter = 0.5;
const allowedAnyway = 5000;

/** Thrown where a text would take longer than its length allows. */
export class TooAmbiguousError extends Error {
  constructor() {
    super('its types are nested too deeply to be taken out');
  }
}

let left = 0;
let used = 0;
const restore = state.restoreFromSnapshot;
state.restoreFromSnapshot = function restoreCounted(snapshot) {
  const inVain = this.tokens.length - snapshot.tokensLength + 1;
  used += inVain;
  left -= inVain;
  if (left < 0) throw new TooAmbiguousError();
  restore.call(this, snapshot);
};

/** What sucrase makes of a text, within that bound; and the tokens that it read in vain. Throws what it throws. */
export function counted<T>(
  text: string,
  work: () => T,
): { readonly made: T; readonly readInVain: number } {
  left = allowedAnyway + allowedPerCharacter * text.length;
  used = 0;
  const made = work();
  return { made, readInVain: used };
}

/** The code without types, or an error of sucrase or of the bound. */
export function boundedTransform(
  text: string,
  options: Options,
): { readonly code: string; readonly readInVain: number } {
  const { made, readInVain } = counted(text, () => transform(text, options));
  return { code: made.code, readInVain };
}
