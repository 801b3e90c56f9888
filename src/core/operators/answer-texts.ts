import type { Subject } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import type { Language } from '../languages/language.ts';
import { parsedSource } from '../languages/parsed-source.ts';
import { spanningBlocks, type Block } from '../languages/kit/code-blocks.ts';
import type { Parser } from '../ports.ts';
import { namedMain } from './main-function.ts';
import { plainDiff, mendings } from './mend-text.ts';

/**
 * The texts that an answer may mean as code, the likeliest first: the last block that holds the
 * function, with what of the others reads; where blocks do not read, longer ones in which lines of a
 * string look like fences; all blocks together; and that mended, for it may be damaged. Levels are
 * as wide as the language's own: what is put around a text has those.
 */
export async function* textsOf(
  answer: string,
  blocks: readonly Block[],
  subject: Subject,
  parser: Parser,
): AsyncGenerator<string> {
  const language = languageOf(subject.language);
  const tidy = (text: string) => laidOut(text, language, parser);
  const texts = await Promise.all(blocks.map(({ text }) => tidy(plainDiff(text))));
  const parsed = await Promise.all(
    texts.map(async (text) => parsedSource(await parser.tree(language.id, text))),
  );
  const isSound = (at: number) => parsed[at]?.tree.isSound === true;
  if (texts.length > 1) {
    for (const [chosen, each] of [...parsed.entries()].reverse()) {
      const main = namedMain(each, subject);
      if (main === undefined || main.isStub) continue;
      yield joined([...texts.filter((_, at) => at !== chosen && isSound(at)), each.tree.text]);
    }
  }
  const areSound = texts.every((_, at) => isSound(at));
  if (!areSound) for (const { text } of spanningBlocks(answer)) yield tidy(text);
  yield joined(texts);
  const written = joined(blocks.map(({ text }) => text));
  for await (const text of mendings(written, language, parser)) yield tidy(text);
}

function joined(texts: readonly string[]): string {
  return texts.join('\n\n');
}

async function laidOut(
  text: string,
  { id, indentUnit, reading }: Language,
  parser: Parser,
): Promise<string> {
  const layout = reading.layout(await reading.snippet(parser, id, text));
  const own = layout.unit;
  const isUsual = own === undefined || own === indentUnit;
  const unit = isUsual ? undefined : indentUnit;
  return layout.reindented({ indent: '', unit, docstrings: 'stay' }).trim();
}
