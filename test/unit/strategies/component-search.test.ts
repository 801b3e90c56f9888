import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Test } from '../../../src/core/check.ts';
import type { Routine } from '../../../src/core/engine/step.ts';
import type { CheckResult, RunReply, RunRequest } from '../../../src/core/ports.ts';
import { SeededRandom } from '../../../src/core/random.ts';
import { shuffledCombinations } from '../../../src/core/strategies/combinations.ts';
import {
  ComponentSearch,
  type Member,
  type SearchLimits,
  type Selection,
} from '../../../src/core/strategies/component-search.ts';

const limits: SearchLimits = { combinations: 100_000, seconds: 240, callMs: 1000 };

/** A member whose variants call the members named; variant 0 is right, `breaks` do not load. */
interface Sketch {
  readonly name: string;
  readonly variants: number;
  readonly calls: readonly string[];
  readonly tests: number;
  readonly breaks?: readonly number[];
}

function world(sketches: readonly Sketch[]) {
  const requests: RunRequest[] = [];
  const members = sketches.map((sketch): Member => ({
    name: sketch.name,
    variants: Array.from({ length: sketch.variants }, (_, at) => ({
      id: `${at}`,
      mentions: new Set(sketch.calls),
    })),
    tests: Array.from({ length: sketch.tests }, (_, at): Test => ({
      id: `${sketch.name}#${at}`,
      call: `${sketch.name}(${at})`,
      source: 'user',
      expectation: { kind: 'equals', expected: '1' },
    })),
  }));
  const space = {
    node: 'root',
    language: 'python',
    members,
    mentionsOf: () => new Set<string>(),

    *program(selection: Selection): Routine<string> {
      return JSON.stringify([...selection].map(([name, { id }]) => [name, Number(id)]));
    },
    entryOf: (name: string) => name,
    yields: () => false,

    *reference(): Routine<object> {
      return {};
    },
    random: new SeededRandom(7),
  } as const;
  /** A program passes where all it holds are right ones; it loads where none of them breaks. */
  const answer = (request: RunRequest): RunReply => {
    requests.push(request);
    return {
      results: request.programs.map(({ source }) => {
        const parts = JSON.parse(source) as [string, number][];
        const loads = parts.every(
          ([name, id]) => !sketches.find((each) => each.name === name)?.breaks?.includes(id),
        );
        const passed = loads && parts.every(([, id]) => id === 0);
        const outcome = loads
          ? ({ kind: 'value', value: '1', ms: 10 } as const)
          : ({ kind: 'refused', detail: 'broken', ms: 0 } as const);
        return request.checks.map((check): CheckResult =>
          'expectation' in check ? { outcome, passed } : { outcome },
        );
      }),
    };
  };
  const drive = <T>(routine: Routine<T>): T => {
    let step = routine.next();
    while (step.done !== true) {
      assert.equal(step.value.kind, 'run');
      step = routine.next(answer(step.value.request));
    }
    return step.value;
  };
  return { space, drive, requests };
}

const idsOf = (selection: Selection): readonly string[] =>
  [...selection.values()].map(({ id }) => id);

describe('the search of a component', () => {
  it('finds the one combination that passes every example', () => {
    const { space, drive } = world([
      { name: 'f', variants: 6, calls: ['g', 'h'], tests: 2 },
      { name: 'g', variants: 6, calls: ['f'], tests: 0 },
      { name: 'h', variants: 6, calls: [], tests: 0 },
    ]);
    const result = drive(new ComponentSearch(space, limits).next());
    assert.ok(result.kind === 'found');
    assert.deepEqual(idsOf(result.selection), ['0', '0', '0']);
  });

  it('runs what combinations share once', () => {
    const { space, drive, requests } = world([
      { name: 'root', variants: 6, calls: [], tests: 1 },
      ...['a', 'b', 'c', 'd'].map((name) => ({ name, variants: 6, calls: [], tests: 1 })),
    ]);
    const search = new ComponentSearch(space, limits);
    const result = drive(search.next());
    assert.ok(result.kind === 'found');
    assert.equal(search.statistics.combinations, 7776);
    assert.ok(search.statistics.programs <= 30, `${search.statistics.programs} programs`);
    const sources = requests.flatMap((request) =>
      request.programs.map(({ source, entry }) => `${entry} ${source}`),
    );
    assert.equal(new Set(sources).size, sources.length);
  });

  it('does not let a function that no example reaches break the module', () => {
    const { space, drive } = world([
      { name: 'f', variants: 3, calls: [], tests: 1 },
      { name: 'idle', variants: 4, calls: [], tests: 0, breaks: [0, 1, 3] },
    ]);
    const result = drive(new ComponentSearch(space, limits).next());
    assert.ok(result.kind === 'found');
    assert.deepEqual(idsOf(result.selection), ['0', '2']);
  });

  it('goes on to the next combination, and says when there is none', () => {
    const { space, drive } = world([
      { name: 'f', variants: 2, calls: [], tests: 1 },
      { name: 'idle', variants: 2, calls: [], tests: 0 },
    ]);
    const search = new ComponentSearch(space, limits);
    const found = [drive(search.next()), drive(search.next())];
    assert.deepEqual(
      found.map((result) => (result.kind === 'found' ? idsOf(result.selection).join() : '')).sort(),
      ['0,0', '0,1'],
    );
    assert.equal(drive(search.next()).kind, 'exhausted');
  });

  it('gives the best it saw where a limit ends it', () => {
    const sketches = [
      { name: 'f', variants: 50, calls: ['g'], tests: 1 },
      { name: 'g', variants: 50, calls: [], tests: 3 },
    ];
    const capped = world(sketches);
    const search = new ComponentSearch(capped.space, { ...limits, combinations: 40 });
    const result = capped.drive(search.next());
    assert.equal(result.kind, 'combinations');
    assert.equal(search.statistics.considered, 40);
    const timed = world(sketches);
    const short = timed.drive(new ComponentSearch(timed.space, { ...limits, seconds: 0.2 }).next());
    assert.ok(short.kind === 'seconds' && short.best !== undefined);
  });

  it('has nothing to find where a function has no implementation', () => {
    const { space, drive } = world([{ name: 'f', variants: 0, calls: [], tests: 1 }]);
    assert.equal(drive(new ComponentSearch(space, limits).next()).kind, 'exhausted');
  });
});

describe('shuffled combinations', () => {
  it('are each combination once, in an order that depends on the seed alone', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 4 }),
        fc.nat(),
        (sizes, seed) => {
          const draw = () => [...shuffledCombinations(sizes, 10_000, new SeededRandom(seed))];
          const all = draw();
          const total = sizes.reduce((product, size) => product * size, 1);
          assert.equal(new Set(all.map(String)).size, total);
          assert.equal(all.length, total);
          for (const indices of all) {
            indices.forEach((index, at) => assert.ok(index >= 0 && index < sizes[at]!));
          }
          assert.deepEqual(draw(), all);
        },
      ),
    );
  });

  it('stop at the limit, however large the product is', () => {
    const sizes = Array.from({ length: 40 }, () => 64);
    const some = [...shuffledCombinations(sizes, 500, new SeededRandom(1))];
    assert.equal(new Set(some.map(String)).size, 500);
  });
});
