/**
 * Characters that cannot be seen or that change how others are seen: controls, bidirectional marks
 * and overrides, zero-width characters, tags, halves of surrogate pairs.
 */
export const unseen =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\u{e0000}-\u{e0fff}]/gu;

/** Colours and weights that our own lines are written in. */
const ownStyle = /\u001b\[(?:1|2|22|3[1236]|39)m/g;
const ownColours = /(\u001b\[(?:1|2|22|3[1236]|39)m)/;

/**
 * Text for a terminal: what cannot be seen is written out as escapes, which JSON reads as well; lines and
 * tabs stay.
 *
 * @param styles Whether colours of our own stay.
 */
export function printableText(text: string, styles = false): string {
  if (!styles) return text.replace(ownStyle, '').replace(unseen, escapedUnits);
  return text
    .split(ownColours)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(unseen, escapedUnits)))
    .join('');
}

function escapedUnits(character: string): string {
  if (character === '\n' || character === '\t') return character;
  let text = '';
  for (let i = 0; i < character.length; i++) {
    text += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  }
  return text;
}
