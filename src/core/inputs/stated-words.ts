import type { Limit } from './limits.ts';
import { number, place, size } from './habits.ts';

/** What a description says of the arguments in words. */
export interface Stated {
  readonly limits: readonly Limit[];
  /** Parameters whose items ascend, or are all different. */
  readonly ascending: ReadonlySet<string>;
  readonly distinct: ReadonlySet<string>;
  readonly isWhole: boolean;
  /** It says which characters strings have: those of known calls are all that there are. */
  readonly isClosed: boolean;
}

const condition =
  /\b(?:if|when|unless|otherwise|returns?|raises?|throws?|check|determine|whether)\b/i;

/**
 * Reads "a non-empty list", "positive integers", "`ids` is sorted", "all distinct" in sentences that say
 * what is given. A word that stands beside no parameter's name holds for all parameters.
 *
 * @param parameters Names; every limit is about one of them, and means nothing where it does not fit.
 */
export function statedIn(description: string, parameters: readonly string[]): Stated {
  const limits: Limit[] = [];
  const [ascending, distinct] = [new Set<string>(), new Set<string>()];
  for (const sentence of description.split(/(?<=[.;:!?])\s+|\n\s*\n|\n(?=\s*[-*•@])/)) {
    const words = sentence.replace(/\s+/g, ' ');
    if (/>>>|=>|==/.test(words)) continue;
    const named = parameters.filter((name) => new RegExp(`\\b${name}\\b`).test(words));
    const about = named.length > 0 ? named : parameters;
    const isGiven = !condition.test(words) || /\b(?:given|takes?|accepts?|assume)\b/i.test(words);
    if (!isGiven) continue;
    if (/\bnon-?\s?empty\b|\bnot (?:be )?empty\b|\bat least one\b/i.test(words)) {
      limits.push(
        ...about.map((name): Limit => ({ left: number(1), is: '<=', right: size(name) })),
      );
    }
    const least =
      /\bat least (two|three|\d+) (?:elements|items|numbers|characters|values)\b|\blength (?:of )?at least (two|three|\d+)\b/i.exec(
        words,
      );
    if (least) {
      const many = { two: 2, three: 3 }[least[1] ?? least[2] ?? ''] ?? Number(least[1] ?? least[2]);
      limits.push(
        ...about.map((name): Limit => ({ left: number(many), is: '<=', right: size(name) })),
      );
    }
    const sign =
      /\b(non-?\s?negative|positive)\b[^.]{0,40}?\b(?:int\w*|numbers?|float\w*|values?|whole)\b/i.exec(
        words,
      );
    if (sign) {
      const low = number(/^non/i.test(sign[1] ?? '') ? 0 : 1);
      for (const name of about) {
        for (const steps of [[], ['i'], ['i', 'j']]) {
          limits.push({ left: low, is: '<=', right: place(name, steps) });
        }
      }
    }
    for (const name of named) {
      const is = `\\b${name}\\b (?:is|are|will be|must be)(?: (?:given|always|already))?`;
      if (
        new RegExp(`${is} sorted|\\bsorted (?:list|array|sequence)[^.]* ${name}\\b`, 'i').test(
          words,
        )
      ) {
        if (!/descending|decreasing/i.test(words)) ascending.add(name);
      }
      const unique = `\\b${name}\\b(?:\\[\\w\\])? (?:(?:contains?|consists? of)(?: only)?(?: pairwise)?|(?:is|are)(?: all)?) (?:distinct|unique)`;
      const all = `\\ball (?:the )?(?:\\w+ )?(?:of|in)? ?\\b${name}\\b(?:\\[\\w\\])? are (?:pairwise )?(?:distinct|unique)`;
      if (new RegExp(`${unique}|${all}`, 'i').test(words)) distinct.add(name);
    }
  }
  return {
    limits,
    ascending,
    distinct,
    isWhole: /\b(?:integers?|whole numbers?)\b/i.test(description),
    isClosed: closed.test(description),
  };
}

const closed =
  /\b(?:consists?|consisting|contains?|containing|made up|composed)\b[^.?]{0,20}\bonly\b|\bonly (?:consists?|contains?)\b|\b(?:binary|lower-?\s?case|upper-?\s?case|alphabetic|numeric)\b[^.]{0,30}\b(?:string|letters|characters)\b|\bstrings? of\b|\b(?:consists?|consisting) of (?:lower|upper|english|digits|letters)|\bis either '/i;
