/**
 * Characters that cannot be seen or that change how others are seen: controls, bidirectional marks
 * and overrides, zero-width characters, tags, halves of surrogate pairs.
 */
export const unseen =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\u{e0000}-\u{e0fff}]/gu;

/**
 * Text for a terminal: what cannot be seen is written out as escapes, which JSON reads as well; lines and
 * tabs stay. Colours are no exception: who writes them adds them to text that is printable.
 */
export function printableText(text: string): string {
  return text.replace(unseen, escapedUnits);
}

function escapedUnits(character: string): string {
  if (character === '\n' || character === '\t') return character;
  let text = '';
  for (let i = 0; i < character.length; i++) {
    text += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  }
  return text;
}
