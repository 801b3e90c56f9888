import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contentKey, type ModuleSet } from '../../../src/core/module-set.ts';
import { sha256 } from '../../../src/node/hash.ts';
import { PreparedModules } from '../../../src/node/runner/javascript/prepared-modules.ts';
import type { Order } from '../../../src/node/runner/javascript/protocol.ts';
import { ModuleKeys } from '../../../src/node/runner/module-keys.ts';
import { KeptModules } from '../../../src/node/runner/python/workspace-modules.ts';

const word = fc.string({ maxLength: 6 });
const place = fc.record(
  { path: word, name: word, imports: fc.array(fc.tuple(word, word), { maxLength: 3 }) },
  { requiredKeys: ['path'] },
);
const moduleSet: fc.Arbitrary<ModuleSet> = fc.record({
  home: place,
  modules: fc.array(
    fc.tuple(place, word).map(([at, source]) => ({ ...at, source })),
    { maxLength: 4 },
  ),
});

const keyOf = (set: ModuleSet): string => contentKey(set, sha256);

/** The same set as another run has it: read anew, or from a journal. */
const again = (set: ModuleSet): ModuleSet => JSON.parse(JSON.stringify(set)) as ModuleSet;

const setNumber = (number: number): ModuleSet => ({
  home: { path: 'a.py', name: 'a', imports: [['./b', 'b.js']] },
  modules: [{ path: 'b.js', name: 'b', source: `// ${number}` }],
});

describe('the key of a module set', () => {
  it('is that of every set with the same content, in any order', () => {
    fc.assert(
      fc.property(moduleSet, (set) => {
        assert.equal(keyOf(again(set)), keyOf(set));
        assert.equal(keyOf({ ...set, modules: set.modules.toReversed() }), keyOf(set));
      }),
    );
  });

  it('is another where anything is different', () => {
    const set: ModuleSet = {
      home: { path: 'a.ts', imports: [['./b', 'b.ts']] },
      modules: [{ path: 'b.ts', imports: [['./c', 'c.ts']], source: 'x' }],
    };
    const [module] = set.modules;
    const others: ModuleSet[] = [
      { ...set, home: { ...set.home, path: 'b.ts' } },
      { ...set, home: { ...set.home, name: 'a' } },
      { ...set, home: { path: 'a.ts', imports: [['./b', 'c.ts']] } },
      { ...set, modules: [] },
      { ...set, modules: [{ ...module!, source: 'y' }] },
      { ...set, modules: [{ ...module!, path: 'c.ts' }] },
      { ...set, modules: [{ ...module!, name: 'b' }] },
      { ...set, modules: [{ ...module!, imports: [] }] },
      { ...set, modules: [...set.modules, { path: 'd.ts', source: '' }] },
    ];
    assert.equal(new Set([set, ...others].map(keyOf)).size, others.length + 1);
  });

  it('does not let one text pass for two', () => {
    fc.assert(
      fc.property(word, word, word, word, (a, b, c, d) => {
        const one = { home: { path: 'h' }, modules: [{ path: a, name: b, source: 's' }] };
        const other = { home: { path: 'h' }, modules: [{ path: c, name: d, source: 's' }] };
        assert.equal(keyOf(one) === keyOf(other), a === c && b === d);
      }),
    );
  });
});

describe('a server and the sets that it is sent', () => {
  it('in Python: equal sets once, and again when they were forgotten', () => {
    const keys = new ModuleKeys();
    const kept = new KeptModules();
    const take = (number: number) => kept.take(keys.keyed(again(setNumber(number))));
    const sent = [0, 0, 1, 0, 2, 3, 1, 4, 0].filter((number) => take(number) !== undefined);
    assert.deepEqual(sent, [0, 1, 2, 3, 4, 0]);
    const order = take(5) as { readonly forget: readonly string[] };
    assert.deepEqual(order.forget, [keyOf(setNumber(2))]);
  });

  it('in JavaScript: equal sets once to each process, under one key', () => {
    const keys = new ModuleKeys();
    const prepared = new PreparedModules();
    const guest = () => {
      const orders: Order[] = [];
      return {
        modules: new Set<string>(),
        orders,
        send: (order: Order) => void orders.push(order),
      };
    };
    const [first, second] = [guest(), guest()];
    const send = (number: number, to = first) =>
      prepared.send(keys.keyed(again(setNumber(number))), to);
    assert.equal(send(0), keyOf(setNumber(0)));
    for (const number of [0, 1, 0, 2, 3, 1, 4, 0]) send(number);
    assert.deepEqual(
      first.orders.map((order) => ('key' in order ? order.key : '')),
      [0, 1, 2, 3, 4, 0].map((number) => keyOf(setNumber(number))),
    );
    send(0, second);
    assert.deepEqual(second.orders, first.orders.slice(0, 1));
  });
});
