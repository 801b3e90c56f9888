/** Characters in code that make it read otherwise than it runs: people are told of each before they accept it. */
import { unseen } from './unseen.ts';

export type Deception = 'invisible' | 'bidirectional' | 'mixed-script';

export interface DeceptivePlace {
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  readonly kind: Deception;
  /** `U+202E right-to-left override`, or the word that mixes scripts, with its odd letters written out. */
  readonly name: string;
}

const bidirectional = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const names: ReadonlyMap<number, string> = new Map([
  [0xad, 'soft hyphen'],
  [0x61c, 'Arabic letter mark'],
  [0x200b, 'zero width space'],
  [0x200c, 'zero width non-joiner'],
  [0x200d, 'zero width joiner'],
  [0x200e, 'left-to-right mark'],
  [0x200f, 'right-to-left mark'],
  [0x202a, 'left-to-right embedding'],
  [0x202b, 'right-to-left embedding'],
  [0x202c, 'end of direction'],
  [0x202d, 'left-to-right override'],
  [0x202e, 'right-to-left override'],
  [0x2060, 'word joiner'],
  [0x2066, 'left-to-right isolate'],
  [0x2067, 'right-to-left isolate'],
  [0x2068, 'first strong isolate'],
  [0x2069, 'end of isolate'],
  [0x3164, 'Hangul filler'],
  [0xfeff, 'byte order mark'],
]);

/** Parts of a picture: what joins pictures, or says how one is drawn, hides nothing. */
const picture = /\p{Extended_Pictographic}(?:[\ufe0e\ufe0f]|\u200d(?=\p{Extended_Pictographic}))/gu;
const word = /[\p{L}\p{M}\p{N}_]+/gu;
const beyondAscii = /[^\0-\x7f]/;
/** Scripts whose letters look like each other's. */
const scripts: readonly RegExp[] = [
  /\p{Script=Latin}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
  /\p{Script=Coptic}/u,
  /\p{Script=Georgian}/u,
  /\p{Script=Lisu}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Arabic}/u,
];

/** All such places, in order; linear in the text. */
export function deceptivePlaces(text: string): readonly DeceptivePlace[] {
  const found: DeceptivePlace[] = [];
  const inPictures = new Set<number>();
  for (const { index, 0: part } of text.matchAll(picture)) inPictures.add(index + part.length - 1);
  for (const { index, 0: character } of text.matchAll(unseen)) {
    if (/[\n\r\t\f]/.test(character) || inPictures.has(index)) continue;
    const kind = bidirectional.test(character) ? 'bidirectional' : 'invisible';
    const end = index + character.length;
    found.push({ start: index, end, kind, name: nameOf(character) });
  }
  if (beyondAscii.test(text)) {
    for (const { index, 0: part } of text.matchAll(word)) {
      if (!beyondAscii.test(part) || !isMixed(part)) continue;
      const end = index + part.length;
      found.push({ start: index, end, kind: 'mixed-script', name: spelled(part) });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Letters of several scripts in one word, or letters that a compiler reads as others. */
function isMixed(part: string): boolean {
  if (part.normalize('NFKC') !== part.normalize('NFC') && /[A-Za-z]/.test(part.normalize('NFKC')))
    return true;
  return scripts.filter((script) => script.test(part)).length > 1;
}

function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const name = names.get(code);
  return `U+${hex(code)}${name === undefined ? '' : ` ${name}`}`;
}

/** `p\u0430ssword` for a word whose second letter is Cyrillic. */
function spelled(part: string): string {
  return part.slice(0, 200).replace(/[^\0-\x7f]/gu, (c) => `\\u{${hex(c.codePointAt(0) ?? 0)}}`);
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0');
}

/** At most `most` of them as text for people: `line 3: U+202E right-to-left override`. */
export function deceptionLines(text: string, most = 8): readonly string[] {
  const places = deceptivePlaces(text);
  const lines = places.slice(0, most).map(({ start, name, kind }) => {
    const line = text.slice(0, start).split('\n').length;
    return `line ${line}: ${kind} ${name}`;
  });
  return places.length > most ? [...lines, `and ${places.length - most} more`] : lines;
}
