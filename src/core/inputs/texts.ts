import type { Value } from '../values/value.ts';
import type { Chance } from './chance.ts';

/** What strings of a parameter are made of. */
export interface Texts {
  /** Strings of known calls. */
  readonly known: readonly string[];
  /** Strings that candidates mention. */
  readonly mined: readonly string[];
  /** Characters that may occur; those that known strings have stand first. */
  readonly alphabet: string;
  /** Other characters may occur, too. */
  readonly isOpen: boolean;
  /** They seem to follow a form, such as `12:30` or `(())`, which most changes would break. */
  readonly isStructured: boolean;
}

const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const anyCharacters = `aAbB zZ01 9,.-_!?'"()\né`;
/** An alphabet of so few signs is all that there is. */
const few = 4;

/** What known strings say of others: which characters they have, and whether they follow a form. */
export function textsOf(
  known: readonly string[],
  mined: readonly string[],
  isClosed: boolean,
): Texts {
  const used = [...new Set(known.join(''))].sort().join('');
  const distinct = [...new Set(known)].slice(0, 40);
  const letters = used.replace(/[^a-z]/g, '');
  const isDigits = used !== '' && /^\d+$/.test(used);
  const isSigns = used !== '' && /^[^A-Za-z\d\s]+$/.test(used);
  const isBinary = isDigits && /^[01]+$/.test(used) && known.join('').length >= few;
  const alphabet =
    used === ''
      ? `ab${lower.slice(2)}AB 01.,`
      : isSigns || isBinary
        ? used
        : isDigits
          ? `${used}${digits}`
          : /^[a-z]+$/.test(used)
            ? `${used}${lower}`
            : /^[A-Z]+$/.test(used)
              ? `${used}${lower.toUpperCase()}`
              : `${used}${used}${letters === '' ? '' : 'abcxyz'}${/[A-Z]/.test(used) ? 'ABZ' : ''}${/\d/.test(used) ? '012789' : ''}`;
  const isStructured = known.some((text) => /\d[:\-./]\d|[A-Za-z]+[-_:=@]\w/.test(text));
  return {
    known: distinct,
    mined: mined.filter((text) => fits(text, alphabet, used)),
    alphabet,
    isStructured,
    isOpen: !isClosed && !isSigns && !isBinary,
  };
}

function fits(text: string, alphabet: string, used: string): boolean {
  return (
    text.length > 0 &&
    text.length <= 20 &&
    (used === '' || Array.from(text).some((each) => alphabet.includes(each)))
  );
}

export function stringsIn(values: readonly Value[]): readonly string[] {
  return values.flatMap((value): readonly string[] => {
    switch (value.kind) {
      case 'str':
        return [value.value];
      case 'list':
      case 'tuple':
      case 'set':
      case 'frozenset':
        return stringsIn(value.items);
      case 'dict':
        return stringsIn(value.entries.flat());
      case 'object':
        return stringsIn(value.fields.map(([, field]) => field));
      default:
        return [];
    }
  });
}

export function madeText(size: number, texts: Texts | undefined, chance: Chance): string {
  const isOpen = texts?.isOpen === true && chance.is(0.2);
  const all = isOpen ? anyCharacters : (texts?.alphabet ?? `${lower} `);
  // Few different characters: only those meet each other.
  const many = chance.of([1, 2, 2, 3, 3, 5, all.length] as const);
  const start = chance.is(0.6) ? 0 : chance.within(0, Math.max(0, all.length - many));
  const alphabet =
    many >= all.length
      ? all
      : chance.is(0.5)
        ? all.slice(start, start + many)
        : Array.from({ length: many }, () => all[chance.within(0, all.length - 1)] ?? '').join('');
  const one = () => alphabet[chance.within(0, alphabet.length - 1)] ?? '';
  const text = Array.from({ length: size }, one).join('');
  switch (chance.within(0, 9)) {
    case 0: {
      const half = text.slice(0, Math.ceil(size / 2));
      return (
        half +
        Array.from(half)
          .reverse()
          .join('')
          .slice(size % 2)
      );
    }
    case 1:
      return text === ''
        ? text
        : text
            .slice(0, 1 + (size % 3))
            .repeat(size)
            .slice(0, size);
    case 2: {
      const mined = chance.of(texts?.mined ?? []);
      return mined === undefined || mined.length > size ? text : text.slice(mined.length) + mined;
    }
    case 3:
      return Array.from(text).sort().join('');
    default:
      return text;
  }
}

/** A string that is like a known one. */
export function changedText(text: string, texts: Texts, chance: Chance): string {
  const at = chance.within(0, Math.max(0, text.length - 1));
  const other = chance.within(0, Math.max(0, text.length - 1));
  const [first, last] = [Math.min(at, other), Math.max(at, other) + 1];
  const all = texts.isOpen && chance.is(0.25) ? anyCharacters : texts.alphabet;
  const letter = all[chance.within(0, all.length - 1)] ?? '';
  switch (chance.within(0, texts.isStructured && chance.is(0.6) ? 3 : 12)) {
    case 0:
    case 1:
      return Array.from(text)
        .map((each) => (chance.is(0.5) ? ofClass(each, texts.alphabet, chance) : each))
        .join('');
    case 2:
      return (
        text.slice(0, at) + ofClass(text[at] ?? '', texts.alphabet, chance) + text.slice(at + 1)
      );
    case 3:
      return withOtherNumber(text, texts, chance) ?? chance.of(texts.known) ?? text;
    case 4:
      return text.slice(0, at) + text.slice(at + 1);
    case 5:
      return text.slice(0, at) + letter + text.slice(at);
    case 6:
      return text.slice(0, at) + letter + text.slice(at + 1);
    case 7:
      return text.slice(0, last) + text.slice(first);
    case 8:
      return text.slice(0, first) + text.slice(last);
    case 9:
      return Array.from(text).reverse().join('');
    case 10:
      return text + (chance.of(texts.known) ?? '');
    case 11:
      return chance.is(0.5)
        ? swappedCase(text)
        : text.slice(0, at) + (text[other] ?? '') + text.slice(at + 1);
    default:
      return text.slice(0, at) + (chance.of(texts.mined) ?? letter) + text.slice(at);
  }
}

/** One of the numbers in a string becomes another one. */
function withOtherNumber(text: string, texts: Texts, chance: Chance): string | undefined {
  const found = chance.of([...text.matchAll(/\d+/g)]);
  if (found === undefined) return undefined;
  const old = Number(found[0]);
  const other = chance.is(0.5)
    ? old + chance.of([-1, 1, 2])
    : chance.within(0, chance.of([9, 20, 120]));
  const number = String(Math.max(0, other)).padStart(
    found[0].startsWith('0') ? found[0].length : 0,
    '0',
  );
  if (!texts.isOpen && Array.from(number).some((digit) => !texts.alphabet.includes(digit)))
    return undefined;
  return text.slice(0, found.index) + number + text.slice(found.index + found[0].length);
}

/** Another character of the same class, of those that may occur. */
function ofClass(character: string, alphabet: string, chance: Chance): string {
  const one = [/\d/, /[a-z]/, /[A-Z]/].find((each) => each.test(character));
  if (one === undefined) return character;
  return chance.of(Array.from(alphabet).filter((each) => one.test(each))) ?? character;
}

function swappedCase(text: string): string {
  const upper = text.toUpperCase();
  return upper === text ? text.toLowerCase() : upper;
}
