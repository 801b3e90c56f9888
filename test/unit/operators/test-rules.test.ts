import assert from 'node:assert/strict';
import type { Contract } from '../../../src/core/contract.ts';
import { subjectOf } from '../../../src/core/languages/subject.ts';
import { specificationOf } from '../../../src/core/operators/specification.ts';
import { exampleCall, inputKinds, testRules } from '../../../src/core/operators/test-rules.ts';
import type { LanguageId } from '../../../src/core/text.ts';

const bare: Contract = { name: 'f', parameters: [], description: '', examples: [] };

function specified(contract: Partial<Contract>, language: LanguageId = 'python', member = false) {
  const context = {
    imports: [],
    declarations: [],
    enclosing: member ? 'class Jar:\n    ...' : '',
    related: [],
    moduleNames: ['Spill'],
    tokens: 0,
  };
  const subject = { ...subjectOf({ ...bare, ...contract }, language), member };
  return specificationOf(subject, { language, context }, []);
}

const rulesOf = (...args: Parameters<typeof specified>) => testRules(specified(...args)).join('\n');

describe('rules for tests', () => {
  it('give keyword-only parameters by name, and items for the rest', () => {
    const call = exampleCall(
      specified({
        parameters: [
          { name: 'items', kind: 'positional' },
          { name: 'more', kind: 'rest' },
          { name: 'size', kind: 'keyword-only' },
          { name: 'options', kind: 'keywords' },
        ],
      }),
    );
    assert.equal(call, 'f(ITEMS, ITEM, ITEM, size=SIZE)');
  });

  it('name the exceptions of the description, those of the project too', () => {
    assert.match(
      rulesOf({ description: 'SizeError if too large.' }),
      /pytest\.raises\(SizeError\)/,
    );
    assert.match(rulesOf({ description: 'Raises Spill where full.' }), /pytest\.raises\(Spill\)/);
    assert.match(rulesOf({ description: 'Adds.' }), /pytest\.raises\(EXCEPTION\)/);
  });

  it('await what is asynchronous, failures too', () => {
    assert.match(rulesOf({ async: true }), /assert await f\(\) == EXPECTED/);
    const script = rulesOf({ async: true, description: 'RangeError below 1.' }, 'typescript');
    assert.match(script, /assert\.deepStrictEqual\(await f\(\), EXPECTED\)/);
    assert.match(script, /await assert\.rejects\(\(\) => f\(\), RangeError\)/);
  });

  it('speak of fractions only where a result may have one', () => {
    assert.doesNotMatch(rulesOf({ returns: 'list[str]' }), /floating/);
    assert.match(rulesOf({ returns: 'dict[str, float]' }), /floating/);
    assert.match(rulesOf({}), /floating/);
  });

  it('take a declared iterator for a generator', () => {
    assert.match(rulesOf({ returns: 'Iterator[int]' }), /yields, as a list/);
    assert.doesNotMatch(rulesOf({ returns: 'list[int]' }), /yields/);
  });

  it('ask for blocks where there is an object', () => {
    assert.match(rulesOf({}, 'python', true), /makes an object of its own \(`Jar\(\.\.\.\)`\)/);
  });

  it('choose kinds of input by the types of parameters', () => {
    const of = (type: string) =>
      inputKinds({ ...bare, parameters: [{ name: 'x', kind: 'positional', type }] }).join('; ');
    assert.match(of('str'), /ASCII/);
    assert.doesNotMatch(of('str'), /negative/);
    assert.match(of('list[int]'), /negative.*repeated/);
    assert.match(
      inputKinds({ ...bare, parameters: [{ name: 'x', kind: 'positional' }] }).join(),
      /negative/,
    );
  });
});
