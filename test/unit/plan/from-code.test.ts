import { parseSource } from '../../../src/core/languages/parsed-source.ts';
import assert from 'node:assert/strict';
import { sourceParser } from '../../support/parser.ts';
import { diagnose } from '../../../src/core/plan/diagnose.ts';
import { planFromCode } from '../../../src/core/plan/plan-from-code.ts';
import { printPlan } from '../../../src/core/plan/print.ts';

describe('a plan from code', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  it('has the functions, their descriptions and who calls whom (Python)', async () => {
    const parsed = await parseSource(
      parser,
      'python',
      [
        'def leaf(x: int) -> int:',
        '    """One more.',
        '',
        '    >>> leaf(1)',
        '    2',
        '    """',
        '    return x + 1',
        '',
        'def unused():',
        '    return 1',
        '',
        'def main(xs, *, deep=False):',
        '    """Adds one to each.',
        '',
        '    Goes down where deep.',
        '    """',
        '    def inner(y):',
        '        return leaf(y)',
        '    return [main(x) if deep else inner(x) for x in xs]',
      ].join('\n'),
    );
    const made = await planFromCode(parsed, 'python', parser);
    assert.ok(made.ok);
    const text = printPlan(made.value);
    assert.equal(
      text,
      [
        '# language: python',
        'main(xs, *, deep=False): Adds one to each.',
        '  |',
        '  | Goes down where deep.',
        '  leaf(x: int) -> int: One more.',
        '  1 -> 2',
        '  main',
        '',
      ].join('\n'),
    );
    assert.deepEqual(diagnose(text).diagnostics, []);
  });

  it('starts from the function that is asked for', async () => {
    const parsed = await parseSource(
      parser,
      'typescript',
      'export function a(n: number): number { return b(n); }\nconst b = (n: number): number => n;\n',
    );
    const made = await planFromCode(parsed, 'typescript', parser, 'b');
    assert.ok(made.ok);
    assert.deepEqual([...made.value.plan.functions.keys()], ['b']);
    const none = await planFromCode(parsed, 'typescript', parser, 'c');
    assert.ok(!none.ok && none.error.reason === 'no-function');
  });

  it('says so where there is no function', async () => {
    const source = await parseSource(parser, 'python', 'x = 1\n');
    const made = await planFromCode(source, 'python', parser);
    assert.ok(!made.ok && made.error.reason === 'no-functions');
  });
});
