import type { RunView } from '../../core/view/view.ts';
import type { Estimate } from '../../core/estimate/estimate.ts';
import type { BudgetLimits } from '../../core/settings.ts';
import { tokensText } from '../tree/node-text.ts';

/**
 * What a run will probably take, for one line: `about 26 requests and 16k tokens, at most 70k`.
 * `limit`: tokens that the budget allows.
 */
export function estimateText({ requests, tokens, money }: Estimate, limit?: number): string {
  const most = Math.min(tokens.high, limit ?? Infinity);
  const ends = limit !== undefined && tokens.likely > limit;
  return [
    `about ${count(requests.likely, 'request')} and ${tokensText(rounded(tokens.likely))} tokens`,
    ends
      ? `the budget ends at ${tokensText(limit)}`
      : `hardly more than ${tokensText(rounded(most))}`,
    ...(money ? [`cost about ${moneyText(money.likely)}`] : []),
  ].join(', ');
}

/** What a run has taken so far: `12k tokens, cost 0.031`; empty before the first answer. */
export function costText({ tokens, money }: Pick<RunView, 'tokens' | 'money'>): string {
  if (tokens === 0) return '';
  return `${tokensText(tokens)} tokens${money > 0 ? `, cost ${moneyText(money)}` : ''}`;
}

/** `200k tokens or 90 s`: a run ends at what comes first. Empty where nothing is limited. */
export function budgetText({ tokens, money, seconds, runs }: BudgetLimits): string {
  return [
    ...(tokens === undefined ? [] : [`${tokensText(tokens)} tokens`]),
    ...(money === undefined ? [] : [`a cost of ${moneyText(money)}`]),
    ...(seconds === undefined ? [] : [`${seconds} s`]),
    ...(runs === undefined ? [] : [`${runs} evaluations`]),
  ].join(' or ');
}

/** The price table's currency is the user's own, so that an amount has no name. */
export function moneyText(money: number): string {
  if (money >= 100) return money.toFixed(0);
  if (money >= 1) return money.toFixed(2);
  // Two figures that say something: runs cost fractions of a cent too.
  return money === 0 ? '0' : String(Number(money.toPrecision(2)));
}

/** An estimate pretends no more than two figures. */
function rounded(tokens: number): number {
  return Number(tokens.toPrecision(2));
}

function count(n: number, noun: string): string {
  return n === 1 ? `1 ${noun}` : `${n} ${noun}s`;
}
