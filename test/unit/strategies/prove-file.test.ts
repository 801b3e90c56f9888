import assert from 'node:assert/strict';
import { captureNamed } from '../../../src/core/capture/capture.ts';
import type { Probe } from '../../../src/core/check.ts';
import type { RunReply, RunRequest } from '../../../src/core/ports.ts';
import { ok } from '../../../src/core/result.ts';
import { noSolution } from '../../../src/core/solution.ts';
import type { fileAfter } from '../../../src/core/strategies/file-program.ts';
import { strategies } from '../../../src/core/strategies/index.ts';
import { proveFile, type Found } from '../../../src/core/strategies/prove-file.ts';
import type { Task } from '../../../src/core/task.ts';
import { sourceParser } from '../../support/parser.ts';
import { contextOf, play, runScript, taskOf } from './kit.ts';
import { eventsOf, fence, goodTotal, scripted, task as totalTask } from './total-task.ts';

const text = [
  'const rates = { a: 2, b: 3 };',
  '',
  'function rate(key: string): number {',
  '  return rates[key];',
  '}',
  '',
  'function price(key: string, count: number): number {',
  "  throw new Error('not implemented');",
  '}',
  '',
].join('\n');
const code =
  'function price(key: string, count: number): number {\n  return count * rate(key) + surcharge();\n}';
const surcharge = 'function surcharge(): number {\n  return 1;\n}';
const checks: readonly Probe[] = [
  { id: 'one', call: "price('a', 1)" },
  { id: 'two', call: "price('b', 0)" },
];

describe('the proof of the file', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  async function captured(): Promise<Task> {
    const snapshot = { uri: 'file:///a', languageId: 'typescript', version: 1, text } as const;
    const task = await captureNamed(snapshot, 'price', parser);
    assert.ok(task.ok);
    return task.value;
  }

  function found(task: Task, accepted = true): Found {
    const origin = {
      ...{ operator: 'sample', action: '', sample: 0, model: '', temperature: 0 },
      ...{ promptHash: '', tokens: 0 },
    };
    const candidate = {
      id: 'c',
      contract: 'price',
      code,
      beside: [surcharge],
      imports: [],
      origin,
    };
    const functions = [{ contract: task.contract, candidate, evidence: [], accepted }];
    return { ...noSolution, accepted, functions, checks };
  }

  /** What comes of it where accepting would make this of the file. */
  async function proved(
    after: (before: string) => string,
    run: (request: RunRequest) => RunReply = runScript,
  ) {
    const task = await captured();
    const make: typeof fileAfter = () => {
      const made = after(text);
      return Promise.resolve(
        ok({ ...task.target.snapshot, text: made, targetAt: made.indexOf('function price') }),
      );
    };
    const routine = proveFile(contextOf(task), found(task), make);
    return play(routine, { answer: () => [], run }, parser);
  }
  const written = (before: string) =>
    `${before.slice(0, before.indexOf('function price'))}${surcharge}\n\n${code}\n`;

  it('runs the file that accepting makes, and finds that it does the same', async () => {
    const task = await captured();
    const { result, runs, events } = await play(
      proveFile(contextOf(task), found(task)),
      { answer: () => [], run: runScript },
      parser,
    );
    assert.equal(result.accepted, true);
    assert.deepEqual(result.file, { proven: true, checks: 2 });
    assert.equal('checks' in result, false);
    assert.match(result.functions[0]?.evidence[0]?.note ?? '', /does the same on all 2 checks/);
    assert.deepEqual(
      eventsOf(events, 'file').map(({ proof }) => proof),
      [result.file],
    );
    assert.equal(runs[0]?.alone, true);
    assert.deepEqual(
      runs.map(({ purpose, programs }) => [purpose, programs.length]),
      [
        ['prove-file', 2],
        ['prove-syntax', 2],
      ],
    );
  });

  it('refuses a file in which a helper is not where it is needed', async () => {
    const { result, events } = await proved((before) =>
      written(before)
        .replace(surcharge, 'const early = late();\n')
        .concat('\nconst late = () => 1;\nfunction surcharge(): number {\n  return early;\n}\n'),
    );
    assert.equal(result.accepted, false);
    assert.equal(result.file?.proven, false);
    assert.match(result.problem ?? '', /something else than what was run: on `price\('a', 1\)`/);
    assert.match(result.problem ?? '', /ReferenceError/);
    assert.equal(result.functions[0]?.accepted, false);
    assert.deepEqual(
      eventsOf(events, 'selected').map(({ accepted }) => accepted),
      [false],
    );
    assert.ok(events.some((event) => event.type === 'state' && event.state === 'failed'));
  });

  it('refuses a file in which something else has another meaning', async () => {
    const { result } = await proved((before) => written(before).replace('a: 2', 'a: 5'));
    assert.equal(result.accepted, false);
    assert.match(result.problem ?? '', /on `price\('a', 1\)` it returned 6.* it returned 3/);
  });

  it('refuses a file that no longer has the function', async () => {
    const { result } = await proved((before) => before.replace('function price', 'function cost'));
    assert.equal(result.accepted, false);
    assert.match(result.problem ?? '', /could not be made/);
  });

  it('refuses a file that the language does not take as a whole', async () => {
    const wrong = { kind: 'refused', detail: "SyntaxError: 'a' is taken", ms: 1 } as const;
    const judging =
      (isBad: (source: string) => boolean) =>
      (request: RunRequest): RunReply =>
        request.checks[0]?.id === 'syntax'
          ? {
              results: request.programs.map(({ source }) => [
                { outcome: isBad(source) ? wrong : { kind: 'value', value: '1', ms: 1 } },
              ]),
            }
          : runScript(request);
    const { result } = await proved(
      written,
      judging((source) => source.includes('surcharge')),
    );
    assert.equal(result.accepted, false);
    assert.match(result.problem ?? '', /would not be valid: SyntaxError: 'a' is taken/);

    const before = await proved(
      written,
      judging(() => true),
    );
    assert.equal(
      before.result.accepted,
      true,
      'what was wrong before, or is not known, says nothing',
    );
  });

  it('reads nothing into what is chance', async () => {
    let ordinal = 0;
    const { result } = await proved(written, (request) => ({
      results: request.programs.map(() =>
        request.checks.map(({ id }) => ({
          outcome: { kind: 'value', value: id === 'one' ? `${(ordinal += 1)}` : '1', ms: 1 },
        })),
      ),
    }));
    assert.deepEqual(result.file, { proven: true, checks: 1 });
    assert.equal(result.accepted, true);
  });

  it('proves nothing without a run', async () => {
    const { result } = await proved(written, ({ programs, checks: asked }) => ({
      results: programs.map(() =>
        asked.map(() => ({ outcome: { kind: 'skipped', detail: 'No room.', ms: 0 } })),
      ),
    }));
    assert.equal(result.accepted, false);
    assert.deepEqual(result.file, {
      ...{ proven: false, unrun: true },
      reason: 'The file was not run: No room.',
    });
    assert.equal(result.problem, undefined, 'the run itself says what the budget lacks');
  });

  it('stands behind every strategy that chooses code', async () => {
    const base = taskOf(
      'typescript',
      totalTask.contract,
      totalTask.target.signature,
      "export function total(text: string): number {\n  return text.split(',').reduce((a, p) => a + Number(p), 0);\n}",
    );
    const task = { ...base, target: { ...base.target, isStub: false } };
    const script = scripted({ 'optimise total': [fence(goodTotal)] });
    for (const strategy of strategies) {
      const { name } = strategy;
      const routine = strategy.solve(contextOf(task, { samples: 2 }));
      const { result, events } = await play(routine, script, parser);
      const proofs = eventsOf(events, 'file').length;
      assert.equal(proofs, result.functions.length > 0 ? 1 : 0, name);
      assert.equal(result.file !== undefined, name !== 'divide', name);
    }
  });
});
