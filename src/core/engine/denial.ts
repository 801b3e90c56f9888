import { lacking, moneyScale, type Amounts, type Budget, type Resource } from './budget.ts';
import type { Pending } from './pending.ts';
import { promptTokens, sampleLimit } from './prices.ts';
import type { BudgetFailure } from './step.ts';

/** What the budget refused, for the message of a paused run. */
export interface Refusal {
  /** What it would have given, in words for people. */
  readonly wanted: string;
  readonly need: Amounts;
  readonly failure: BudgetFailure;
}

/** Why a pending action cannot have what it needs, now that nobody has more to give. */
export function denial(
  { demand, asked }: Pick<Pending, 'demand' | 'asked'>,
  budget: Budget,
): BudgetFailure {
  const have = budget.root.free;
  const { need } = demand;
  const limit = lacking(have, need) ?? lacking(budget.left, need) ?? 'tokens';
  const available = Math.max(0, Math.min(have[limit], budget.left[limit]));
  const perSample = asked ? need[limit] / asked.samples : 0;
  const prompt = asked && limit === 'tokens' ? promptTokens(asked.messages) : 0;
  const fits =
    asked && limit === 'tokens'
      ? Math.floor((available - prompt) / sampleLimit(asked))
      : perSample > 0
        ? Math.floor(available / perSample)
        : 0;
  return {
    reason: 'budget',
    limit,
    fits: asked ? Math.max(0, Math.min(asked.samples - 1, fits)) : 0,
    message: `The budget has ${amountText(limit, available)} left; this needs up to ${amountText(limit, need[limit])}.`,
  };
}

/** The run has used up its time. */
export function lateness(): BudgetFailure {
  return {
    reason: 'budget',
    limit: 'seconds',
    fits: 0,
    message: 'The time limit is used up.',
  };
}

/** An amount as people read it. Money has no name: the price table's currency is the user's own. */
export function amountText(resource: Resource, amount: number): string {
  switch (resource) {
    case 'tokens':
      return `${grouped(amount)} tokens`;
    case 'money':
      return `${(amount / moneyScale).toFixed(4)} of money`;
    case 'runs':
      return `${grouped(amount)} runs`;
  }
}

/** `12345` as `12,345`. */
export function grouped(amount: number): string {
  return String(Math.round(amount)).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
