/** Lines that are looked back at: what is longer than this is no unit that repeats. */
const longestUnit = 64;
/** The same for lines that are alike only in part. */
const longestAlike = 8;

/** How often a unit may come, and how many characters that must be before it is a fault. */
interface Limit {
  readonly times: number;
  readonly characters: number;
}

/** A line as it is compared: whole, with its numbers taken out, and as the shape of its syntax. */
interface Line {
  readonly text: string;
  readonly masked: string;
  readonly shape: string;
  readonly numbers: readonly number[];
  readonly kind: Kind;
}

/**
 * Tables of data and lists of tests are alike from line to line by nature; statements that steer what
 * happens are not.
 */
type Kind = 'data' | 'comment' | 'steering' | 'other';

const never: Limit = { times: Infinity, characters: Infinity };

/** Word for word. */
const verbatim: Readonly<Record<Kind, Limit>> = {
  data: { times: 200, characters: 3000 },
  comment: { times: 24, characters: 800 },
  steering: { times: 24, characters: 600 },
  other: { times: 24, characters: 600 },
};
/** A unit of several lines word for word. */
const verbatimParts: Limit = { times: 8, characters: 1500 };
const severalLines = 8;

/** Only numbers differ, and go on by the same steps. */
const counting: Readonly<Record<Kind, Limit>> = {
  data: { times: 500, characters: 6000 },
  comment: { times: 64, characters: 1500 },
  steering: { times: 64, characters: 1500 },
  other: { times: 64, characters: 1500 },
};

/** Only numbers differ. */
const numbered: Readonly<Record<Kind, Limit>> = {
  data: never,
  comment: never,
  steering: { times: 120, characters: 2500 },
  other: { times: 400, characters: 6000 },
};

/** Names, strings and numbers differ; the syntax is the same. */
const shaped: Readonly<Record<Kind, Limit>> = {
  data: never,
  comment: never,
  steering: { times: 200, characters: 4000 },
  other: { times: 600, characters: 12_000 },
};

/** A way in which a line may be like the one a unit before, and the one a unit before that. */
interface Likeness {
  /** Lines of the longest unit that is looked for. */
  readonly reach: number;
  readonly isLike: (line: Line, before: Line, earlier: Line | undefined) => boolean;
  readonly limitOf: (kind: Kind, unit: number) => Limit;
}

const likenesses: readonly Likeness[] = [
  {
    reach: longestUnit,
    isLike: (line, before) => line.text === before.text,
    limitOf: (kind, unit) =>
      unit >= severalLines && kind !== 'data' ? verbatimParts : verbatim[kind],
  },
  { reach: longestAlike, isLike: goesOn, limitOf: (kind) => counting[kind] },
  {
    reach: longestAlike,
    isLike: (line, before) => line.masked === before.masked,
    limitOf: (kind) => numbered[kind],
  },
  {
    reach: longestAlike,
    isLike: (line, before) => line.shape === before.shape,
    limitOf: (kind) => shaped[kind],
  },
];

/**
 * Finds out that lines repeat without end: a unit of one or more lines comes again and again word for word,
 * with other numbers, or with the same syntax. RPG is the paper; it reads repetition off the grammar. Here the
 * shape of a line stands for the rule that made it, so that it is known while the line comes.
 */
export class RepeatedLines {
  readonly #lines: Line[] = [];
  /** By likeness and length of the unit less 1: how many lines in a row are like those a unit before. */
  readonly #runs = likenesses.map(({ reach }) => new Array<number>(reach).fill(0));

  /** The next line, without its end. True where it is one repetition too many. */
  add(text: string): boolean {
    if (text.trim() === '') return false;
    const line = lineOf(text);
    const isOver = likenesses
      .map((likeness, at) => this.#compare(line, likeness, this.#runs[at] ?? []))
      .includes(true);
    this.#lines.push(line);
    if (this.#lines.length > 2 * longestUnit) this.#lines.shift();
    return isOver;
  }

  #compare(line: Line, { reach, isLike, limitOf }: Likeness, runs: number[]): boolean {
    let isOver = false;
    for (let unit = 1; unit <= reach; unit++) {
      const before = this.#lines.at(-unit);
      const isOn = before !== undefined && isLike(line, before, this.#lines.at(-2 * unit));
      const run = isOn ? (runs[unit - 1] ?? 0) + 1 : 0;
      runs[unit - 1] = run;
      isOver ||= run >= unit && this.#isBeyond(line, unit, run / unit, limitOf);
    }
    return isOver;
  }

  #isBeyond(line: Line, unit: number, repetitions: number, limitOf: Likeness['limitOf']): boolean {
    const lines = [...this.#lines.slice(this.#lines.length - unit + 1), line];
    const kind = order.find((each) => lines.some((other) => other.kind === each)) ?? 'other';
    const { times, characters } = limitOf(kind, unit);
    const length = lines.reduce((sum, { text }) => sum + text.length + 1, 0);
    return repetitions >= times && repetitions * length >= characters;
  }
}

/** What a unit of several kinds counts as: the first of these that is in it. */
const order: readonly Kind[] = ['steering', 'other', 'data', 'comment'];

/** Every number differs from the one before by as much as that from the one before it. */
function goesOn({ numbers, masked }: Line, before: Line, earlier: Line | undefined): boolean {
  if (before.masked !== masked || earlier?.masked !== masked) return false;
  return numbers.every((value, at) => {
    const last = before.numbers[at] ?? NaN;
    return Math.abs(value - last - (last - (earlier.numbers[at] ?? NaN))) < 1e-9;
  });
}

const word = /[\p{L}_$][\p{L}\p{N}_$]*/gu;
const string = /(["'`])(?:\\.|(?!\1)[^\\])*\1/g;
const number = /\d+(?:\.\d+)?/g;

/** Longer lines are compared by their beginning. */
const longestLine = 1000;

function lineOf(whole: string): Line {
  const text = whole.slice(0, longestLine).trimEnd();
  const masked = text.trim().replace(number, '#');
  const shape = text
    .trim()
    .replace(string, '"')
    .replace(word, (name) => (keywords.test(name) ? name : 'w'))
    .replace(number, '#');
  return {
    text,
    masked,
    shape,
    numbers: [...text.matchAll(number)].map(([value]) => Number(value)),
    kind: kindOf(text.trim()),
  };
}

/** Words that make the syntax of a statement, in any of the usual languages. */
const keywords =
  /^(?:if|elif|else|for|while|do|switch|case|when|match|return|yield|raise|throw|try|except|catch|finally|with|def|function|fn|func|class|const|let|var|import|from|new|await|async|in|of|and|or|not|is)$/;

const steers =
  /^(?:\}\s*)?(?:if|elif|else|for|while|do|switch|case|when|match|return|yield|raise|throw|try|except|catch|finally|with|def|function|fn|func|class|import|from)\b/;

const tests = /^(?:assert|expect|test|it|check|self\.assert|t\.)/;

function kindOf(text: string): Kind {
  if (/^(?:#[\s\w!]|\/\/|\/\*|\* |--\s|<!--)/.test(text)) return 'comment';
  if (steers.test(text)) return 'steering';
  const isRow = text.endsWith(',') || /^["'`[({\d-]/.test(text) || !/\p{L}/u.test(text);
  return isRow || tests.test(text) ? 'data' : 'other';
}
