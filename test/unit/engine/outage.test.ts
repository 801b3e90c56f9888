import assert from 'node:assert/strict';
import { all, ask, type Routine } from '../../../src/core/engine/step.ts';
import type { ModelFailure, ModelReply } from '../../../src/core/ports.ts';
import { fail, ok, type Result } from '../../../src/core/result.ts';
import {
  answerFor,
  benchOf,
  echo,
  options,
  PortModel,
  settingsOf,
  solutionOf,
  strategyOf,
  task,
  valueOf,
} from './kit.ts';

const sample = echo('sample');

function* askFor(node: string): Routine<string> {
  const asked = yield* ask(node, sample, { text: node });
  return asked.ok ? asked.value.output.join() : asked.error.message;
}

/** Asks for nodes one after the other, or side by side where a step is a list. */
function asking(...steps: readonly (string | readonly string[])[]) {
  return strategyOf(function* () {
    for (const step of steps) {
      if (typeof step === 'string') yield* askFor(step);
      else yield* all(step.map((label) => ({ label, routine: askFor(label) })));
    }
    return { ...solutionOf(''), accepted: false, functions: [] };
  });
}

type Answer = Result<ModelReply, ModelFailure>;

async function outcomeOf(
  strategy: ReturnType<typeof asking>,
  answer: (node: string) => Answer | undefined,
) {
  const model = new PortModel((request, { action }) => {
    const node = /@(\w+)|^(\w+)/.exec(action);
    return answer(node?.[1] ?? node?.[2] ?? '') ?? ok(answerFor(request, action));
  });
  const { engine } = benchOf(strategy, { model });
  const result = valueOf(await engine.start(task, settingsOf(), options()));
  const replayed = valueOf(await engine.replay(result.id, options()));
  assert.equal(replayed.message, result.message);
  return { result, calls: model.calls.length };
}

const broken = (message: string): Answer => fail({ reason: 'server-error', message });

describe('a model that gives nothing', () => {
  it('is not asked a third time once two requests failed alike', async () => {
    const { result, calls } = await outcomeOf(asking('a', 'b', 'c', 'd'), (node) =>
      broken(`it broke at request ${node === 'a' ? 17 : 18}`),
    );
    assert.equal(calls, 2);
    assert.deepEqual([result.state, result.reason], ['failed', 'server-error']);
    assert.match(result.message ?? '', /it broke at request 17.*run was stopped/);
  });

  it('is asked on where reasons differ, and all of them are told', async () => {
    const { result, calls } = await outcomeOf(asking('a', 'b'), (node) =>
      broken(`the ${node} broke`),
    );
    assert.equal(calls, 2);
    assert.equal(result.state, 'failed');
    assert.match(result.message ?? '', /the a broke the b broke/);
  });

  it('is waited for while a request is under way, whichever fails first', async () => {
    const { result, calls } = await outcomeOf(asking(['a', 'b', 'c'], 'd'), (node) =>
      node === 'c' ? undefined : broken('it broke'),
    );
    assert.equal(calls, 4);
    assert.equal(result.state, 'unsolved');
  });

  it('is not to blame where it has answered', async () => {
    const { result, calls } = await outcomeOf(asking('a', 'b', 'c', 'd'), (node) =>
      node === 'a' ? undefined : broken('it broke'),
    );
    assert.equal(calls, 4);
    assert.equal(result.state, 'unsolved');
    assert.match(result.message ?? '', /No candidate could be made\. it broke$/);
  });

  it('says why its answers are empty', async () => {
    const usage = { promptTokens: 5, completionTokens: 2, estimated: false };
    const empty = { text: '', finish: 'stop', why: 'The model refused: no.' } as const;
    const { result } = await outcomeOf(asking('a', 'b', 'c'), () =>
      ok({ samples: [empty], usage, model: 'm', notices: [] }),
    );
    assert.equal(result.state, 'unsolved');
    assert.match(result.message ?? '', /No candidate could be made\. The model refused: no\.$/);
    assert.equal(result.view.tokens, 21, 'what it cost is counted');
  });
});
