/** What a server's complaint about the output limit means for it. */
export type LimitComplaint =
  /** It does not know the parameter under this name. */
  | { readonly kind: 'name' }
  /** The model can give this many tokens at most, whatever the prompt. */
  | { readonly kind: 'most'; readonly tokens: number }
  /** Beside this prompt there is room for so many, in a context of `context` tokens. */
  | { readonly kind: 'room'; readonly tokens: number; readonly context: number }
  /** It wants this many at least. */
  | { readonly kind: 'least'; readonly tokens: number }
  /** Too many, without a number. */
  | { readonly kind: 'too-many' };

const number = String.raw`(\d{1,3}(?:[,_ \u00a0\u202f]\d{3})+|\d+)(?![\w%]|\.\d)`;

const context = [
  String.raw`(?:context|sequence|model)[ _-]?(?:length|window|size|len|limit)[^\d]{0,40}${number}`,
  String.raw`n_ctx\W{0,4}${number}`,
  String.raw`${number}[- ]tokens? context`,
  String.raw`must be <= ?${number}\. given`,
];

const prompt = [
  String.raw`${number} (?:tokens )?in (?:the|your) (?:messages|prompt|input)`,
  String.raw`${number}[^\d]{0,12}(?:input|prompt) tokens`,
  String.raw`${number} \W?inputs?\W? tokens`,
  String.raw`(?:prompt|input)(?: contains| has| length is| tokens?(?: is| count is)?:?) (?:at least )?${number}`,
  String.raw`n_prompt_tokens\W{0,4}${number}`,
];

/** How servers name the largest value, the most telling first. */
const most = [
  String.raw`(?:at most|no more than|up to|maximum of|not exceed|cannot exceed|<=|≤|less than or equal to|smaller than or equal to)[^\d\w]{0,6}${number}`,
  String.raw`\[\s*\d+\s*,\s*${number}\s*\]`,
  String.raw`(?:between|from) \d+(?: \(\w+\))? (?:and|to) ${number}`,
  String.raw`\d+ ?> ?${number}`,
  String.raw`(?:max(?:imum)?|limit|supports|allowed)[^\d.;]{0,60}?${number}`,
];

const least = [
  String.raw`(?:at least|>=|≥|greater than or equal to|minimum(?: value)?(?: of| is)?|no less than)[^\d\w]{0,6}${number}`,
];

const isAboutName =
  /\bunsupported\b|unknown|unrecogni[sz]ed|unexpected|extra (fields|inputs|parameters?)|not (permitted|supported|allowed|recogni[sz]ed)|does not (support|accept|exist)|no such (parameter|field)|(use|instead of|in favou?r of|with|replaced by) [`'"]?max_completion_tokens|deprecated|invalid (parameter|argument|field)\b(?! value)/i;

const isAboutSize =
  /too (large|big|high|many|long|great)|exceed|at most|maximum|less than|smaller|larger than|greater than|above|out of range|range|<=|≤|\d ?> ?\d|reduce|supports? up to|limit/i;

/**
 * Reads what a server says of an output limit of `asked` tokens. Undefined where it says nothing
 * of sizes or names.
 */
export function readLimitComplaint(said: string, asked: number): LimitComplaint | undefined {
  const sum = new RegExp(`${number} ?\\+ ?${number} ?> ?${number}`, 'i').exec(said);
  const whole = sum ? integer(sum[3]) : first(context, said);
  const taken = sum ? integer(sum[1]) : first(prompt, said);
  if (whole !== undefined && taken !== undefined) {
    return { kind: 'room', tokens: whole - taken, context: whole };
  }
  const small = first(least, said);
  if (small !== undefined && small > asked) return { kind: 'least', tokens: small };
  if (isAboutSize.test(said)) {
    const named = all(most, said).find((value) => value > 0 && value < asked);
    if (named !== undefined) {
      return { kind: 'most', tokens: /\(exclusive\)/i.test(said) ? named - 1 : named };
    }
    if (!isAboutName.test(said)) return { kind: 'too-many' };
  }
  return isAboutName.test(said) ? { kind: 'name' } : undefined;
}

function first(patterns: readonly string[], said: string): number | undefined {
  return all(patterns, said)[0];
}

function all(patterns: readonly string[], said: string): readonly number[] {
  return patterns.flatMap((pattern) =>
    [...said.matchAll(new RegExp(pattern, 'gi'))].flatMap((match) => integer(match[1]) ?? []),
  );
}

function integer(text: string | undefined): number | undefined {
  const value = Number((text ?? '').replace(/[^\d]/g, ''));
  return text !== undefined && Number.isSafeInteger(value) ? value : undefined;
}
