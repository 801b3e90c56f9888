import type { PriceTable } from '../../core/engine/prices.ts';
import { effortNamed } from '../../core/effort.ts';
import { defaultSettings, type BudgetLimits, type RunSettings } from '../../core/settings.ts';
import { settings } from '../ids.ts';

/** Reads one setting by its full id; what a user typed there may be of any type. */
export type ReadSetting = (id: string) => unknown;

/** The settings of a new run. A value of the wrong type counts as not set. */
export function runSettings(read: ReadSetting): RunSettings {
  return {
    ...defaultSettings,
    strategy: textOr(read(settings.strategy), defaultSettings.strategy),
    selector: textOr(read(settings.selector), defaultSettings.selector),
    samples: numberOr(read(settings.samples), defaultSettings.samples),
    depth: numberOr(read(settings.depth), defaultSettings.depth),
    temperature: numberOr(read(settings.temperature), defaultSettings.temperature),
    divideTemperature: numberOr(
      read(settings.divideTemperature),
      defaultSettings.divideTemperature,
    ),
    maxTokens: numberOr(read(settings.maxTokens), defaultSettings.maxTokens),
    ...reasoningRoom(read),
    ...effortOf(read),
    budget: budgetLimits(read),
  };
}

/** Nothing where the room is to follow what the model turns out to need. */
function reasoningRoom(read: ReadSetting): Pick<RunSettings, 'reasoningTokens'> {
  const tokens = read(settings.reasoningTokens);
  return typeof tokens === 'number' && Number.isInteger(tokens) && tokens >= 0
    ? { reasoningTokens: tokens }
    : {};
}

function effortOf(read: ReadSetting): Pick<RunSettings, 'effort'> {
  const effort = effortNamed(read(settings.reasoningEffort));
  return effort === undefined ? {} : { effort };
}

/** In the settings, 0 means no limit. */
export function budgetLimits(read: ReadSetting): BudgetLimits {
  const limits = {
    tokens: numberOr(read(settings.budgetTokens), defaultSettings.budget.tokens ?? 0),
    money: numberOr(read(settings.budgetMoney), 0),
    seconds: numberOr(read(settings.budgetSeconds), 0),
    runs: numberOr(read(settings.budgetRuns), 0),
  };
  return Object.fromEntries(Object.entries(limits).filter(([, limit]) => limit > 0));
}

/** Prices per million tokens, by model name; entries that are not prices are left out. */
export function priceTable(read: ReadSetting): PriceTable {
  const table = read(settings.prices);
  if (typeof table !== 'object' || table === null) return {};
  return Object.fromEntries(
    Object.entries(table).flatMap(([model, price]: [string, unknown]) => {
      const { prompt, completion } = (price ?? {}) as { prompt?: unknown; completion?: unknown };
      return typeof prompt === 'number' && typeof completion === 'number'
        ? [[model, { prompt, completion }] as const]
        : [];
    }),
  );
}

/** Where the chosen model is: behind a server's address, or in the editor. */
export type ChosenModel =
  | { readonly provider: 'server'; readonly baseUrl: string; readonly model: string }
  | { readonly provider: 'editor'; readonly model: string };

/** What the settings say of the model, or undefined where they do not name one. */
export function chosenModel(read: ReadSetting): ChosenModel | undefined {
  const model = textOr(read(settings.modelName), '').trim();
  if (model === '') return undefined;
  if (read(settings.modelProvider) === 'editor') return { provider: 'editor', model };
  const baseUrl = textOr(read(settings.modelBaseUrl), '').trim();
  return baseUrl === '' ? undefined : { provider: 'server', baseUrl, model };
}

/** The origin that a key belongs to, or undefined where the address is no `http(s)` URL. */
export function originOf(baseUrl: string): string | undefined {
  const url = URL.parse(baseUrl.trim());
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url.origin : undefined;
}

export function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

export function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}
