import assert from 'node:assert/strict';
import { distinguish } from '../../../src/core/operators/distinguish.ts';
import { divide, type DivideInput } from '../../../src/core/operators/divide.ts';
import type { ImplementInput } from '../../../src/core/operators/implement.ts';
import { label } from '../../../src/core/operators/label.ts';
import type { Surroundings } from '../../../src/core/operators/prompt.ts';
import { optimise } from '../../../src/core/operators/optimise.ts';
import { writeReference } from '../../../src/core/operators/reference.ts';
import { refine } from '../../../src/core/operators/refine.ts';
import { sample } from '../../../src/core/operators/sample.ts';
import { specificationOf } from '../../../src/core/operators/specification.ts';
import { writeProbes } from '../../../src/core/operators/write-probes.ts';
import { writeTests } from '../../../src/core/operators/write-tests.ts';
import type { Contract } from '../../../src/core/contract.ts';
import { subjectOf } from '../../../src/core/languages/subject.ts';

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

describe('prompts of operators', () => {
  const prompts = () => [
    divide.prompt(divideInput),
    sample.prompt(implement),
    refine.prompt({ ...implement, code: 'def total(text): ...', failures: [] }),
    writeTests.prompt({ ...blind, count: 10 }),
    writeProbes.prompt(blind),
    distinguish.prompt({
      subject,
      surroundings,
      readings: ['a', 'b'],
      tried: [],
      temperature: 0,
      maxTokens: 1,
    }),
    label.prompt({ ...blind, calls: ['total("1")'] }),
    writeReference.prompt(blind),
    optimise.prompt({ ...implement, code: 'def total(text): ...', timings: [] }),
  ];

  const helper = subjectOf({ ...root, name: 'numbers' }, 'python');
  const textOf = ({ messages }: ReturnType<typeof prompts>[number]) =>
    messages.map(({ content }) => content).join('\n');

  it('share every byte before the request, for a function and its helpers', () => {
    const ofHelper = [
      sample.prompt({ ...implement, subject: helper, path: [root] }),
      writeTests.prompt({
        ...blind,
        specification: specificationOf(helper, surroundings, []),
        count: 4,
      }),
    ];
    const [first, ...others] = [...prompts(), ...ofHelper].map(textOf);
    const shared = first!.slice(0, first!.lastIndexOf('# Request\n\n'));
    assert.ok(shared.includes('LIMIT = 10'));
    for (const other of others) {
      assert.equal(other.slice(0, other.lastIndexOf('# Request\n\n')), shared);
    }
  });

  it('begin a request with the words that operators are known by', () => {
    const words =
      /^(?:Write \d+ tests|Write calls|Implement|Find the fault|Find input|What must|Write `\w+_reference`|Make .* faster)/;
    for (const prompt of prompts()) {
      const text = textOf(prompt);
      assert.match(text.slice(text.lastIndexOf('# Request\n\n') + 11), words);
    }
  });

  it('say nothing that excludes what they say elsewhere', () => {
    const exclusive: readonly (readonly [RegExp, RegExp])[] = [
      [/Write \d+ tests/, /leave out/i],
      [/comment line above|comment in its place/, /no comments/i],
      [/think first/i, /nothing (?:before|after)|write nothing/i],
      [/prints only what/, /no printing/i],
      [/conventions of the code/, /no further behaviour/i],
      [/beyond those of the file/, /standard library only/i],
      [/only such as the description allows/i, /both sides|empty input, zero, or nothing/i],
      [/work each result out|how the description leads/i, /no derivation|results only/i],
      [/JSON/, /fenced code block/],
    ];
    for (const prompt of prompts()) {
      const text = textOf(prompt);
      for (const [one, other] of exclusive) {
        assert.ok(!(one.test(text) && other.test(text)), `${String(one)} and ${String(other)}`);
      }
    }
  });

  it('tell the wish of the user once, and not to those who write helpers', () => {
    const wished = { ...surroundings, instruction: 'No imports from re.' };
    const target = sample.prompt({ ...implement, surroundings: wished });
    assert.equal(textOf(target).split('No imports from re.').length, 2);
    const input = { ...implement, surroundings: wished, subject: helper, path: [root] };
    assert.ok(!textOf(sample.prompt(input)).includes('No imports from re.'));
  });

  it('are the same bytes each time', () => assert.deepEqual(prompts(), prompts()));

  it('name the tag of the block they want', () => {
    for (const { messages } of prompts()) assert.ok(messages[0]?.content.includes('```python'));
  });
});
