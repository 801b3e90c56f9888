import { languages } from '../../../src/core/languages/languages.ts';
import assert from 'node:assert/strict';
import { assertionAt, calledNames } from '../../../src/vscode/code-actions/assertion.ts';

const python = `def test_it():
    values = make()
    assert total(
        [1, 2],
    ) == 3
    with pytest.raises(ValueError):
        total("(")
    return 1`.split('\n');

describe('assertions at the cursor', () => {
  it('are found whole from any of their lines', () => {
    const whole = '    assert total(\n        [1, 2],\n    ) == 3';
    for (const line of [2, 3, 4]) assert.equal(assertionAt(python, line, languages.python), whole);
    assert.equal(assertionAt(python, 1, languages.python), undefined);
    assert.equal(assertionAt(python, 7, languages.python), undefined);
  });

  it('take the block of a with along', () => {
    const whole = '    with pytest.raises(ValueError):\n        total("(")';
    assert.equal(assertionAt(python, 5, languages.python), whole);
    assert.equal(assertionAt(python, 6, languages.python), whole);
  });

  it('are known in JavaScript', () => {
    const lines = ['it("adds", () => {', '  expect(add(1, 2))', '    .toBe(3);', '});'];
    assert.equal(assertionAt(lines, 1, languages.javascript), '  expect(add(1, 2))');
    assert.equal(
      assertionAt(['  assert.equal(f(1), 2);'], 0, languages.javascript),
      '  assert.equal(f(1), 2);',
    );
    assert.equal(assertionAt(lines, 0, languages.javascript), undefined);
  });

  it('name what they call, but not what they are made with', () => {
    const names = (code: string, family: 'python' | 'javascript') =>
      calledNames(code, languages[family]).map(({ name }) => name);
    assert.deepEqual(names('assert sorted(total([1], "f(x)")) == list(rest(2))', 'python'), [
      'total',
      'rest',
    ]);
    assert.deepEqual(names('expect(add(1)).toEqual(new Map())', 'javascript'), ['add']);
    assert.deepEqual(calledNames('  assert f(1) == 2', languages.python), [{ name: 'f', at: 9 }]);
  });
});
