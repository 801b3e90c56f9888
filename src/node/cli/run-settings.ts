import type { Test } from '../../core/check.ts';
import { effortNamed, effortNames } from '../../core/effort.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { defaultSettings, type BudgetLimits, type RunSettings } from '../../core/settings.ts';
import type { Task } from '../../core/task.ts';
import type { Coppice } from '../coppice.ts';
import { numberFlag, type Arguments } from './arguments.ts';

/** The settings that the flags ask for; the error names the flag that is wrong. */
export function settingsFromFlags(flags: Arguments['flags']): Result<RunSettings, string> {
  const samples = numberFlag(flags, 'samples', { least: 1, most: 1000, integer: true });
  const depth = numberFlag(flags, 'depth', { least: 1, most: 12, integer: true });
  const temperature = numberFlag(flags, 'temperature', { least: 0, most: 2, integer: false });
  const seed = numberFlag(flags, 'seed', {
    least: 0,
    most: Number.MAX_SAFE_INTEGER,
    integer: true,
  });
  const limits = limitsFromFlags(flags);
  const budget = budgetFromFlags(flags);
  for (const each of [samples, depth, temperature, seed, limits, budget]) if (!each.ok) return each;
  if (!samples.ok || !depth.ok || !temperature.ok || !seed.ok) return fail('');
  if (!limits.ok || !budget.ok) return fail('');
  return ok({
    ...defaultSettings,
    ...(flags.strategy === undefined ? {} : { strategy: flags.strategy }),
    ...(flags.selector === undefined ? {} : { selector: flags.selector }),
    ...(samples.value === undefined ? {} : { samples: samples.value }),
    ...(depth.value === undefined ? {} : { depth: depth.value }),
    ...(temperature.value === undefined ? {} : { temperature: temperature.value }),
    ...(seed.value === undefined ? {} : { seed: seed.value }),
    ...limits.value,
    budget: { ...defaultSettings.budget, ...budget.value },
  });
}

/** Output limits given by flags alone. */
function limitsFromFlags(
  flags: Arguments['flags'],
): Result<Partial<Pick<RunSettings, 'maxTokens' | 'reasoningTokens' | 'effort'>>, string> {
  const maxTokens = numberFlag(flags, 'max-tokens', { least: 64, most: 1_000_000, integer: true });
  if (!maxTokens.ok) return maxTokens;
  const room = numberFlag(flags, 'reasoning-tokens', { least: 0, most: 1_000_000, integer: true });
  if (!room.ok) return room;
  const effort = effortNamed(flags.effort);
  if (effort === undefined && flags.effort !== undefined && flags.effort !== 'auto') {
    return fail(`--effort takes ${effortNames.join(', ')}, not "${flags.effort}".`);
  }
  return ok({
    ...(effort === undefined ? {} : { effort }),
    ...(maxTokens.value === undefined ? {} : { maxTokens: maxTokens.value }),
    ...(room.value === undefined ? {} : { reasoningTokens: room.value }),
  });
}

/** Limits given by flags alone; 0 lifts a limit. */
export function budgetFromFlags(flags: Arguments['flags']): Result<BudgetLimits, string> {
  const most = Number.MAX_SAFE_INTEGER;
  const tokens = numberFlag(flags, 'budget-tokens', { least: 0, most, integer: true });
  if (!tokens.ok) return tokens;
  const seconds = numberFlag(flags, 'budget-seconds', { least: 0, most, integer: false });
  if (!seconds.ok) return seconds;
  const limit = (value: number | undefined) => (value === 0 ? Number.MAX_SAFE_INTEGER : value);
  return ok({
    ...(tokens.value === undefined ? {} : { tokens: limit(tokens.value) }),
    ...(seconds.value ? { seconds: seconds.value } : {}),
  } as BudgetLimits);
}

/** The task with the examples of `--example`; the error names the one that cannot be read. */
export async function withExamples(
  task: Task,
  given: readonly string[],
  coppice: Pick<Coppice, 'readExample'>,
): Promise<Result<Task, string>> {
  const examples: Test[] = [];
  for (const text of given) {
    const read = await coppice.readExample(task, task.contract, text);
    if (!read.ok) {
      if (read.error.reason === 'known-example') continue;
      return fail(`"${text}" is not an example of ${task.contract.name}. ${read.error.message}`);
    }
    examples.push({ ...read.value, id: `user${examples.length + 1}` });
  }
  return ok({ ...task, examples: [...task.examples, ...examples] });
}
