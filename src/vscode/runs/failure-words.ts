import { firstSentence } from '../../core/engine/verdict-text.ts';

/** What went wrong, in a few words, by the reasons that code knows. */
const words: ReadonlyMap<string, string> = new Map([
  ['not-configured', 'no model is chosen'],
  ['unauthorised', 'the model server wants another key'],
  ['unreachable', 'no model server answers'],
  ['out-of-credit', 'the account of the model has no credit left'],
  ['rate-limited', 'the model server takes no more requests for now'],
  ['timeout', 'the model took too long'],
  ['server-error', 'the model server failed'],
  ['bad-response', 'the model server gave no proper answer'],
  ['rejected', 'the model server refused the request'],
  ['context-too-long', 'the request is too long for the model'],
  ['no-sandbox', 'there is no sandbox'],
  ['no-interpreter', 'there is no interpreter'],
  ['no-price', 'the model has no price'],
  ['interrupted', 'interrupted'],
]);

const longest = 60;

/** Why there is no result, short enough for a lens; the whole message stands in its tooltip. */
export function failureWords(reason: string | undefined, message: string | undefined): string {
  const known = reason === undefined ? undefined : words.get(reason);
  if (known !== undefined) return known;
  const sentence = firstSentence(message) ?? 'no candidate';
  return sentence.length <= longest ? sentence : `${sentence.slice(0, longest - 1)}…`;
}
