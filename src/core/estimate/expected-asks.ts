import { type Subject, subjectOf, subjectOfTarget } from '../languages/subject.ts';
import type { ModelRequest } from '../ports.ts';
import { divide } from '../operators/divide.ts';
import { sample } from '../operators/sample.ts';
import { specificationOf } from '../operators/specification.ts';
import { writeReference } from '../operators/reference.ts';
import { writeProbes } from '../operators/write-probes.ts';
import { writeTests } from '../operators/write-tests.ts';
import type { Contract } from '../contract.ts';
import { diagnose } from '../plan/diagnose.ts';
import { planOf } from '../plan/plan-of.ts';
import { defaultParselOptions, type RunSettings } from '../settings.ts';
import { isReferenceFitting } from '../strategies/oracle.ts';
import { waveSizes } from '../strategies/waves.ts';
import { surroundingsOf } from '../strategies/job.ts';
import type { Task } from '../task.ts';
import { exactly, span, timesSpan, type Span } from './span.ts';

/** A kind of request that a run is expected to make, and how often. */
export interface ExpectedAsk {
  readonly times: Span;
  /** Length of its prompt, in characters. */
  readonly prompt: number;
  readonly samples: number;
  /** Tokens of one answer as models that do not think aloud give them. */
  readonly answer: number;
}

/** Tokens of one answer by what was asked: means of the recordings in `examples/recordings`. */
const answers = {
  divided: 630,
  leaf: 145,
  sample: 130,
  tests: 185,
  probes: 220,
  reference: 490,
  label: 60,
};

/** Helpers that a division may have at most, and those of a plan that is large. */
const mostHelpers = 5;
const manyHelpers = 9;

/** How often a wave of samples after the first one is needed. */
const laterWave = span(0, 0.7, 1);
/** How often candidates stay too close, and labels are asked for. */
const close = span(0, 0.25, 1);
/** Samples that label one input, and requests of one round of repair. */
const labelSamples = 3;
const repairsAtOnce = 3;

/** A function of the plan, known or only supposed. */
interface ExpectedFunction {
  readonly times: Span;
  readonly subject: Subject;
  readonly path: readonly Contract[];
  readonly isTarget: boolean;
}

/** Everything that a run of a strategy is expected to ask a model. */
export function expectedAsks(task: Task, settings: RunSettings): readonly ExpectedAsk[] {
  const functions = expectedFunctions(task, settings);
  return functions.flatMap((each) => {
    const asks = { task, settings, each };
    switch (settings.strategy) {
      case 'divide':
        return divisions(asks);
      case 'parsel':
        return [...divisions(asks), ...parselAsks(asks)];
      case 'funcoder':
        return [...divisions(asks), ...conquests(asks, settings.samples)];
      case 'reflexion':
        return conquests(asks, task.target.isStub ? 1 : 0);
      case 'optimise':
        return [...checks(asks), once(samplePrompt(asks), settings.samples, answers.sample)];
      default:
        return conquests(asks, settings.samples);
    }
  });
}

interface Asks {
  readonly task: Task;
  readonly settings: RunSettings;
  readonly each: ExpectedFunction;
}

/** The functions of the plan where there is one; else the target and as many helpers as are usual. */
function expectedFunctions(task: Task, settings: RunSettings): readonly ExpectedFunction[] {
  const { contract, language } = task;
  const target: ExpectedFunction = {
    times: exactly(1),
    subject: subjectOfTarget(task),
    path: [],
    isTarget: true,
  };
  const planned = plannedHelpers(task);
  if (planned) {
    const helpers = planned.map((helper) => ({
      times: exactly(1),
      subject: subjectOf(helper, language),
      path: [contract],
      isTarget: false,
    }));
    return [target, ...helpers];
  }
  const divides = ['funcoder', 'parsel', 'divide'].includes(settings.strategy);
  if (!divides || settings.depth < 1) return [target];
  const likely = likelyHelpers(contract.description.length);
  return [
    target,
    {
      times: span(0, likely, manyHelpers),
      subject: subjectOf(typicalHelper, language),
      path: [contract],
      isTarget: false,
    },
  ];
}

/** Helpers that a model makes of a description of so many characters: a few words are not divided. */
function likelyHelpers(length: number): number {
  return Math.min(mostHelpers, 3 + Math.round(length / 300), Math.round(length / 60));
}

function plannedHelpers(task: Task): readonly Contract[] | undefined {
  if (task.plan === undefined) return undefined;
  const read = planOf(diagnose(task.plan));
  if (!read.ok) return undefined;
  const { root, functions } = read.value.plan;
  return [...functions].flatMap(([name, { contract }]) => (name === root ? [] : [contract]));
}

/** A helper as models describe them. */
const typicalHelper: Contract = {
  name: 'helper',
  parameters: [{ name: 'values', kind: 'positional', type: 'list[str]' }],
  returns: 'list[str]',
  description: 'Says what it takes, what it returns and what happens in edge cases. '.repeat(4),
  examples: [],
};

function divisions({ task, settings, each }: Asks): readonly ExpectedAsk[] {
  if (task.plan !== undefined || settings.depth < 1) return [];
  const request = divide.prompt({
    ...implementInput(task, settings, each, 1),
    planned: [task.contract],
    mayDivide: true,
  });
  const answer = each.isTarget ? answers.divided : answers.leaf;
  return [{ ...once(request, 1, answer), times: each.times }];
}

/** What `conquer` asks: waves of samples, tests, inputs; seldom labels and repairs. */
function conquests(asks: Asks, samples: number): readonly ExpectedAsk[] {
  const { settings, each } = asks;
  const request = samplePrompt(asks);
  // Later waves mostly come together, if at all.
  const [firstWave = 0] = waveSizes({ ...settings, samples });
  const sizes = [firstWave, samples - firstWave].filter((size) => size > 0);
  const waves = sizes.map((size, index) => ({
    ...once(request, size, answers.sample),
    times: index === 0 ? each.times : timesSpan(each.times, laterWave),
  }));
  const rounds = Math.min(1, settings.distinguishRounds);
  const apart = timesSpan(timesSpan(each.times, close), exactly(rounds));
  const mended = span(0, 0.1, settings.repairs * repairsAtOnce);
  return [
    ...waves,
    ...checks(asks),
    { ...once(request, 1, answers.label), times: apart },
    { ...once(request, labelSamples, answers.label), times: apart },
    ...(each.isTarget ? [{ ...once(request, 1, answers.sample), times: mended }] : []),
  ];
}

function checks({ task, settings, each }: Asks): readonly ExpectedAsk[] {
  const { temperature, maxTokens, testSamples } = settings;
  const specification = specificationOf(
    each.subject,
    surroundingsOf(task),
    each.isTarget ? task.examples : [],
  );
  const ask = { specification, temperature, maxTokens };
  const tests = writeTests.prompt({ ...ask, samples: testSamples, count: 10 });
  // A reference makes its own inputs.
  const asked =
    settings.reference && isReferenceFitting(each)
      ? once(writeReference.prompt({ ...ask, samples: 1 }), 1, answers.reference)
      : once(writeProbes.prompt(ask), 1, answers.probes);
  const inputs = { ...asked, times: each.times };
  if (testSamples < 1) return [inputs];
  return [{ ...once(tests, testSamples, answers.tests), times: each.times }, inputs];
}

/** Parsel samples each function by itself, and twice as often where nothing passes. */
function parselAsks(asks: Asks): readonly ExpectedAsk[] {
  const { settings, each } = asks;
  const { samples, writeTests: writes } = { ...defaultParselOptions, ...settings.parsel };
  const sampled = once(samplePrompt(asks), samples, answers.sample);
  const [tests] = checks(asks);
  return [
    { ...sampled, times: timesSpan(each.times, span(1, 1.2, 3)) },
    ...(writes && tests ? [{ ...tests, times: timesSpan(each.times, span(0, 0.5, 1)) }] : []),
  ];
}

function samplePrompt({ task, settings, each }: Asks): ModelRequest {
  return sample.prompt(implementInput(task, settings, each, settings.samples));
}

function implementInput(
  task: Task,
  settings: RunSettings,
  each: ExpectedFunction,
  samples: number,
): Parameters<typeof sample.prompt>[0] {
  return {
    subject: each.subject,
    surroundings: surroundingsOf(task),
    path: each.path,
    helpers: [],
    examples: each.isTarget ? task.examples : each.subject.contract.examples,
    samples,
    temperature: settings.temperature,
    maxTokens: settings.maxTokens,
  };
}

function once(request: ModelRequest, samples: number, answer: number): ExpectedAsk {
  const prompt = request.messages.reduce((sum, { content }) => sum + content.length, 0);
  return { times: exactly(1), prompt, samples, answer };
}
