import type { ModelApi, ModelFailure } from '../../../src/core/ports.ts';
import type { ModelLimits } from '../../../src/node/models/endpoint.ts';
import type { Attack } from './hostile-server.ts';
import type { WireForm } from './wire-forms.ts';

/** How a request ends that a hostile server answered. */
export type Ending =
  /** With the text of its samples; `notice` is what is told beside it. */
  | { readonly texts: readonly (string | RegExp)[]; readonly notice?: RegExp }
  /** With one sample that is empty, and why. */
  | { readonly why: RegExp }
  /** With no answer. */
  | { readonly reason: ModelFailure['reason']; readonly says: RegExp };

/** One way of being hostile, over every wire form or some. */
export interface Hostility {
  readonly what: string;
  readonly attack: (form: WireForm) => Attack;
  readonly ends: Ending | ((form: WireForm) => Ending);
  /** 1 where absent. */
  readonly samples?: number;
  readonly limits?: Partial<ModelLimits>;
  readonly only?: readonly ModelApi[];
}

/** Limits for servers that would keep a client waiting. */
export const impatient: Partial<ModelLimits> = { firstTokenMs: 80, idleMs: 80, answerMs: 160 };
