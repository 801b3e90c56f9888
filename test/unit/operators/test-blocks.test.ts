import assert from 'node:assert/strict';
import type { Callee } from '../../../src/core/languages/language.ts';
import { readTestBlocks } from '../../../src/core/languages/kit/tests/read-blocks.ts';
import { languages } from '../../../src/core/languages/languages.ts';
import { readTests } from '../../../src/core/operators/merge-tests.ts';
import { specificationOf } from '../../../src/core/operators/specification.ts';
import { subjectOf } from '../../../src/core/languages/subject.ts';
import { sourceParser } from '../../support/parser.ts';

const plain: Callee = {
  name: 'f',
  language: languages.python,
  member: false,
  generator: false,
  boolean: false,
};
const member: Callee = { ...plain, name: 'take', member: true };
const script: Callee = { ...plain, language: languages.typescript };

describe('tests as blocks', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  async function read(code: string, callee: Callee, known: readonly string[] = []) {
    const tests = await readTestBlocks(code, callee, parser, new Set(known));
    return tests.map(({ call, expectation }) => {
      if (expectation.kind === 'equals') return `${call} = ${expectation.expected}`;
      if (expectation.kind === 'throws') return `${call} ! ${expectation.exception ?? '*'}`;
      return expectation.assertion;
    });
  }

  it('are one each, in a fresh state: blank lines and new objects divide them', async () => {
    const code =
      'jar = Jar()\nassert jar.take() is None\njar = Jar()\njar.put(1); jar.put(2)\nfirst = jar.take()\nassert first.size == 2\n\njar = Jar(3)\n\nassert jar.take().size == 3\nassert jar.take() is None';
    assert.deepEqual(await read(code, member), [
      'Jar().take() = None',
      'jar = Jar()\njar.put(1)\njar.put(2)\nfirst = jar.take()\nassert first.size == 2',
      'jar = Jar(3)\nassert jar.take().size == 3\nassert jar.take() is None',
    ]);
  });

  it('make each call once, however often its result is looked at', async () => {
    const code = 'got = f([3])\nassert got[0] == 3\nassert len(got) == 1';
    assert.deepEqual(await read(code, plain), [code]);
  });

  it('go on over a blank line where they use what they keep', async () => {
    const code = 'jar = Jar()\nassert jar.take() is None\n\njar.put(4)\nassert jar.take() == 4';
    assert.deepEqual(await read(code, member), [code.replace('\n\n', '\n')]);
  });

  it('stay assertions of values where nothing is kept', async () => {
    assert.deepEqual(
      await read('assert f(1) == 2\nassert f(2) == 3\nresult = f(3)\nassert result == 4', plain),
      ['f(1) = 2', 'f(2) = 3', 'f(3) = 4'],
    );
  });

  it('take along the helpers that they call, and what those keep', async () => {
    const helper = 'async def seven():\n    return 7';
    assert.deepEqual(
      await read(
        `${helper}\nassert await f([seven]) == 7\nwith pytest.raises(LookupError):\n    await f([])`,
        plain,
      ),
      [`${helper}\nassert await f([seven]) == 7`, 'f([]) ! LookupError'],
    );
    const counting = 'seen = []\ndef note(x):\n    seen.append(x)\nf(note)\nassert seen == [1]';
    assert.deepEqual(await read(counting, plain), [counting]);
    const checking = 'def check(given, wanted):\n    assert f(given) == wanted\ncheck(1, 2)';
    assert.deepEqual(await read(checking, plain), [checking]);
  });

  it('say that a call changes its argument', async () => {
    const code = 'items = [2, 1]\nassert f(items) is None\nassert items == [1, 2]';
    assert.deepEqual(await read(code, plain), [code]);
  });

  it('are the functions of a test file, each with what stands outside', async () => {
    const code =
      'import math\nfrom a import f\n\nLIMIT = make()\n\ndef test_one():\n    x = f(LIMIT)\n\n    assert x.size == math.inf\n    assert x.name == "a"\n\nasync def test_two():\n    assert await f(0) == 1';
    assert.deepEqual(await read(code, plain), [
      'import math\nLIMIT = make()\nx = f(LIMIT)\nassert x.size == math.inf\nassert x.name == "a"',
      'f(0) = 1',
    ]);
  });

  it('never hide a name of the file behind an import', async () => {
    const code =
      'import clock\nimport datetime\nday = datetime(2020, 1, 1)\nassert f(day).year == 1\nassert f(day).day == 1';
    assert.deepEqual(await read(code, plain, ['datetime']), [
      code.replace('import clock\nimport datetime\n', ''),
    ]);
  });

  it('may be asynchronous, in braces, with fakes', async () => {
    const block =
      '{\n  let calls = 0;\n  const work = async () => { calls += 1; return calls; };\n  assert.deepStrictEqual(await f(work), 1);\n  assert.equal(calls, 1);\n}';
    assert.deepEqual(
      await read(
        `assert.deepStrictEqual(await f(async () => 7), 7);\nawait assert.rejects(f(async () => { throw new TypeError('no'); }), TypeError);\n${block}`,
        script,
      ),
      ['f(async () => 7) = 7', "f(async () => { throw new TypeError('no'); }) ! TypeError", block],
    );
    const log =
      'const log: string[] = [];\nf((text: string) => log.push(text));\nassert.deepStrictEqual(log, ["a"]);';
    assert.deepEqual(await read(log, script), [log]);
  });

  it('are read from the last part of an answer that holds any', async () => {
    const context = {
      imports: [],
      declarations: [],
      enclosing: '',
      related: [],
      moduleNames: [],
      tokens: 0,
    };
    const contract = { name: 'f', parameters: [], description: '', examples: [] };
    const specification = specificationOf(
      subjectOf(contract, 'python'),
      { language: 'python', context },
      [],
    );
    const answer =
      '```python\nassert f(1) == 1\nassert f(2) == 1\n```\nNo.\n```python\nassert f(1) == 5\nassert f(1) == 2\n```\nAs in\n```python\nprint(f)\n```';
    const tests = await readTests(answer, specification, parser);
    assert.deepEqual(
      tests.map(({ call, expectation }) => [call, expectation]),
      [['f(1)', { kind: 'equals', expected: '2' }]],
    );
  });
});
