import type { Question } from '../../core/question.ts';

/** Longest value shown in a pick; the rest is cut, the answer is whole. */
const shownCharacters = 120;

export interface Choice {
  readonly label: string;
  readonly index: number;
}

export function choicesOf(question: Question): readonly Choice[] {
  return question.choices.map(({ shown }, index) => ({
    index,
    label: shown.length <= shownCharacters ? shown : `${shown.slice(0, shownCharacters - 1)}…`,
  }));
}
