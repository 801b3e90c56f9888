import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Cancellation } from '../../../src/core/engine/cancellation.ts';
import { ask, run } from '../../../src/core/engine/step.ts';
import { fail, ok } from '../../../src/core/result.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { branching } from './branching.ts';
import {
  answerFor,
  benchOf,
  codeOf,
  echo,
  options,
  PortModel,
  reply,
  settingsOf,
  solutionOf,
  strategyOf,
  task,
  valueOf,
} from './kit.ts';

/** A finished run of the branching strategy and its journal. */
async function finishedRun(budget = {}) {
  const bench = benchOf(branching);
  const result = valueOf(await bench.engine.start(task, settingsOf({ budget }), options()));
  return { result, text: bench.store.files.get(result.id) ?? '' };
}

/** A bench whose store holds this one journal. */
function benchWith(id: string, text: string, strategy = branching) {
  const store = new MemoryStore();
  store.files.set(id, text);
  return benchOf(strategy, { store });
}

function lineTypes(text: string): string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { type: string }).type);
}

describe('resuming a run', () => {
  it('keeps no secret, and goes on only where the task is still known', async () => {
    const secret = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');
    const scaffold = { ...task.scaffold, prelude: `KEY = "${secret}"` };
    const told = { ...task, scaffold };
    const program = { id: 'p', source: `KEY = "${secret}"\ndef total(): ...`, entry: 'total' };
    const strategy = strategyOf(function* () {
      yield* run('total', 'check', {
        language: 'python',
        programs: [program],
        checks: [{ id: 'c', call: 'total()' }],
      });
      const asked = yield* ask('total', echo('sample'), { text: `Use ${secret}` });
      return solutionOf(asked.ok ? 'done' : 'none', false);
    });
    const bench = benchOf(strategy);
    const first = valueOf(await bench.engine.start(told, settingsOf(), options()));
    assert.deepEqual(first.task, told, 'the window goes on knowing what was asked');
    const text = bench.store.files.get(first.id) ?? '';
    assert.ok(text.includes('secret removed'));
    assert.ok(!text.includes(secret));

    const replayed = valueOf(await bench.engine.replay(first.id, options()));
    assert.equal(codeOf(replayed.solution), 'done');
    const refused = await bench.engine.resume(first.id, options());
    assert.ok(!refused.ok);
    assert.equal(refused.error.reason, 'secrets-not-kept');
    const resumed = await bench.engine.resume(first.id, { ...options(), task: told });
    assert.deepEqual(valueOf(resumed).task, told);
    assert.equal(bench.model.calls.length, 1);
  });

  it('ends as the undisturbed run did, from a journal cut at any byte', async () => {
    for (const budget of [{}, { tokens: 1500, runs: 20 }]) {
      const { result, text } = await finishedRun(budget);
      const bytes = Buffer.from(text);
      const start = bytes.indexOf(10) + 1;
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: start, max: bytes.length }), async (length) => {
          const cut = bytes.subarray(0, length).toString('utf8');
          const { engine, store, model } = benchWith(result.id, cut);
          const resumed = valueOf(await engine.resume(result.id, options()));
          assert.equal(codeOf(resumed.solution), codeOf(result.solution));
          assert.equal(resumed.state, result.state);
          assert.equal(resumed.message, result.message);
          assert.equal(resumed.view.tokens, result.view.tokens);
          assert.equal(resumed.resumed?.torn, !cut.endsWith('\n'));

          const answered = new Set(answeredIn(cut));
          assert.deepEqual(
            model.calls.filter((call) => answered.has(call)),
            [],
            'a call whose answer the journal holds was made again',
          );
          const replayed = valueOf(await engine.replay(result.id, options()));
          assert.deepEqual(replayed.view, resumed.view);
          assert.ok(lineTypes(store.files.get(result.id) ?? '').includes('ended'));
        }),
        { numRuns: 60 },
      );
    }
  });

  it('goes on from every cut of an already resumed journal', async () => {
    const { result, text } = await finishedRun();
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(),
        async (part, second) => {
          const first = text.indexOf('\n') + 1;
          const cut = text.slice(0, first + Math.floor((text.length - first) * part));
          const once = benchWith(result.id, cut);
          valueOf(await once.engine.resume(result.id, options()));
          const longer = once.store.files.get(result.id) ?? '';
          const again = benchWith(
            result.id,
            longer.slice(0, cut.length + (second % (longer.length - cut.length + 1))),
          );
          const resumed = valueOf(await again.engine.resume(result.id, options()));
          assert.equal(codeOf(resumed.solution), codeOf(result.solution));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('makes calls again that were in flight, once, and says which', async () => {
    const { result, text } = await finishedRun();
    const lines = text.trimEnd().split('\n');
    const last = lines.findLastIndex(
      (line) => line.includes('"type":"action"') && line.includes('"ask"'),
    );
    const cut = lines.slice(0, last + 1).join('\n') + '\n';
    const { engine, model } = benchWith(result.id, cut);
    const inFlight = unansweredIn(cut);
    const reports: (readonly string[])[] = [];
    const resumed = valueOf(
      await engine.resume(result.id, {
        ...options(),
        onResume: (report) => reports.push(report.inFlight),
      }),
    );
    assert.ok(inFlight.length > 0);
    assert.deepEqual(reports, [inFlight]);
    assert.equal(resumed.resumed?.repeated, inFlight.length);
    for (const id of inFlight) {
      assert.ok(model.calls.filter((call) => call === id).length <= 1);
    }
  });

  it('replays a solved run without a call and leaves its journal alone', async () => {
    const { result, text } = await finishedRun();
    const { engine, model, store } = benchWith(result.id, text);
    const resumed = valueOf(await engine.resume(result.id, options()));
    assert.equal(resumed.state, 'solved');
    assert.deepEqual(resumed.view, result.view);
    assert.deepEqual(model.calls, []);
    assert.equal(store.files.get(result.id), text);
  });

  it('asks again with a larger budget what was denied, and keeps what fits', async () => {
    const { result, text } = await finishedRun({ tokens: 1200 });
    assert.equal(result.state, 'paused');
    assert.equal(result.reason, 'budget');
    const rich = await finishedRun();
    const { engine, model } = benchWith(result.id, text);
    const resumed = valueOf(await engine.resume(result.id, { ...options(), budget: {} }));
    assert.equal(resumed.state, 'solved');
    assert.equal(codeOf(resumed.solution), codeOf(rich.result.solution));
    assert.ok((resumed.resumed?.reused ?? 0) > 0);
    assert.ok(model.calls.length < rich.result.view.finished);
    const replayed = valueOf(await engine.replay(result.id, options()));
    assert.deepEqual(replayed.view, resumed.view);
  });

  it('refuses a journal whose requests have changed, untouched, and forks it', async () => {
    const speaking = (text: string) =>
      strategyOf(function* () {
        const same = yield* ask('root', echo('sample'), { text: 'the same' });
        const other = yield* ask('root', echo('refine'), { text });
        return solutionOf(
          [same, other].map((asked) => (asked.ok ? asked.value.output.join() : '')).join(),
          false,
        );
      });
    const before = benchOf(speaking('old prompt'));
    const { id } = valueOf(await before.engine.start(task, settingsOf(), options()));
    const text = before.store.files.get(id) ?? '';
    const after = benchWith(id, text, speaking('new prompt'));
    const refused = await after.engine.resume(id, options());
    assert.equal(refused.ok ? '' : refused.error.reason, 'changed');
    assert.deepEqual(after.model.calls, []);
    assert.equal(after.store.files.get(id), text);

    const forked = valueOf(await after.engine.resume(id, { ...options(), fork: true }));
    assert.notEqual(forked.id, id);
    assert.deepEqual(after.model.calls, ['root:refine#1']);
    assert.equal(after.store.files.get(id), text);
    const replayed = valueOf(await after.engine.replay(forked.id, options()));
    assert.deepEqual(replayed.view, forked.view);
    assert.equal(codeOf(replayed.solution), codeOf(forked.solution));
  });

  it('forks with the answers of functions that have moved within the plan', async () => {
    const standing = (nodes: readonly string[]) =>
      strategyOf(function* () {
        const found: string[] = [];
        for (const node of nodes) {
          const asked = yield* ask(node, echo('sample'), { text: node.split('/').at(-1) ?? '' });
          found.push(asked.ok ? asked.value.output.join() : '');
        }
        return solutionOf(found.toSorted().join());
      });
    const earlier = { now: () => 0, monotonic: () => 0 };
    const before = benchOf(standing(['root/a/c', 'root/b']), { clock: earlier });
    const first = valueOf(await before.engine.start(task, settingsOf(), options()));
    const text = before.store.files.get(first.id) ?? '';
    const after = benchWith(first.id, text, standing(['root/b/c', 'root/b', 'root/d']));
    const forked = valueOf(await after.engine.regrow(first.id, {}, options()));
    assert.deepEqual(after.model.calls, ['root/d:sample#1']);
    const replayed = valueOf(await after.engine.replay(forked.id, options()));
    assert.deepEqual(replayed.view, forked.view);
    const again = valueOf(await after.engine.regrow(forked.id, {}, options()));
    assert.equal(after.model.calls.length, 1);
    assert.equal(codeOf(again.solution), codeOf(forked.solution));
  });

  it('asks again what had failed, once a run has ended without a solution', async () => {
    let up = false;
    const model = new PortModel((request, { action }) =>
      up ? ok(answerFor(request, action)) : fail({ reason: 'server-error', message: 'down' }),
    );
    const strategy = strategyOf(function* () {
      const asked = yield* ask('root', echo('sample'), { text: 'x' });
      return solutionOf(asked.ok ? 'done' : asked.error.reason, asked.ok);
    });
    const { engine } = benchOf(strategy, { model });
    const first = valueOf(await engine.start(task, settingsOf(), options()));
    assert.equal(first.state, 'unsolved');
    assert.equal(codeOf(first.solution), 'server-error');
    up = true;
    const second = valueOf(await engine.resume(first.id, options()));
    assert.equal(second.state, 'solved');
    const replayed = valueOf(await engine.replay(first.id, options()));
    assert.deepEqual(replayed.view, second.view);
  });

  it('goes on where the user stopped it', async () => {
    const stop = new Cancellation();
    const model = new PortModel((request, { action }) => {
      if (action.includes('h1')) stop.cancel();
      return ok(answerFor(request, action));
    });
    const { engine } = benchOf(branching, { model });
    const stopped = valueOf(await engine.start(task, settingsOf(), options({ signal: stop })));
    assert.equal(stopped.state, 'cancelled');
    const replayed = valueOf(await engine.replay(stopped.id, options()));
    assert.deepEqual(replayed.view, stopped.view);
    const { result } = await finishedRun();
    const resumed = valueOf(await engine.resume(stopped.id, options()));
    assert.equal(codeOf(resumed.solution), codeOf(result.solution));
  });

  it('counts what earlier sessions spent against the budget', async () => {
    const { result, text } = await finishedRun();
    const half = text.split('\n').slice(0, 30).join('\n') + '\n';
    const spent = sum(half);
    const { engine, model } = benchWith(result.id, half);
    const resumed = valueOf(
      await engine.resume(result.id, { ...options(), budget: { tokens: spent } }),
    );
    assert.equal(resumed.state, 'paused');
    assert.deepEqual(model.calls, []);
  });

  it('says what is wrong with a journal that it cannot read', async () => {
    const { result, text } = await finishedRun();
    const lines = text.split('\n');
    const failures: Record<string, string> = {
      damaged: lines.with(4, (lines[4] ?? '').slice(0, -5)).join('\n'),
      'what it is': lines.with(4, '{"kind":"wish"}').join('\n'),
      lacks: lines.with(4, '{"type":"result","at":"","id":"x"}').join('\n'),
    };
    for (const [words, broken] of Object.entries(failures)) {
      const { engine } = benchWith(result.id, broken);
      const resumed = await engine.resume(result.id, options());
      if (resumed.ok) assert.fail('a broken journal was resumed');
      assert.equal(resumed.error.reason, 'corrupt-journal');
      assert.match(resumed.error.message, new RegExp(`Line 5 .*${words}`));
    }
    const newer = benchWith(result.id, text.replace('"format":2', '"format":3'));
    const refused = await newer.engine.replay(result.id, options());
    assert.equal(refused.ok ? '' : refused.error.reason, 'newer-journal');
    const empty = await benchWith(result.id, '').engine.replay(result.id, options());
    assert.equal(empty.ok ? '' : empty.error.reason, 'corrupt-journal');
    const none = await newer.engine.resume('no-such-run', options());
    assert.equal(none.ok ? '' : none.error.reason, 'unknown-run');
  });

  it('leaves out what a later version added, and says so', async () => {
    const { result, text } = await finishedRun();
    const lines = text.split('\n');
    const more = lines
      .map((line) => line.replace('"type":"result"', '"weather":"fine","type":"result"'))
      .flatMap((line, index) =>
        index % 3 === 1 ? ['{"type":"wish","for":"rain"}', line] : [line],
      );
    for (const length of [more.length, 30, 20]) {
      const cut = more.slice(0, length).join('\n');
      const wishes = cut.split('"wish"').length - 1;
      const { engine } = benchWith(result.id, cut.endsWith('\n') ? cut : `${cut}\n`);
      const resumed = valueOf(await engine.resume(result.id, options()));
      assert.equal(codeOf(resumed.solution), codeOf(result.solution));
      assert.deepEqual(resumed.view.notices, [
        `The journal holds entries that this version of Coppice does not know, and leaves out: ${wishes} × wish.`,
      ]);
    }
  });

  it('shows every request as it was sent', async () => {
    const model = new PortModel((request, { action }) =>
      action.includes('refine')
        ? fail({ reason: 'timeout', message: 'nothing came' })
        : ok(reply([`to ${request.messages[0]?.content ?? ''}`])),
    );
    const strategy = strategyOf(function* () {
      yield* ask('root', echo('sample'), { text: 'first' });
      yield* ask('root', echo('refine'), { text: 'second', samples: 2 });
      return solutionOf('');
    });
    const { engine } = benchOf(strategy, { model });
    const { id } = valueOf(await engine.start(task, settingsOf(), options()));
    const sent = valueOf(await engine.sent(id));
    assert.deepEqual(
      sent.map(({ action, operator, request, reply: got, failure }) => [
        action,
        operator,
        request.messages[0]?.content,
        request.samples,
        got?.samples[0]?.text ?? failure?.reason,
      ]),
      [
        ['root:sample#1', 'sample', 'first', 1, 'to first'],
        ['root:refine#1', 'refine', 'second', 2, 'timeout'],
      ],
    );
    const [listed] = await engine.list();
    assert.ok(listed && 'state' in listed);
    assert.deepEqual([listed.id, listed.title, listed.state], [id, 'total', 'solved']);
  });
});

interface Line {
  readonly type: string;
  readonly id?: string;
  readonly cost?: { readonly tokens: number };
}

function linesOf(text: string): Line[] {
  return text
    .slice(0, text.lastIndexOf('\n'))
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

function answeredIn(text: string): string[] {
  return linesOf(text).flatMap(({ type, id }) => (type === 'result' && id ? [id] : []));
}

function unansweredIn(text: string): string[] {
  const answered = new Set(answeredIn(text));
  return linesOf(text).flatMap(({ type, id }) =>
    type === 'action' && id && !answered.has(id) ? [id] : [],
  );
}

function sum(text: string): number {
  return linesOf(text).reduce((total, { cost }) => total + (cost?.tokens ?? 0), 0);
}
