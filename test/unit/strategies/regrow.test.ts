import assert from 'node:assert/strict';
import type { Candidate } from '../../../src/core/candidate.ts';
import { placeInActionId } from '../../../src/core/engine/action-id.ts';
import { Engine, type RunChanges, type RunResult } from '../../../src/core/engine/engine.ts';
import type { Runner } from '../../../src/core/ports.ts';
import { fail, ok } from '../../../src/core/result.ts';
import { selectors } from '../../../src/core/selectors/index.ts';
import { strategies } from '../../../src/core/strategies/index.ts';
import { taskByEditedPlan } from '../../../src/core/plan/edited-plan.ts';
import { documentOfRun } from '../../../src/core/plan/plan-of-run.ts';
import { readExample } from '../../../src/core/capture/read-example.ts';
import { steeredWith, type Steering } from '../../../src/core/steering.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { sourceParser } from '../../support/parser.ts';
import {
  options,
  PortModel,
  reply,
  settingsOf,
  sha256,
  tickingClock,
  valueOf,
} from '../engine/kit.ts';
import { runScript } from './kit.ts';
import { badNumbers, fence, goodNumbers, scripted, task } from './total-task.ts';

/** Runs in this process what the scripted model writes. */
const runner: Runner = { run: (request) => Promise.resolve(ok(runScript(request))) };

describe('growing again', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  /** The model says `changes` of functions; every request is noted. */
  function bench(changes: Readonly<Record<string, readonly string[]>> = {}) {
    const script = { now: scripted(changes) };
    const ordinals = new Map<string, number>();
    const model = new PortModel((request, { action }) => {
      const { node, purpose } = placeInActionId(action);
      const ordinal = ordinals.get(action) ?? 0;
      ordinals.set(action, ordinal + 1);
      const prompt = request.messages.map(({ content }) => content).join('\n');
      const ask = { node, operator: purpose, ordinal };
      const texts = script.now.answer(ask, prompt, request.samples);
      return 'reason' in texts
        ? fail({ reason: 'server-error', message: texts.message })
        : ok(reply(texts));
    });
    const engine = new Engine({
      parser,
      model,
      runner,
      store: new MemoryStore(),
      clock: tickingClock(),
      hash: sha256,
      strategies,
      selectors,
      version: '0.0.0-test',
    });
    const settings = settingsOf({ samples: 3, adaptive: false, testSamples: 1 });
    const grow = async (strategy = 'funcoder') =>
      valueOf(await engine.start(task, { ...settings, strategy }, options()));
    const regrow = async (run: RunResult, changes: RunChanges) => {
      model.calls.length = 0;
      return valueOf(await engine.regrow(run.id, changes, options()));
    };
    return { script, model, engine, grow, regrow };
  }

  const steered = (run: RunResult, name: string, said: Steering): RunChanges => ({
    task: { ...run.task, steering: steeredWith(run.task.steering, name, said) },
  });
  const codeOf = (run: RunResult, name: string) =>
    run.solution?.functions.find(({ contract }) => contract.name === name)?.candidate.code;
  const candidateOf = (run: RunResult, path: string, code: string): Candidate => {
    const found = run.view.nodes.get(path)?.candidates.find((each) => each.code === code);
    assert.ok(found, `${path} has such a candidate`);
    return found;
  };

  it('asks nothing where nothing has changed', async () => {
    const { grow, regrow, model, engine } = bench();
    const first = await grow();
    const again = await regrow(first, {});
    assert.deepEqual(model.calls, []);
    assert.notEqual(again.id, first.id);
    assert.deepEqual(again.solution, first.solution);
    assert.deepEqual(valueOf(await engine.replay(first.id, options())).solution, first.solution);
  });

  it('has the code of one function written anew, and takes over the rest', async () => {
    const { grow, regrow, model, script } = bench();
    const first = await grow();
    const other =
      'function add(list: number[]): number {\n  return list.reduce((a, b) => b + a, 0);\n}';
    script.now = scripted({ 'sample add': [fence(other)] });
    const again = await regrow(first, {
      afresh: ({ node, purpose }) => node === 'total/add' && purpose === 'sample',
    });
    assert.deepEqual(model.calls.map(placeInActionId), [{ node: 'total/add', purpose: 'sample' }]);
    assert.ok(again.view.nodes.get('total/add')?.candidates.some(({ code }) => code === other));
    assert.equal(codeOf(again, 'numbers'), codeOf(first, 'numbers'));
    assert.equal(again.state, 'solved');
  });

  it('holds an added example against what is there, without asking for it again', async () => {
    const { grow, regrow, model } = bench();
    const first = await grow();
    const contract = first.view.nodes.get('total/numbers')!.contract;
    const example = valueOf(
      await readExample(first.task, contract, "numbers('') === []", sourceParser()),
    );
    const again = await regrow(first, steered(first, 'numbers', { examples: [example] }));
    assert.ok(!model.calls.some((id) => /sample|divide|write/.test(id)), model.calls.join());
    const node = again.view.nodes.get('total/numbers');
    assert.deepEqual(
      node?.tests.filter(({ source }) => source === 'user').map(({ call }) => call),
      ["numbers('')"],
    );
    const bad = node.scores.find(
      ({ candidate }) => candidate === candidateOf(again, 'total/numbers', badNumbers).id,
    );
    assert.equal(bad?.gate, false, 'what fails it is out');
    assert.equal(codeOf(again, 'numbers'), goodNumbers);
  });

  it('asks for a repair where nothing passes an added example', async () => {
    const { grow, regrow, model } = bench();
    const first = await grow();
    const contract = first.view.nodes.get('total/numbers')!.contract;
    const example = valueOf(
      await readExample(first.task, contract, "numbers('x') === [0]", sourceParser()),
    );
    const again = await regrow(first, steered(first, 'numbers', { examples: [example] }));
    const asked = new Set(model.calls.map((id) => placeInActionId(id).purpose));
    assert.ok(asked.has('refine') && !asked.has('sample'), [...asked].join());
    assert.equal(again.view.nodes.get('total/numbers')?.accepted, false);
  });

  it('puts a pinned candidate into the solution, runs all with it, and says how it stands', async () => {
    const none = 'function numbers(text: string): number[] {\n  return [];\n}';
    const { grow, regrow, model, engine } = bench({
      'sample numbers': [fence(goodNumbers), fence(none), fence(goodNumbers)],
    });
    const first = await grow();
    const pinned = candidateOf(first, 'total/numbers', none);
    const again = await regrow(first, {
      ...steered(first, 'numbers', { pinned }),
      budget: { tokens: 0 },
    });
    assert.deepEqual(model.calls, []);
    assert.equal(codeOf(again, 'numbers'), none);
    const node = again.view.nodes.get('total/numbers');
    assert.equal(node?.selected, pinned.id);
    assert.equal(node.accepted, false);
    assert.match(
      node.evidence[0]?.note ?? '',
      /^Pinned by you; passes 1 of 2 tests\. The search would have chosen another one, which passes 2\.$/,
    );
    assert.equal(again.solution?.passed.passed, 1, 'total is run with the pinned helper');
    assert.equal(again.reason, 'unasked');
    const replayed = valueOf(await engine.replay(again.id, options()));
    assert.deepEqual(replayed.view, again.view);
    assert.equal(replayed.reason, again.reason);

    const back = await regrow(again, {
      ...steered(again, 'numbers', {}),
      budget: { tokens: 0 },
    });
    assert.deepEqual(model.calls, []);
    assert.equal(back.task.steering && Object.keys(back.task.steering).length, 0);
    assert.equal(codeOf(back, 'numbers'), goodNumbers);
    assert.deepEqual(back.solution, first.solution);
  });

  it('asks only for what an edit of the plan has changed', async () => {
    const { grow, regrow, model } = bench();
    const first = await grow();
    const text = documentOfRun({
      view: first.view,
      language: first.task.language,
      ...(first.solution?.plan && { plan: first.solution.plan }),
    });
    const edited = taskByEditedPlan(first.task, text, text.replace('The sum.', 'The sum of all.'));
    const again = await regrow(first, { task: valueOf(edited) });
    const asked = [...new Set(model.calls.map((id) => placeInActionId(id).node))];
    assert.deepEqual(asked.sort(), ['total', 'total/add']);
    assert.equal(again.view.nodes.get('total/add')?.contract.description, 'The sum of all.');
    assert.equal(again.state, 'solved');
    assert.equal(again.task.target.snapshot.text, task.target.snapshot.text);
  });

  it('grows the plan of a run that was only to plan', async () => {
    const { grow, regrow, model } = bench();
    const planned = await grow('divide');
    assert.deepEqual(planned.solution?.functions, []);
    const text = documentOfRun({
      view: planned.view,
      language: planned.task.language,
      ...(planned.solution.plan && { plan: planned.solution.plan }),
    });
    const grown = await regrow(planned, {
      task: valueOf(taskByEditedPlan(planned.task, text, text)),
      strategy: 'funcoder',
    });
    assert.equal(grown.state, 'solved');
    assert.ok(codeOf(grown, 'numbers') !== undefined);
    const asked = model.calls.map((id) => placeInActionId(id).purpose);
    assert.ok(asked.includes('sample') && !asked.includes('divide'), asked.join());
  });

  it('leaves the contract of the target to its own file', async () => {
    const { grow } = bench();
    const first = await grow();
    const text = documentOfRun({
      view: first.view,
      language: first.task.language,
      ...(first.solution?.plan && { plan: first.solution.plan }),
    });
    const other = taskByEditedPlan(first.task, text, text.replace('Adds up', 'Subtracts'));
    assert.equal(other.ok ? '' : other.error.reason, 'target-edited');
    const renamed = taskByEditedPlan(first.task, text, text.replace('total(', 'sum('));
    assert.equal(renamed.ok ? '' : renamed.error.reason, 'other-root');
  });

  it('keeps to a pin in the search for combinations too', async () => {
    const { grow, regrow, model } = bench();
    const first = await grow('parsel');
    const path = [...first.view.nodes.keys()].find((each) => each.endsWith('numbers'));
    assert.ok(path);
    const chosen = codeOf(first, 'numbers');
    const other = first.view.nodes.get(path)?.candidates.find(({ code }) => code !== chosen);
    assert.ok(other);
    const again = await regrow(first, {
      ...steered(first, 'numbers', { pinned: other }),
      budget: { tokens: 0 },
    });
    assert.deepEqual(model.calls, []);
    assert.equal(codeOf(again, 'numbers'), other.code);
    const solved = again.solution?.functions.find(({ contract }) => contract.name === 'numbers');
    assert.equal(solved?.pinned, true);
    assert.equal(solved.evidence[0]?.note, 'Pinned by you.');
  });
});

describe('an example that the user writes', () => {
  const read = (text: string) => readExample(task, task.contract, text, sourceParser());

  it('is a call and what it gives', async () => {
    const example = valueOf(await read(" total('4') === 4 "));
    assert.deepEqual(example, {
      id: 'added-1',
      source: 'user',
      call: "total('4')",
      expectation: { kind: 'equals', expected: '4' },
    });
    assert.equal(valueOf(await read("total('x') throws RangeError")).expectation.kind, 'throws');
  });

  it('is refused with the way to write it where it is none', async () => {
    for (const text of ['', '4', 'other(1) === 2', "total('4')", "total('4') gives four of them"]) {
      const refused = await read(text);
      assert.ok(!refused.ok, text);
      assert.match(refused.error.message, /total\(1\) === 3/);
    }
  });

  it('is refused where it is there already', async () => {
    const again = await read("total('1,2') === 3");
    assert.equal(again.ok ? '' : again.error.reason, 'known-example');
  });
});
