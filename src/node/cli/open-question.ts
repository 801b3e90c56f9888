import type { Question } from '../../core/question.ts';
import { visible } from '../../core/report/visible.ts';
import { plural } from './function-report.ts';

const longestCall = 2000;
const longestValue = 300;

/** A question that nobody was there to answer: the call, each result, and how to say which is meant. */
export function questionLines({ call, choices }: Question): readonly string[] {
  const shown = choices.map((choice) => visible(choice.shown, longestValue));
  const column = Math.max(0, ...shown.map((text) => text.length));
  return [
    `Which did you mean?  ${visible(call, longestCall)}`,
    ...choices.map(({ candidates, example }, at) => {
      const count = candidates === undefined ? '' : `  ${plural(candidates, 'candidate')}`;
      const flag = example === undefined ? '' : `  --example ${quoted(example)}`;
      return `  ${(shown[at] ?? '').padEnd(column)}${count}${flag}`;
    }),
  ];
}

/** As a shell takes it for one word. */
function quoted(text: string): string {
  const line = visible(text, longestCall);
  if (!line.includes("'")) return `'${line}'`;
  return `"${line.replace(/[\\"$`]/g, (character) => `\\${character}`)}"`;
}
