import type { StopReason } from '../ports.ts';

/** What people are told of a stream that was stopped, and of what became of it. */
export const stopTexts: Readonly<Record<StopReason, string>> = {
  repeats: 'An answer repeated itself and was stopped. It is read as far as it goes.',
  'goes-on': 'An answer went on after its code was complete and was stopped. The code counts.',
  rambles: 'An answer came to no code, only to prose without end, and was stopped.',
};
