/**
 * Every number of the default selector and of its confidence that was fitted, and to what. The data are
 * recorded programs of CodeGen-16B, CodeLlama-34B, GPT-3.5, GPT-4 and of 72 newer models, with good and with weak tests, on
 * half of the tasks of each set; `bench/README.md` (Selection) has the sets, the date and what came of it on tasks
 * and on sets that were left out.
 */

/**
 * Weights of the score of `balance.ts`. The maximum of the likelihood that a right program comes first is, with
 * `crowd` set to 1, at 2.2, 6.5, 2.9 and 2.0; from there to twice the values choices hardly differ. Rounded.
 */
export const scoreWeights = {
  crowd: 1,
  passes: 2,
  trustedPasses: 8,
  kept: 4,
  common: 3,
} as const;

/** Weights of the logistic model of `confidence.ts`, fitted to what the score above chose of 1 to 100 programs. */
export const confidenceWeights = {
  base: -3.42,
  share: 2.15,
  alike: 0.45,
  gatePassed: 1.51,
  gateFailed: -3.21,
  tested: 3.59,
  passes: 0.59,
  trustedPasses: 1.47,
} as const;

/** Estimated probability from which a choice may be called proven. */
export const provableFrom = 0.9;
