import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { estimateRun } from '../../../src/core/estimate/estimate.ts';
import { pastRunOf, type PastRun } from '../../../src/core/estimate/past-runs.ts';
import type { Span } from '../../../src/core/estimate/span.ts';
import { taskOfPlan } from '../../../src/core/plan/plan-task.ts';
import { defaultSettings } from '../../../src/core/settings.ts';
import { funcoder } from '../../../src/core/strategies/funcoder.ts';
import { resample } from '../../../src/core/strategies/resample.ts';
import { captureNamed } from '../../../src/core/capture/capture.ts';
import type { Task } from '../../../src/core/task.ts';
import type { LanguageId } from '../../../src/core/text.ts';
import { readRecording } from '../../../src/node/models/recording.ts';
import { sourceParser } from '../../support/parser.ts';
import { contextOf, play, type Played } from '../strategies/kit.ts';
import { fence, goodTotal, scripted, task as totalTask } from '../strategies/total-task.ts';

const examples = new URL('../../../examples/', import.meta.url);

const recorded: readonly (readonly [file: string, name: string, language: LanguageId])[] = [
  ['python/settle.py', 'settle_up', 'python'],
  ['python/timetable.py', 'free_slots', 'python'],
  ['typescript/table.ts', 'renderTable', 'typescript'],
];

describe('the estimate of a run', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  async function exampleTask(file: string, name: string, languageId: LanguageId): Promise<Task> {
    const url = new URL(file, examples);
    const snapshot = { uri: url.href, languageId, version: 1, text: await readFile(url, 'utf8') };
    const task = await captureNamed(snapshot, name, parser);
    assert.ok(task.ok, JSON.stringify(task));
    return task.value;
  }

  /** What a recorded run asked and took. */
  async function used(name: string) {
    const path = fileURLToPath(new URL(`recordings/${name}.jsonl`, examples));
    const recording = await readRecording(path);
    assert.ok(recording.ok);
    const answers = [...recording.value.answers.values()];
    const tokens = answers.map(({ usage }) => usage.promptTokens + usage.completionTokens);
    return { requests: answers.length, tokens: tokens.reduce((sum, each) => sum + each, 0) };
  }

  for (const [file, name, language] of recorded) {
    it(`of ${name} holds what its recorded run took, within a third of what is likely`, async () => {
      const estimate = estimateRun(
        await exampleTask(file, name, language),
        defaultSettings,
        undefined,
      );
      const { requests, tokens } = await used(name);
      assertWithin(requests, estimate.requests);
      assertWithin(tokens, estimate.tokens);
      assertNear(requests, estimate.requests.likely, 0.3);
      assertNear(tokens, estimate.tokens.likely, 0.3);
      assert.equal(estimate.money, undefined);
    });
  }

  it('holds what scripted runs of other shapes took', async () => {
    const whole = await play(
      resample.solve(contextOf(totalTask, { samples: 3 })),
      scripted({ 'sample total': [fence(goodTotal)] }),
      parser,
    );
    const settings = { ...defaultSettings, adaptive: false, samples: 3 };
    const one = estimateRun(totalTask, { ...settings, strategy: 'resample' }, undefined);
    assertWithin(whole.asks.length, one.requests);
    const split = await play(
      funcoder.solve(contextOf(totalTask, { samples: 3 })),
      scripted(),
      parser,
    );
    const several = estimateRun(totalTask, settings, undefined);
    assertWithin(split.asks.length, several.requests);
    assertWithin(promptTokens(split), several.tokens);
  });

  it('counts the functions of a plan instead of guessing them', () => {
    const plan = taskOfPlan(planText, { uri: 'file:///p.parsel' });
    assert.ok(plan.ok);
    const { requests } = estimateRun(plan.value, defaultSettings, undefined);
    const alone = estimateRun(
      { ...plan.value, plan: 'f(x): Does it.\n' },
      defaultSettings,
      undefined,
    );
    assert.equal(requests.low, 3 * alone.requests.low);
    assert.ok(requests.likely < 4 * alone.requests.likely);
  });

  it('grows with samples, with the surroundings, and with what the strategy does', async () => {
    const task = await exampleTask('python/settle.py', 'settle_up', 'python');
    const likely = (changes = {}, of = task) =>
      estimateRun(of, { ...defaultSettings, ...changes }, undefined).tokens.likely;
    assert.ok(likely({ samples: 20 }) > likely());
    assert.ok(likely({ strategy: 'divide' }) < likely());
    assert.ok(likely({ strategy: 'resample' }) < likely());
    const related = { ...task.context, related: ['x = 1\n'.repeat(2000)] };
    assert.ok(likely({}, { ...task, context: related }) > 2 * likely());
  });

  it('says money where the model has a price', () => {
    const price = { prompt: 1, completion: 1 };
    const { money, tokens } = estimateRun(totalTask, defaultSettings, price);
    assert.ok(money);
    assertNear(money.likely, tokens.likely / 1_000_000, 0.001);
  });

  it('learns from past runs of the same strategy, once there are some', () => {
    const { tokens } = estimateRun(totalTask, defaultSettings, undefined);
    const took = (factor: number): PastRun => ({
      task: totalTask,
      settings: defaultSettings,
      tokens: Math.round(tokens.likely * factor),
    });
    const after = (past: readonly PastRun[]) =>
      estimateRun(totalTask, defaultSettings, undefined, past);
    assert.equal(after([took(4), took(4)]).tokens.likely, tokens.likely);
    const learned = after([took(4), took(3), took(40)]);
    assert.equal(learned.pastRuns, 3);
    assertNear(learned.tokens.likely, 4 * tokens.likely, 0.01);
    assert.ok(learned.tokens.low <= tokens.low && learned.tokens.high > tokens.high);
    const other = { ...defaultSettings, strategy: 'resample' };
    assert.equal(after([4, 4, 4].map((by) => ({ ...took(by), settings: other }))).pastRuns, 0);
  });

  it('learns only from journals of runs that came to their end', () => {
    const first = {
      ...{ type: 'started', at: '', format: 1, coppice: '0', run: 'r' },
      ...{ settings: defaultSettings, task: totalTask },
    };
    const last = { type: 'ended', at: '', state: 'solved', tokens: 7, money: 0, runs: 0 };
    const read = (a: object, b: object) =>
      pastRunOf({ first: JSON.stringify(a), last: JSON.stringify(b), held: false })?.tokens;
    assert.equal(read(first, last), 7);
    assert.equal(read(first, { ...last, state: 'paused' }), undefined);
    assert.equal(read({ ...first, forkOf: 'q' }, last), undefined);
    assert.equal(read(first, first), undefined);
  });
});

const planText = `f(x): Does it.
  g(x): Does a half of it.
  h(x): Does the other half.
`;

/** The tokens of the prompts alone; answers of scripts are not like a model's. */
function promptTokens({ prompts }: Played<unknown>): number {
  return [...prompts.values()].reduce((sum, prompt) => sum + prompt.length / 4, 0);
}

function assertWithin(value: number, { low, high }: Span): void {
  assert.ok(low <= value && value <= high, `${value} lies outside of ${low} to ${high}`);
}

function assertNear(value: number, expected: number, share: number): void {
  const off = Math.abs(value - expected) / expected;
  assert.ok(off <= share, `${value} is ${Math.round(off * 100)} % off ${expected}`);
}
