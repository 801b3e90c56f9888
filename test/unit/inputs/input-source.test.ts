import assert from 'node:assert/strict';
import type { Parameter } from '../../../src/core/contract.ts';
import { InputSource } from '../../../src/core/inputs/input-source.ts';
import { languageOf } from '../../../src/core/languages/languages.ts';
import { SeededRandom } from '../../../src/core/random.ts';
import type { LanguageId } from '../../../src/core/text.ts';
import type { Value } from '../../../src/core/values/value.ts';
import { sourceParser } from '../../support/parser.ts';

interface Asked {
  readonly language?: LanguageId;
  readonly parameters: readonly (readonly [string, string?])[];
  readonly description?: string;
  readonly declarations?: string;
  readonly calls?: readonly string[];
  readonly seed?: number;
}

describe('inputs made without a model', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  async function sourceOf(asked: Asked): Promise<InputSource> {
    const { language: id = 'python', description = '', declarations = '', calls = [] } = asked;
    const language = languageOf(id);
    const parameters = asked.parameters.map(([name, type]): Parameter => ({
      name,
      kind: 'positional',
      ...(type && { type }),
    }));
    const shapes = await language.shapes(parser, id, { parameters, description, declarations });
    const contract = { parameters, description };
    return new InputSource(
      { language, contract, callee: 'f', shapes, calls },
      new SeededRandom(asked.seed ?? 1),
    );
  }

  /** Arguments of many inputs. */
  async function made(asked: Asked, count = 150): Promise<readonly (readonly Value[])[]> {
    const { literals } = languageOf(asked.language ?? 'python');
    const calls = (await sourceOf(asked)).next(count);
    assert.ok(calls.length > count / 2, `only ${calls.length} inputs`);
    return calls.map((call) => {
      const read = literals.call(call);
      assert.ok(read, `${call} is no literal call`);
      return read.args;
    });
  }

  const numbers = (value: Value | undefined) =>
    value?.kind === 'list' ? value.items.map((item) => Number('value' in item && item.value)) : [];

  it('gives the same for the same seed, and other inputs for another', async () => {
    const asked = { parameters: [['xs', 'list[int]']], calls: ['f([3, 1, 2])'] } as const;
    const first = (await sourceOf(asked)).next(30);
    assert.deepEqual((await sourceOf(asked)).next(30), first);
    assert.notDeepEqual((await sourceOf({ ...asked, seed: 2 })).next(30), first);
    assert.equal(new Set(first).size, 30);
  });

  it('keeps every limit that a description states, those between parameters too', async () => {
    const description = [
      'Given nums and k, and edges where edges[i] = [u_i, v_i].',
      'Constraints:',
      '2 <= n == nums.length <= 10^5',
      '-10^9 <= nums[i] <= 10^9',
      '1 <= k <= n - 1',
      'edges[i].length == 2',
      '0 <= u_i < v_i < n',
      'n is even.',
    ].join('\n');
    const parameters = [
      ['nums', 'list[int]'],
      ['k', 'int'],
      ['edges', 'list[list[int]]'],
    ] as const;
    for (const [nums, k, edges] of await made({ parameters, description }, 60)) {
      const size = numbers(nums).length;
      assert.ok(size >= 2 && size % 2 === 0);
      assert.ok(k?.kind === 'int' && k.value >= 1n && k.value <= BigInt(size - 1));
      for (const edge of edges?.kind === 'list' ? edges.items : []) {
        const [u = -1, v = -1, more] = numbers(edge);
        assert.ok(u >= 0 && u < v && v < size && more === undefined, JSON.stringify([u, v, size]));
      }
    }
  });

  it('takes no condition for a limit', async () => {
    const description = 'Returns -1 if x < 0, and raises ValueError when x > 100.';
    const drawn = await made({ parameters: [['x', 'int']], description });
    const xs = drawn.map(([x]) => (x?.kind === 'int' ? Number(x.value) : NaN));
    assert.ok(xs.some((x) => x < 0));
    assert.ok(xs.some((x) => x > 100));
  });

  it('does not make what the description rules out in words', async () => {
    const description = 'xs is a non-empty list of positive integers. ids is sorted.';
    const parameters = [
      ['xs', 'list[int]'],
      ['ids', 'list[int]'],
    ] as const;
    for (const [xs, ids] of await made({ parameters, description })) {
      assert.ok(numbers(xs).length > 0 && numbers(xs).every((x) => x >= 1));
      assert.deepEqual(
        numbers(ids),
        numbers(ids).toSorted((a, b) => a - b),
      );
    }
  });

  it('believes a stated limit more than a word', async () => {
    const description = 'A positive integer k, and xs.\n0 <= k <= len(xs)';
    const parameters = [
      ['xs', 'list[int]'],
      ['k', 'int'],
    ] as const;
    const drawn = await made({ parameters, description });
    assert.ok(drawn.some(([, k]) => k?.kind === 'int' && k.value === 0n));
    assert.ok(drawn.every(([xs, k]) => k?.kind === 'int' && k.value <= numbers(xs).length));
  });

  it('keeps to how known calls are built, and to the characters that are said to be all', async () => {
    const calls = [
      "f('0110', [[1, 2], [3, 4]])",
      "f('10', [[5, 6]])",
      "f('111', [[0, 1], [2, 3]])",
    ];
    const parameters = [
      ['bits', 'str'],
      ['pairs', 'list[list[int]]'],
    ] as const;
    for (const [bits, pairs] of await made({
      parameters,
      calls,
      description: 'A binary string.',
    })) {
      assert.ok(bits?.kind === 'str' && /^[01]*$/.test(bits.value));
      assert.ok(pairs?.kind === 'list' && pairs.items.every((pair) => numbers(pair).length === 2));
    }
  });

  it('makes strings of every kind where nothing is said of them', async () => {
    const drawn = await made({ parameters: [['text', 'str']], calls: ["f('abc')", "f('de')"] });
    const all = drawn.map(([text]) => (text?.kind === 'str' ? text.value : '')).join('');
    for (const kind of [/[A-Z]/, /\d/, /\s/, /[^\w\s]/]) assert.match(all, kind);
  });

  it('reads the types of Python: unions, literals, enums, data classes, TypedDict and tuples', async () => {
    const declarations = `
class Colour(Enum):
    RED = 1
    BLUE = 2

@dataclass
class Point:
    x: int
    y: int = 0

class Row(TypedDict):
    name: str
    size: NotRequired[int]
`;
    const parameters = [
      ['mode', "Literal['a', 'b']"],
      ['colour', 'Colour'],
      ['point', 'Optional[Point]'],
      ['row', 'Row'],
      ['pair', 'tuple[int, str]'],
      ['table', 'dict[str, list[bool]]'],
    ] as const;
    const calls = (await sourceOf({ parameters, declarations })).next(80).join('\n');
    for (const part of [
      /^f\('a', /m,
      /^f\('b', /m,
      /Colour\.RED/,
      /Colour\.BLUE/,
      /, None, \{/,
      /Point\(x=-?\d+\)/,
      /Point\(x=-?\d+, y=-?\d+\)/,
      /\{'name': '[^']*'\}/,
      /'size': -?\d+\}/,
      /\(-?\d+, '/,
      /: \[(?:True|False)/,
    ]) {
      assert.match(calls, part);
    }
    assert.doesNotMatch(calls, /undefined|NaN|\[object/);
  });

  it('reads the types of TypeScript: interfaces, literal unions, tuples, Map, Set and Record', async () => {
    const declarations = `
export interface Base { readonly id: number }
interface Item extends Base { kind: 'a' | 'b'; note?: string }
type Mode = 'on' | 'off';
enum Level { Low, High = 5 }
`;
    const parameters = [
      ['item', 'Item'],
      ['mode', 'Mode'],
      ['level', 'Level'],
      ['pair', 'readonly [number, boolean]'],
      ['seen', 'Set<string>'],
      ['ages', 'Map<string, number>'],
      ['counts', "Record<'x' | 'y', number>"],
      ['maybe', 'string | null'],
    ] as const;
    const source = await sourceOf({ language: 'typescript', parameters, declarations });
    const calls = source.next(80).join('\n');
    for (const part of [
      /\{ id: -?\d+, kind: 'a' \}/,
      /kind: 'b', note: '/,
      /'on'/,
      /'off'/,
      /Level\.Low/,
      /Level\.High/,
      /\[-?\d+, (?:true|false)\]/,
      /new Set\(\['/,
      /new Map\(\[\['/,
      /\{ x: -?\d+, y: -?\d+ \}/,
      /, null\)/,
    ]) {
      assert.match(calls, part);
    }
  });

  it('reads the types of JSDoc', async () => {
    const description =
      '/**\n * @param {Array<{ x: number }>} points\n * @param {boolean} [deep]\n */';
    const parameters = [['points'], ['deep']] as const;
    const source = await sourceOf({ language: 'javascript', parameters, description });
    const calls = source.next(40);
    assert.ok(
      calls.every((call) => /^f\(\[(?:\{ x: |\])/.test(call) && /(?:true|false)\)$/.test(call)),
    );
  });

  it('makes calls smaller within what is allowed', async () => {
    const source = await sourceOf({
      parameters: [
        ['xs', 'list[int]'],
        ['ys', 'list[int]'],
      ],
      description: '1 <= xs.length == ys.length <= 10',
    });
    const less = source.smaller('f([4, 9], [7, 8])');
    assert.ok(less.includes('f([9], [8])'), less.join('\n'));
    assert.ok(less.includes('f([0, 9], [7, 8])'));
    assert.ok(!less.some((call) => call.includes('[]') || /\[\d+\], \[\d+, /.test(call)));
    assert.deepEqual(source.smaller('f([0], [0])'), []);
  });
});
