import assert from 'node:assert/strict';
import { ViewReducer, type Fact } from '../../../src/core/view/reduce.ts';
import { contractOf } from './kit.ts';
import { stateText } from '../../../src/vscode/tree/node-text.ts';

function reducer(...facts: Fact[]): ViewReducer {
  const made = new ViewReducer({ id: 'r', title: 'total', uri: 'file:///a.py', startedAt: 0 });
  for (const fact of facts) made.apply(fact);
  return made;
}

const root: Fact = { type: 'node', node: 'root', contract: contractOf('total') };
const child: Fact = { type: 'node', node: 'root/a', parent: 'root', contract: contractOf('a') };

describe('view of a run', () => {
  it('is the same object until something changes, and shares what did not', () => {
    const made = reducer(root, child);
    const before = made.view;
    assert.equal(made.view, before);
    made.apply({ type: 'state', node: 'root/a', state: 'sampling', wanted: 5 });
    const after = made.view;
    assert.notEqual(after, before);
    assert.equal(after.nodes.get('root'), before.nodes.get('root'));
    assert.equal(before.nodes.get('root/a')?.state, 'planned');
    assert.equal(after.nodes.get('root/a')?.state, 'sampling');
    made.apply({ type: 'begun', action: 'x', node: 'root' });
    assert.equal(made.view.nodes, after.nodes);
    assert.equal(made.view.active, 1);
  });

  it('keeps nodes in the order of their introduction, children with their parent', () => {
    const made = reducer(root);
    made.apply({
      type: 'finished',
      action: 'x',
      node: 'root/b',
      tokens: 7,
      money: 0.5,
      runs: 2,
      ms: 3,
    });
    made.apply(child);
    assert.deepEqual([...made.view.nodes.keys()], ['root', 'root/a']);
    made.apply({ type: 'node', node: 'root/b', parent: 'root', contract: contractOf('b') });
    assert.deepEqual([...made.view.nodes.keys()], ['root', 'root/a', 'root/b']);
    assert.deepEqual(made.view.nodes.get('root')?.children, ['root/a', 'root/b']);
    const { tokens, money, ms } = made.view.nodes.get('root/b') ?? {};
    assert.deepEqual([tokens, money, ms], [7, 0.5, 3], 'costs that came before the node are kept');
    assert.deepEqual([made.view.tokens, made.view.runs, made.view.finished], [7, 2, 1]);
  });

  it('says a notice once, and ends with nothing under way', () => {
    const made = reducer(
      root,
      { type: 'begun', action: 'x', node: 'root' },
      { type: 'notice', text: 'temperature was dropped' },
      { type: 'notice', text: 'temperature was dropped' },
      { type: 'asking', question: { node: 'root', call: 'f()', choices: [] } },
      { type: 'ended', state: 'cancelled', at: 9, message: 'stopped' },
    );
    const { notices, active, state, endedAt, message, question } = made.view;
    assert.deepEqual(notices, ['temperature was dropped']);
    assert.deepEqual(
      [active, state, endedAt, message, question],
      [0, 'cancelled', 9, 'stopped', undefined],
    );
  });

  it('shows what is thought while it is, and then only how much it was', () => {
    const thinks = (action: string, tokens: number): Fact => ({
      type: 'thinking',
      action,
      node: 'root',
      tokens,
    });
    const made = reducer(
      root,
      { type: 'begun', action: 'x', node: 'root' },
      { type: 'begun', action: 'y', node: 'root' },
      thinks('x', 300),
      thinks('y', 200),
      thinks('x', 1200),
      thinks('gone', 9000),
    );
    const node = () => made.view.nodes.get('root');
    assert.equal(node()?.thinking, 1400);
    const costs = { tokens: 2000, money: 0, runs: 0, ms: 1 };
    made.apply({ type: 'finished', action: 'x', node: 'root', ...costs, reasoning: 1250 });
    assert.deepEqual([node()?.thinking, node()?.reasoning], [200, 1250]);
    made.apply({ type: 'dropped', action: 'y' });
    made.apply(thinks('y', 300));
    assert.deepEqual([node()?.thinking, made.view.reasoning], [undefined, 1250]);
    made.apply({ type: 'begun', action: 'z', node: 'root' });
    made.apply(thinks('z', 100));
    made.apply({ type: 'ended', state: 'cancelled', at: 9 });
    assert.equal(node()?.thinking, undefined);
  });

  it('shows why a request waits, until something comes of it', () => {
    const waits = (action: string, ms: number): Fact => ({
      type: 'waiting',
      action,
      node: 'root',
      wait: { why: 'rate-limited', ms },
    });
    const made = reducer(
      root,
      { type: 'begun', action: 'x', node: 'root' },
      { type: 'begun', action: 'y', node: 'root' },
      waits('x', 500),
      waits('y', 3000),
      waits('gone', 9000),
    );
    const waiting = () => made.view.nodes.get('root')?.waiting;
    assert.deepEqual(waiting(), { why: 'rate-limited', ms: 3000 });
    const node = made.view.nodes.get('root');
    assert.ok(node);
    assert.match(stateText(node), /: rate limited, again in 3 s$/);
    made.apply({ type: 'waiting', action: 'y', node: 'root' });
    assert.equal(waiting()?.ms, 500);
    made.apply({
      type: 'finished',
      action: 'x',
      node: 'root',
      tokens: 1,
      money: 0,
      runs: 0,
      ms: 1,
    });
    assert.equal(waiting(), undefined);
    made.apply(waits('y', 10));
    made.apply({ type: 'dropped', action: 'y' });
    assert.equal(waiting(), undefined);
  });

  it('refuses a report on a function that was never introduced', () => {
    assert.throws(
      () => reducer({ type: 'state', node: 'root/x', state: 'sampling' }),
      /"root\/x" before introducing it/,
    );
  });
});
