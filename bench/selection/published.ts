/** Shares of right choices, in %, that others measured; they stand beside ours. */
export interface PublishedRow {
  readonly rule: string;
  /** CodeGen-16B at N = 10 and 20, GPT-3.5 at N = 5, over all 164 tasks. */
  readonly codegen10: number;
  readonly codegen20: number;
  readonly gpt5: number;
}

export const publishedSmall: readonly PublishedRow[] = [
  { rule: 'random', codegen10: 20.4, codegen20: 20.5, gpt5: 60.1 },
  { rule: 'exact output clusters', codegen10: 26.7, codegen20: 27.2, gpt5: 70.8 },
  { rule: 'soft consensus (FunCoder)', codegen10: 31.0, codegen20: 32.8, gpt5: 71.2 },
  { rule: 'most generated tests passed', codegen10: 26.8, codegen20: 25.6, gpt5: 74.6 },
  { rule: 'CodeT', codegen10: 31.8, codegen20: 33.8, gpt5: 74.8 },
  { rule: 'B4', codegen10: 31.8, codegen20: 35.1, gpt5: 75.5 },
  { rule: 'gate, random inside', codegen10: 42.2, codegen20: 49.0, gpt5: 79.9 },
  { rule: 'gate + B4', codegen10: 43.9, codegen20: 51.2, gpt5: 82.2 },
  { rule: 'gate winners, all samples vote', codegen10: 44.3, codegen20: 51.9, gpt5: 80.6 },
  { rule: 'oracle', codegen10: 48.8, codegen20: 58.5, gpt5: 84.0 },
];

/** N = 100 samples and 100 test samples of CodeGen-16B, no examples, over all 164 tasks. */
export const publishedLarge: readonly { readonly rule: string; readonly share: number }[] = [
  { rule: 'random', share: 22.1 },
  { rule: 'most generated tests passed', share: 21.2 },
  { rule: 'exact output clusters', share: 30.2 },
  { rule: 'soft consensus over 50 inputs', share: 36.4 },
  { rule: 'CodeT (published 36.7)', share: 37.2 },
  { rule: 'B4', share: 42.4 },
  { rule: 'B4 plus agreement', share: 45.3 },
  { rule: 'oracle', share: 73.8 },
];
