import { languages } from '../../../src/core/languages/languages.ts';
import assert from 'node:assert/strict';
import type { Candidate } from '../../../src/core/candidate.ts';
import { contractFromDescription } from '../../../src/core/operators/contract-from-description.ts';
import { divide, renameHelper, type DivideInput } from '../../../src/core/operators/divide.ts';
import type { ImplementInput } from '../../../src/core/operators/implement.ts';
import { label } from '../../../src/core/operators/label.ts';
import type { Surroundings } from '../../../src/core/operators/prompt.ts';
import { sample } from '../../../src/core/operators/sample.ts';
import { specificationOf } from '../../../src/core/operators/specification.ts';
import { writeProbes } from '../../../src/core/operators/write-probes.ts';
import { writeTests } from '../../../src/core/operators/write-tests.ts';
import type { Contract } from '../../../src/core/contract.ts';
import type { ModelReply } from '../../../src/core/ports.ts';
import { subjectOf } from '../../../src/core/languages/subject.ts';
import { sourceParser } from '../../support/parser.ts';

const root: Contract = {
  name: 'total',
  parameters: [{ name: 'text', kind: 'positional', type: 'str' }],
  returns: 'int',
  description: 'Adds up the numbers in a text.',
  examples: [],
};
const surroundings: Surroundings = {
  language: 'python',
  context: {
    imports: ['import re'],
    declarations: ['LIMIT = 10'],
    enclosing: '',
    related: [],
    moduleNames: ['LIMIT', 'parse'],
    tokens: 10,
  },
};
const subject = subjectOf(root, 'python');
const implement: ImplementInput = {
  subject,
  surroundings,
  path: [],
  helpers: [],
  examples: [],
  samples: 3,
  temperature: 0.8,
  maxTokens: 500,
};
const divideInput: DivideInput = { ...implement, planned: [root], mayDivide: true };
const specification = specificationOf(subject, surroundings, []);
const blind = { specification, samples: 2, temperature: 0.8, maxTokens: 500 };

function reply(...texts: string[]): ModelReply {
  return {
    samples: texts.map((text) => ({ text, finish: 'stop' })),
    usage: { promptTokens: 1, completionTokens: 1, estimated: false },
    model: 'scripted',
    notices: [],
  };
}

const fence = (code: string, tag = 'python') => `\`\`\`${tag}\n${code}\n\`\`\``;

describe('operators', () => {
  const parser = sourceParser();
  after(() => parser.dispose());
  const tools = { parser };

  describe('divide', () => {
    const read = (text: string, more: Partial<DivideInput> = {}) =>
      divide.parse(reply(text), { ...divideInput, ...more }, tools);
    const main = 'def total(text):\n    return sum(numbers(text))';
    const stub =
      'def numbers(text: str) -> list[int]:\n    """All numbers in text.\n\n    >>> numbers("1 b")\n    [1]\n    """\n    raise NotImplementedError';

    it('reads the function and the stubs it calls', async () => {
      const division = await read(fence(`${main}\n\n${stub}`));
      assert.ok(division.draft?.code.includes('sum(numbers(text))'));
      assert.equal(division.draft?.beside, undefined);
      assert.deepEqual(
        division.helpers.map(({ contract }) => contract),
        [
          {
            name: 'numbers',
            parameters: [{ name: 'text', kind: 'positional', type: 'str' }],
            returns: 'list[int]',
            description: division.helpers[0]?.contract.description,
            examples: [],
          },
        ],
      );
      assert.ok(division.helpers[0]?.contract.description.includes('All numbers in text.'));
      assert.deepEqual(division.calls, ['numbers']);
    });

    it('drops a stub that nothing calls, and reads a function without helpers', async () => {
      assert.deepEqual(
        (await read(fence(`def total(text):\n    return 0\n\n${stub}`))).helpers,
        [],
      );
    });

    it('takes a described helper with its code as helper and draft', async () => {
      const written = stub.replace('raise NotImplementedError', 'return [int(text)]');
      const [helper] = (await read(fence(`${main}\n\n${written}`))).helpers;
      assert.equal(helper?.contract.name, 'numbers');
      assert.ok(helper.draft?.code.includes('return [int(text)]'));
    });

    it('keeps a small helper without description beside the function', async () => {
      const division = await read(fence(`def numbers(text):\n    return [1]\n\n${main}`));
      assert.deepEqual(division.helpers, []);
      assert.deepEqual(division.draft?.beside, ['def numbers(text):\n    return [1]']);
    });

    it('renames a helper whose name the file has taken', async () => {
      const division = await read(fence(`${main}\n\n${stub}`.replaceAll('numbers(', 'parse(')));
      assert.deepEqual(division.calls, ['parse_2']);
      assert.equal(division.helpers[0]?.contract.name, 'parse_2');
      assert.ok(division.draft?.code.includes('sum(parse_2(text))'));
    });

    it('shares a helper of the plan and sees recursion to an ancestor', async () => {
      const numbers = { ...root, name: 'numbers' };
      const ancestor = { ...root, name: 'outer' };
      const planned = [ancestor, numbers, root];
      const text = fence(
        `def total(text):\n    return outer(text[1:]) + len(numbers(text))\n\n${stub}`,
      );
      const division = await read(text, { planned, path: [ancestor], helpers: [numbers] });
      assert.deepEqual(division.helpers, []);
      assert.deepEqual(division.calls, ['outer', 'numbers']);
    });

    it('renames a helper that has the name of another one of the plan', async () => {
      const numbers = { ...root, name: 'numbers', parameters: [] };
      const division = await read(fence(`${main}\n\n${stub}`), { planned: [root, numbers] });
      assert.deepEqual(division.calls, ['numbers_2']);
    });

    it('harvests stubs from an answer that is cut off inside the function', async () => {
      const text = `\`\`\`python\n${stub}\n\ndef total(text):\n    return sum((`;
      const cut: ModelReply = { ...reply(text), samples: [{ text, finish: 'length' }] };
      const division = await divide.parse(cut, divideInput, tools);
      assert.equal(division.draft, undefined);
      assert.deepEqual(
        division.helpers.map(({ contract }) => contract.name),
        ['numbers'],
      );
    });

    it('makes no helpers at the depth limit', async () => {
      assert.deepEqual((await read(fence(`${main}\n\n${stub}`), { mayDivide: false })).helpers, []);
    });

    it('answers nothing for no code', async () => {
      assert.deepEqual(await read('No.'), { helpers: [], calls: [] });
    });

    it('reads TypeScript with stubs that throw', async () => {
      const typed: Contract = {
        ...root,
        parameters: [{ name: 'text', kind: 'positional', type: 'string' }],
        returns: 'number',
      };
      const input: DivideInput = {
        ...divideInput,
        subject: subjectOf(typed, 'typescript'),
        surroundings: { ...surroundings, language: 'typescript' },
        planned: [typed],
      };
      const text = fence(
        "export function total(text: string): number {\n  return numbers(text).length;\n}\n\n/**\n * All numbers.\n */\nfunction numbers(text: string): number[] {\n  throw new Error('not implemented');\n}",
        'ts',
      );
      const division = await divide.parse(reply(text), input, tools);
      assert.ok(division.draft?.code.startsWith('function total(text: string): number {'));
      assert.equal(division.helpers[0]?.contract.description, 'All numbers.');
      assert.equal(division.helpers[0].contract.returns, 'number[]');
    });

    it('renames a helper throughout a division', async () => {
      const renamed = await renameHelper(
        await read(fence(`${main}\n\n${stub}`)),
        'numbers',
        'numbers_2',
        languages.python,
        tools.parser,
      );
      assert.ok(renamed.draft?.code.includes('sum(numbers_2(text))'));
      assert.ok(renamed.helpers[0]?.contract.description.includes('numbers_2("1 b")'));
      assert.deepEqual(renamed.calls, ['numbers_2']);
    });
  });

  describe('sample', () => {
    it('answers one entry per sample', async () => {
      const found = await sample.parse(
        reply(fence('def total(text):\n    return 1'), 'no', fence('return 2')),
        implement,
        tools,
      );
      assert.deepEqual(
        found.map((one) => one?.code.split('\n').at(-1)),
        ['    return 1', undefined, '    return 2'],
      );
    });

    it('shows finished helpers by their declarations alone', () => {
      const helper: Contract = { ...root, name: 'numbers' };
      const [, user] = sample.prompt({ ...implement, helpers: [helper] }).messages;
      assert.ok(user?.content.includes('def numbers(text: str) -> int:'));
    });
  });

  describe('write-tests', () => {
    it('merges what samples agree on', async () => {
      const tests = await writeTests.parse(
        reply(
          fence('assert total("1") == 1\nassert total("") == 0'),
          fence('assert total("1")==1'),
        ),
        { ...blind, count: 10 },
        tools,
      );
      assert.deepEqual(
        tests.map(({ id, call, multiplicity }) => [id, call, multiplicity]),
        [
          ['t1', 'total("1")', 2],
          ['t2', 'total("")', 1],
        ],
      );
    });
  });

  describe('label', () => {
    it('keeps labels of the calls that were asked for, as they were written', async () => {
      const tests = await label.parse(
        reply(
          fence('assert total( "1" ) == 1\nassert total("9") == 9'),
          fence('assert total("1") == 1'),
        ),
        { ...blind, calls: ['total("1")'] },
        tools,
      );
      assert.deepEqual(
        tests.map(({ call, multiplicity }) => [call, multiplicity]),
        [['total("1")', 2]],
      );
    });
  });

  describe('contract-from-description', () => {
    const input = { surroundings, description: 'count the vowels', maxTokens: 500 };

    it('proposes a stub with its examples', async () => {
      const text = fence(
        'def vowels(text: str) -> int:\n    """Counts vowels.\n\n    >>> vowels("abe")\n    2\n    """\n    raise NotImplementedError',
      );
      const proposed = await contractFromDescription.parse(reply(text), input, tools);
      assert.equal(proposed?.contract.name, 'vowels');
      assert.deepEqual(
        proposed.contract.examples.map(({ call, source }) => [call, source]),
        [['vowels("abe")', 'docstring']],
      );
      assert.ok(proposed.stub.startsWith('def vowels(text: str) -> int:\n    """Counts vowels.'));
      assert.ok(proposed.stub.endsWith('raise NotImplementedError'));
    });

    it('gives way to a name that is taken', async () => {
      const text = fence('def parse(text):\n    """Parses."""\n    ...');
      const proposed = await contractFromDescription.parse(reply(text), input, tools);
      assert.equal(proposed?.contract.name, 'parse_2');
    });

    it('keeps the export of a proposed stub, and by its name', async () => {
      const stubOf = async (prefix: string) => {
        const text = `\`\`\`typescript\n/** Doubles. */\n${prefix}function twice(n: number): number {\n  throw new Error('x');\n}\n\`\`\``;
        const ts = { ...input, surroundings: { ...surroundings, language: 'typescript' as const } };
        return (await contractFromDescription.parse(reply(text), ts, tools))?.stub;
      };
      assert.match((await stubOf('export ')) ?? '', /^\/\*\*[^]*\*\/\nexport function twice\(/);
      assert.match((await stubOf('export default ')) ?? '', /\*\/\nexport function twice\(/);
      assert.match((await stubOf('')) ?? '', /\*\/\nfunction twice\(/);
    });

    it('answers undefined for no function', async () => {
      assert.equal(await contractFromDescription.parse(reply('Sure!'), input, tools), undefined);
    });
  });
});

describe('a specification', () => {
  it('has no place for code', () => {
    const candidate: Candidate = {
      id: 'a',
      contract: 'total',
      code: 'def total(text): return 0',
      imports: [],
      origin: {
        operator: '',
        action: '',
        sample: 0,
        model: '',
        temperature: 0,
        promptHash: '',
        tokens: 0,
      },
    };
    // @ts-expect-error a Candidate is no Specification
    const direct = () => writeTests.prompt({ ...blind, count: 1, specification: candidate });
    const bare = { subject, surroundings, examples: [] };
    // @ts-expect-error a Specification is made by `specificationOf` alone
    const made = () => writeTests.prompt({ ...blind, count: 1, specification: bare });
    const smuggled = { ...specification, candidate };
    // @ts-expect-error a Specification that carries a Candidate is none
    const inside = () => writeTests.prompt({ ...blind, count: 1, specification: smuggled });
    const beside = { ...blind, count: 1, candidate };
    // @ts-expect-error nor can a Candidate stand beside it
    const next = () => writeTests.prompt(beside);
    const probing = { ...blind, code: candidate.code };
    // @ts-expect-error writers of inputs are as blind
    const probes = () => writeProbes.prompt(probing);
    const labelling = { ...blind, calls: [], code: candidate.code };
    // @ts-expect-error and so is who labels inputs
    const labels = () => label.prompt(labelling);
    assert.equal([direct, made, inside, next, probes, labels].length, 6);
  });

  it('leaves out declarations of the function itself and facts it does not list', () => {
    const leaky = {
      ...surroundings,
      context: {
        ...surroundings.context,
        declarations: ['LIMIT = 10', 'def total(text):\n    return 42'],
      },
    };
    const made = specificationOf({ ...subject, code: 'return 42' } as typeof subject, leaky, []);
    assert.ok(!JSON.stringify(made).includes('42'));
    const prompt = writeTests.prompt({ ...blind, count: 3, specification: made });
    assert.ok(!JSON.stringify(prompt).includes('return 42'));
  });
});
