import assert from 'node:assert/strict';
import { findTests } from '../../../src/core/test-files/find-tests.ts';

const python = `class TestOther(unittest.TestCase):
    def test_a(self):
        pass


class TestF(unittest.TestCase):
    def test_a(self):
        pass

    async def test_b(self):
        pass


def test_c():
    pass
`;
const script = `describe('g', () => {
  it('returns 1', () => {});
});
describe("f", () => {
  it('returns 1', () => {});
  test("returns 'x' for (\\"y\\")", () => {});
});
`;

describe('finding kept tests again', () => {
  const at = (text: string, path: string, ...name: readonly string[]) => {
    const [found] = findTests(text, [name], path);
    return found && text.slice(found.start, found.end);
  };

  it('goes by name, class and function in Python', () => {
    const found = findTests(python, [['TestF', 'test_a']], 'test_f.py');
    assert.ok((found[0]?.start ?? 0) > python.indexOf('class TestF'));
    assert.equal(at(python, 'test_f.py', 'TestF', 'test_b'), 'async def test_b(self):');
    assert.equal(at(python, 'test_f.py', 'test_c'), 'def test_c():');
    assert.equal(at(python, 'test_f.py', 'TestOther', 'test_b'), undefined);
    assert.equal(at(python, 'test_f.py', 'test_gone'), undefined);
  });

  it('goes by title in JavaScript, whatever its quotes', () => {
    const found = findTests(script, [['f', 'returns 1']], 'f.test.js');
    assert.ok((found[0]?.start ?? 0) > script.indexOf('"f"'));
    assert.match(at(script, 'f.test.js', 'f', `returns 'x' for ("y")`) ?? '', /^test\(/);
    assert.equal(at(script, 'f.test.js', 'f', 'returns 2'), undefined);
    assert.equal(at(script, 'f.test.js', 'h', 'returns 1'), undefined);
  });
});
