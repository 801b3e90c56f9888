import type { Effort } from './effort.ts';

/** Limits of one run. Absent means unlimited. */
export interface BudgetLimits {
  /** Prompt and completion tokens together. */
  readonly tokens?: number;
  /** In the currency of the price table. */
  readonly money?: number;
  readonly seconds?: number;
  /** Evaluations: one candidate on one probe or test. */
  readonly runs?: number;
}

/** Everything that shapes a run and belongs into its Journal. */
export interface RunSettings {
  /** Name of a strategy of `strategies/`. */
  readonly strategy: string;
  /** Name of a selector of `selectors/`. */
  readonly selector: string;
  /** Samples per function in the conquer phase (k of FunCoder). */
  readonly samples: number;
  /** Depth limit of the plan (FunCoder: 6). */
  readonly depth: number;
  /** Sampling temperature of conquer (FunCoder: 0.8). */
  readonly temperature: number;
  /** Sampling temperature of divide (FunCoder: 0.2). */
  readonly divideTemperature: number;
  /** Sample in waves and stop as soon as the selector is confident; otherwise all at once. */
  readonly adaptive: boolean;
  /** At most this many waves where `adaptive`. */
  readonly waves: number;
  /** The selector's confidence, 0..1, at which `adaptive` sampling stops. */
  readonly confidence: number;
  /** Independent samples of the test writer per function; 0 writes no tests. */
  readonly testSamples: number;
  /** Have a slow reference written where one fits: it judges on inputs that it makes itself. */
  readonly reference: boolean;
  /** Rounds of repair where no candidate passes the trusted tests. */
  readonly repairs: number;
  /** Rounds of distinguishing inputs where the selector finds the candidates too close. */
  readonly distinguishRounds: number;
  /** Output limit of the answer of one sample, in tokens. */
  readonly maxTokens: number;
  /** Room for reasoning beside it, in tokens, to begin with. Absent: as much as the model turns out to need. */
  readonly reasoningTokens?: number;
  /** How much a model is to reason. Absent: little for small work, else as it does by itself. */
  readonly effort?: Effort;
  /** Ids of the models that write candidates, where there are several. */
  readonly pool?: readonly string[];
  readonly budget: BudgetLimits;
  readonly seed: number;
  /** What differs from `defaultParselOptions`; only the strategy `parsel` reads it. */
  readonly parsel?: Partial<ParselOptions>;
}

/** How the strategy `parsel` searches. */
export interface ParselOptions {
  /** Samples per function at first (Parsel: 8); doubled on failure up to `mostSamples` (64). */
  readonly samples: number;
  readonly mostSamples: number;
  /** Combinations of one component that are looked at, at most (Parsel: 100,000). */
  readonly combinations: number;
  /** Sandbox time of one component's search, in s, at most (Parsel: 240). */
  readonly seconds: number;
  /** Let the model write tests for components without an example. */
  readonly writeTests: boolean;
  /** Sample functions that the code calls but nobody defined. */
  readonly fillHelpers: boolean;
  /** Divide the functions of a component further when nothing else helped. */
  readonly divide: boolean;
  /** How often other solutions of earlier components are tried when a later one fails. */
  readonly backtracks: number;
}

export const defaultParselOptions: ParselOptions = {
  samples: 8,
  mostSamples: 64,
  combinations: 100_000,
  seconds: 240,
  writeTests: true,
  fillHelpers: true,
  divide: true,
  backtracks: 4,
};

export const defaultSettings: RunSettings = {
  strategy: 'funcoder',
  selector: 'balance',
  samples: 8,
  depth: 6,
  temperature: 0.8,
  divideTemperature: 0.2,
  adaptive: true,
  waves: 5,
  confidence: 0.8,
  testSamples: 2,
  reference: true,
  repairs: 3,
  distinguishRounds: 1,
  maxTokens: 2048,
  budget: { tokens: 200_000 },
  seed: 1,
};
