import assert from 'node:assert/strict';
import { funcoder } from '../../../src/core/strategies/funcoder.ts';
import { sourceParser } from '../../support/parser.ts';
import { contextOf, play, type Play } from './kit.ts';
import { eventsOf, fence, scripted, stubOf, task } from './total-task.ts';

describe('FunCoder where functions share or recurse', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  const solve = (script: Play) =>
    play(funcoder.solve(contextOf(task, { samples: 3 })), script, parser);

  it('shares a helper that two functions name, and solves it first', async () => {
    const top = fence(
      [
        'function total(text: string): number {\n  return left(text) + right(text);\n}',
        stubOf('left(text: string): number', 'The first number.'),
        stubOf('right(text: string): number', 'The second number.'),
      ].join('\n\n'),
    );
    const side = (name: string, at: number) =>
      fence(
        `function ${name}(text: string): number {\n  return numbers(text)[${at}] ?? 0;\n}\n\n${stubOf('numbers(text: string): number[]', 'All numbers.')}`,
      );
    const { result, asks, events } = await solve(
      scripted({
        'divide total': [top],
        'divide left': [side('left', 0)],
        'divide right': [side('right', 1)],
        'sample total': ['no'],
        'sample left': [side('left', 0)],
        'sample right': [side('right', 1)],
      }),
    );
    assert.equal(result.accepted, true);
    assert.equal(
      asks.filter((ask) => ask.startsWith('sample') && ask.endsWith('numbers')).length,
      1,
    );
    assert.ok(asks.indexOf('sample total/left/numbers') < asks.indexOf('sample total/right'));
    const shared = eventsOf(events, 'node').find(({ sharedWith }) => sharedWith !== undefined);
    assert.deepEqual(
      [shared?.node, shared?.sharedWith],
      ['total/right/numbers', 'total/left/numbers'],
    );
  });

  it('keeps apart helpers of one name that two functions mean differently', async () => {
    const top = fence(
      [
        'function total(text: string): number {\n  return left(text) + right(text);\n}',
        stubOf('left(text: string): number', 'The first number.'),
        stubOf('right(text: string): number', 'The second number.'),
      ].join('\n\n'),
    );
    const { result } = await solve(
      scripted({
        'divide total': [top],
        'divide left': [
          fence(
            `function left(text: string): number {\n  return pick(text);\n}\n\n${stubOf('pick(text: string): number', 'The first.')}`,
          ),
        ],
        'divide right': [
          fence(
            `function right(text: string): number {\n  return pick(text, 1);\n}\n\n${stubOf('pick(text: string, at: number): number', 'The one at.')}`,
          ),
        ],
      }),
    );
    const names = [...(result.plan?.functions.keys() ?? [])];
    assert.deepEqual(names, ['total', 'left', 'right', 'pick', 'pick_2']);
    assert.deepEqual(result.plan?.functions.get('right')?.calls, ['pick_2']);
  });

  it('takes a stub that names an ancestor for recursion', async () => {
    const main =
      "function total(text: string): number {\n  return text === '' ? 0 : first(text) + rest(text);\n}";
    const rest =
      "function rest(text: string): number {\n  return total(text.split(',').slice(1).join(','));\n}";
    const { result } = await solve(
      scripted({
        'divide total': [
          fence(
            [
              main,
              stubOf('first(text: string): number', 'The first.'),
              stubOf('rest(text: string): number', 'The total of the rest.'),
            ].join('\n\n'),
          ),
        ],
        'divide rest': [fence(`${rest}\n\n${stubOf('total(text: string): number', 'Adds up.')}`)],
        'sample rest': [fence(rest)],
        'sample total': [fence(main)],
        'divide first': [
          fence("function first(text: string): number {\n  return Number(text.split(',')[0]);\n}"),
        ],
        'write-tests total': [fence("assert.equal(total('1,2,3'), 6);")],
      }),
    );
    assert.equal(result.accepted, true);
    assert.deepEqual([...(result.plan?.functions.keys() ?? [])], ['total', 'first', 'rest']);
    assert.deepEqual(result.plan?.functions.get('rest')?.calls, ['total']);
  });

  it('solves a plan that the task brings without dividing again', async () => {
    const plan =
      'total(text): adds up numbers\n  add(list): the sum\n  [1, 2] -> 3\n  numbers(text): the numbers\n';
    const { result, asks } = await play(
      funcoder.solve(contextOf({ ...task, plan }, { samples: 3 })),
      scripted(),
      parser,
    );
    assert.ok(asks.every((ask) => !ask.startsWith('divide')));
    assert.deepEqual(
      asks.filter((ask) => ask.startsWith('sample')),
      ['sample total/add', 'sample total/numbers', 'sample total'],
    );
    assert.equal(result.accepted, true);
  });
});
