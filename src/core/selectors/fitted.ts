/**
 * Every number of the default selector and of its confidence that was fitted, and to what. The data are
 * recorded programs of CodeGen-16B, CodeLlama-34B, GPT-3.5, GPT-4 and about a hundred newer models, in Python and JavaScript, with
 * good, weak and no tests, on half of the tasks of each set; `bench/README.md` (Selection) has the sets, the date and what came of it on tasks
 * and on sets that were left out.
 */

/**
 * Weights of the score of `balance.ts`. The likelihood that a right program comes first is greatest, with `crowd` set
 * to 1, at 3.2, 3.5, 2.1 and 2.6; of the round values near it, among which choices hardly differ, these lose least in any
 * one set.
 */
export const scoreWeights = {
  crowd: 1,
  passes: 2,
  trustedPasses: 8,
  kept: 4,
  common: 3,
} as const;

/** Weights of the logistic model of `confidence.ts`: maximum likelihood on what the score above chose of 1 to 100 programs. */
export const confidenceWeights = {
  base: -1.3,
  share: 1.93,
  alike: 0.44,
  gatePassed: 1.37,
  gateFailed: -1.72,
  tested: 1.56,
  passes: 0.57,
  trustedPasses: 1.37,
} as const;

/** Estimated probability from which a choice may be called proven. */
export const provableFrom = 0.9;
