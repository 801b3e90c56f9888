/**
 * What lets a Python program get at a name that it makes as it runs: a class made by a call, a list of names that
 * something goes through, a format. Such a name stands nowhere in its words, so no list of words can hold it.
 */

interface Maker {
  /** Where the word stands in a program. */
  readonly word: RegExp;
  /** The forms in which it opens nothing; each holds the word once. */
  readonly harmless: readonly RegExp[];
}

/** What makes classes, and what gets or sets members by names that it is told. */
const makers: readonly Maker[] = [
  {
    word: /(?<![\w.])type(?!\w)/g,
    harmless: [
      // Nothing gets to see a class that is compared by identity, or of which only the name is read.
      /(?<![\w.])type\(\s*[\w.]+\s*\)(?=\s+is\b|\s*\.\s*__name__\b)/g,
      // A key.
      /(?<=["'])type(?=["'])/g,
    ],
  },
  { word: /(?<!\w)(?:Type|ABCMeta|NamedTupleMeta|format_map)(?!\w)/g, harmless: [] },
  {
    word: /(?<!\w)wraps(?!\w)/g,
    harmless: [
      // What is decorated is the program's own; without a definition below, `@` multiplies.
      /@[ \t]*(?:functools\.)?wraps\([ \t]*[\w.]+[ \t]*\)(?=[ \t]*\n[ \t]*(?:async[ \t]+def|def|class)[ \t])/g,
      /\bfrom[ \t]+functools[ \t]+import[ \t]+(?:\w+[ \t]*,[ \t]*)*wraps(?=[ \t]*(?:,|\n|$))/g,
    ],
  },
  {
    word: /(?<!\w)__(?:match_args|slots)__(?!\w)/g,
    // Names that are written out whole.
    harmless: [
      /(?<!\w)__(?:match_args|slots)__[ \t]*=[ \t]*[([](?:[ \t]*(["'])[A-Za-z]\w*\1[ \t]*,)*(?:[ \t]*(["'])[A-Za-z]\w*\2)?[ \t]*[)\]](?=[ \t]*(?:\n|$))/g,
    ],
  },
  {
    word: /(?<!\w)format(?!\w)/g,
    harmless: [
      // One whole literal, whose fields name no part of what is put in.
      /(?<=[(=,:[{+][ \t]*|\b(?:return|print|in|yield)[ \t]+)(["'])(?:(?!\1)[^\\\n{}]|\{\w*(?:![rsa])?(?::[^{}\\\n"']*)?\}|\{\{|\}\})*\1\.format(?=\()/g,
      // The built-in function.
      /(?<=[(=,:[{+][ \t]*|\b(?:return|print|in|yield)[ \t]+)format(?=\()/g,
    ],
  },
];

/** The fields of a data class have names that can be changed, by which its values are read. */
const fieldNames = /(?<!\w)fields(?!\w)/;

/** Whether the words of a program allow it to use a name that is not among them. */
export function makesNames(source: string): boolean {
  if (source.includes('dataclasses') && fieldNames.test(source)) return true;
  return makers.some(({ word, harmless }) => {
    const uses = count(source, word);
    return uses > 0 && harmless.reduce((sum, form) => sum + count(source, form), 0) < uses;
  });
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
