import type { BudgetLimits } from '../settings.ts';
import { moneyScale, type Amounts } from './budget.ts';

/** What a run has taken in all its sessions; money in the currency of the price table. */
export interface Taken {
  readonly tokens: number;
  readonly money: number;
  readonly runs: number;
  readonly seconds: number;
}

/** What one more budget allows: each limit once again, and at least what the run was refused. */
export function moreBudget(limits: BudgetLimits, missing: Amounts): BudgetLimits {
  const { tokens, money, runs, seconds } = limits;
  return {
    ...(tokens === undefined ? {} : { tokens: Math.max(tokens, missing.tokens) }),
    ...(money === undefined ? {} : { money: Math.max(money, missing.money / moneyScale) }),
    ...(runs === undefined ? {} : { runs: Math.max(runs, missing.runs) }),
    ...(seconds === undefined ? {} : { seconds }),
  };
}

/** The limits of a whole run that has taken so much and may take so much more. */
export function limitsWith(taken: Taken, more: BudgetLimits): BudgetLimits {
  const { tokens, money, runs, seconds } = more;
  return {
    ...(tokens === undefined ? {} : { tokens: taken.tokens + tokens }),
    ...(money === undefined ? {} : { money: taken.money + money }),
    ...(runs === undefined ? {} : { runs: taken.runs + runs }),
    ...(seconds === undefined ? {} : { seconds: Math.ceil(taken.seconds + seconds) }),
  };
}
