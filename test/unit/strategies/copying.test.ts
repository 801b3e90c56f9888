import assert from 'node:assert/strict';
import type { Contract } from '../../../src/core/contract.ts';
import { resample } from '../../../src/core/strategies/resample.ts';
import { sourceParser } from '../../support/parser.ts';
import { contextOf, play, taskOf } from './kit.ts';
import { eventsOf, fence, scripted } from './total-task.ts';

describe('a result that shares parts of an argument', () => {
  const parser = sourceParser();
  after(() => parser.dispose());
  const contract: Contract = {
    name: 'longer',
    parameters: [{ name: 'rows', kind: 'positional', type: 'number[][]' }],
    returns: 'number[][]',
    description: 'The rows with more than one number.',
    examples: [
      {
        id: 'example-1',
        call: 'longer([[1], [2, 3]])',
        source: 'docstring',
        expectation: { kind: 'equals', expected: '[[2, 3]]' },
      },
    ],
  };
  const signature = 'export function longer(rows: number[][]): number[][]';
  const stub = `${signature} {\n  throw new Error('not implemented');\n}`;
  const task = taskOf('typescript', contract, signature, stub);
  const body = (code: string) =>
    fence(`function longer(rows: number[][]): number[][] {\n${code}\n}`);
  const sharing = body('  return rows.filter((row) => row.length > 1);');
  const copying = body('  return rows.filter((row) => row.length > 1).map((row) => [...row]);');
  const grow = (samples: readonly string[]) =>
    play(
      resample.solve(contextOf(task, { samples: samples.length, testSamples: 1 })),
      scripted({
        'sample longer': samples,
        'write-tests longer': [
          fence(
            'assert.deepEqual(longer([[4, 5]]), [[4, 5]]);\nassert.deepEqual(longer([]), []);\nassert.deepEqual(longer([[6]]), []);',
          ),
        ],
        'write-probes longer': [fence('longer([[1, 2], [3], [4, 5, 6]])')],
      }),
      parser,
    );

  it('comes after one that copies, however many share', async () => {
    const { result, events } = await grow([sharing, sharing, sharing, copying]);
    assert.match(result.functions[0]?.candidate.code ?? '', /map\(/);
    assert.equal(result.verdict?.level, 'proven', result.verdict?.why);
    const notes = eventsOf(events, 'note').map(({ note }) => note);
    const note =
      'Candidates that copy come before those whose result shares parts of an argument, as on longer([[1], [2, 3]]).';
    assert.ok(notes.includes(note));
    assert.ok(result.functions[0]?.evidence.some((each) => each.note === note));
  });

  it('is no fault where nobody copies', async () => {
    const other = body('  return rows.filter(({ length }) => length > 1);');
    const { result, events } = await grow([sharing, other]);
    assert.equal(result.verdict?.level, 'proven', result.verdict?.why);
    assert.deepEqual(
      eventsOf(events, 'note').filter(({ note }) => note.includes('shares')),
      [],
    );
  });
});
