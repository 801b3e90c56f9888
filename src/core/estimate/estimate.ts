import type { Price } from '../engine/prices.ts';
import type { RunSettings } from '../settings.ts';
import type { Task } from '../task.ts';
import { expectedAsks } from './expected-asks.ts';
import { scaleOf, type PastRun } from './past-runs.ts';
import { exactly, mapSpan, plusSpan, span, timesSpan, type Span } from './span.ts';

/** What a run will probably take. */
export interface Estimate {
  /** Requests to the model; each may want several samples. */
  readonly requests: Span;
  /** Prompt and completion tokens together. */
  readonly tokens: Span;
  /** In units of the price table's currency; absent where the model has no price. */
  readonly money?: Span;
  /** Earlier runs that it was corrected by. */
  readonly pastRuns: number;
}

/** Characters of a prompt per token: text with many symbols has fewer. */
const charactersPerToken = span(5, 4, 3);
/** How much longer or shorter than usual a model's answers may be. */
const verbosity = span(0.6, 1, 2);

/**
 * What a run will probably take, from the prompts that its strategy would send and from the usual
 * length of answers; corrected by what earlier runs of the same strategy took. It cannot know into
 * how many functions a model splits the task, so the span is wide where there is no plan. The
 * budget is no part of it.
 */
export function estimateRun(
  task: Task,
  settings: RunSettings,
  price: Price | undefined,
  past: readonly PastRun[] = [],
): Estimate {
  const expected = expectationOf(task, settings);
  const scale = scaleOf(
    past
      .filter((run) => run.settings.strategy === settings.strategy)
      .flatMap((run) => {
        const tokens = sum(expectationOf(run.task, run.settings)).likely;
        return tokens > 0 && run.tokens > 0 ? [run.tokens / tokens] : [];
      }),
  );
  const { requests, prompts, completions } = expected;
  const scaled = (amount: Span) => mapSpan(timesSpan(amount, scale.factor), Math.round);
  const money =
    price &&
    timesSpan(
      plusSpan(
        mapSpan(prompts, (tokens) => (tokens * price.prompt) / 1_000_000),
        mapSpan(completions, (tokens) => (tokens * price.completion) / 1_000_000),
      ),
      scale.factor,
    );
  return {
    requests: mapSpan(requests, Math.round),
    tokens: scaled(sum(expected)),
    ...(money ? { money } : {}),
    pastRuns: scale.runs,
  };
}

interface Expectation {
  readonly requests: Span;
  readonly prompts: Span;
  readonly completions: Span;
}

function expectationOf(task: Task, settings: RunSettings): Expectation {
  let requests = exactly(0);
  let prompts = exactly(0);
  let completions = exactly(0);
  for (const { times, prompt, samples, answer } of expectedAsks(task, settings)) {
    requests = plusSpan(requests, times);
    const promptTokens = mapSpan(charactersPerToken, (characters) => prompt / characters);
    prompts = plusSpan(prompts, timesSpan(times, promptTokens));
    const perAnswer = mapSpan(verbosity, (factor) => Math.min(settings.maxTokens, answer * factor));
    completions = plusSpan(completions, timesSpan(timesSpan(times, perAnswer), exactly(samples)));
  }
  return { requests, prompts, completions };
}

function sum({ prompts, completions }: Expectation): Span {
  return plusSpan(prompts, completions);
}
