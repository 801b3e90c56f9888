import assert from 'node:assert/strict';
import { writeReference, type Reference } from '../../../src/core/operators/reference.ts';
import { specificationOf } from '../../../src/core/operators/specification.ts';
import { subjectOf } from '../../../src/core/languages/subject.ts';
import type { Contract } from '../../../src/core/contract.ts';
import type { LanguageId } from '../../../src/core/text.ts';
import { sourceParser } from '../../support/parser.ts';

const contract: Contract = {
  name: 'widest',
  parameters: [{ name: 'gaps', kind: 'positional' }],
  description: 'The widest gap.',
  examples: [],
};

function inputFor(language: LanguageId) {
  const context = {
    imports: [],
    declarations: [],
    enclosing: '',
    related: [],
    moduleNames: [],
    tokens: 0,
  };
  const specification = specificationOf(subjectOf(contract, language), { language, context }, []);
  return { specification, samples: 1, temperature: 0, maxTokens: 100 };
}

describe('a reference', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  async function read(
    text: string,
    language: LanguageId = 'python',
  ): Promise<Reference | undefined> {
    const reply = {
      samples: [{ text, finish: 'stop' as const }],
      usage: { promptTokens: 1, completionTokens: 1, estimated: false },
      model: 'scripted',
      notices: [],
    };
    const [found] = await writeReference.parse(reply, inputFor(language), { parser });
    return found;
  }

  const reference = 'def widest_reference(gaps):\n    return max(gaps, default=0)';
  const generator =
    'def random_arguments(rng, size):\n    return ([rng.randint(0, 9) for _ in range(size)],)';
  const guard = 'def is_allowed(gaps):\n    return all(gap >= 0 for gap in gaps)';
  const fence = (code: string, tag = 'python') => `\`\`\`${tag}\n${code}\n\`\`\``;

  it('is asked for by its name, first in the request', () => {
    const [, user] = writeReference.prompt(inputFor('python')).messages;
    assert.match(user?.content ?? '', /# Request\n\nWrite `widest_reference`/);
  });

  it('is read with its generator and its guard, as one module', async () => {
    const code = `import math\n\n${reference}\n\n${generator}\n\n${guard}`;
    assert.deepEqual(await read(`Plainly:\n\n${fence(code)}\n\nThat is all.`), {
      name: 'widest_reference',
      code,
      generates: true,
      guards: true,
    });
  });

  it('says what stands beside it', async () => {
    const found = await read(fence(reference));
    assert.equal(found?.generates, false);
    assert.equal(found.guards, false);
  });

  it('is the last one of an answer that took the first one back', async () => {
    const wrong = 'def widest_reference(gaps):\n    return 1';
    assert.equal((await read(`${fence(wrong)}\nNo.\n${fence(reference)}`))?.code, reference);
    assert.equal((await read(`${fence(reference)}\n${fence('print(1)')}`))?.code, reference);
  });

  it('is none where it calls the function that it is to judge, is a stub, or is broken', async () => {
    assert.equal(
      await read(fence('def widest_reference(gaps):\n    return widest(gaps)')),
      undefined,
    );
    assert.equal(await read(fence('def widest_reference(gaps):\n    ...')), undefined);
    assert.equal(await read(fence('def widest_reference(gaps):\n    return max((')), undefined);
    assert.equal(await read('I cannot.'), undefined);
  });

  it('may be an arrow function with types', async () => {
    const code =
      'const widest_reference = (gaps: number[]): number => Math.max(0, ...gaps);\nfunction is_allowed(gaps: number[]): boolean {\n  return gaps.length > 0;\n}';
    const found = await read(fence(code, 'ts'), 'typescript');
    assert.equal(found?.code, code);
    assert.equal(found.guards, true);
  });
});
