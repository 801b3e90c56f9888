import type { Contract } from '../../contract.ts';
import type { Case } from '../case.ts';
import { isNaNValue } from '../literal.ts';
import type { WritingStyle } from '../test-project.ts';

export interface PythonWriting {
  readonly contract: Contract;
  /** The target as a test's name says it: `free_slots`, `stack_push`. */
  readonly name: string;
  readonly form: 'pytest' | 'unittest';
  readonly awaits: boolean;
  /** Module that declares the target. */
  readonly module: string;
  readonly style: WritingStyle;
  /** Names of functions that the place has already. */
  readonly taken: readonly string[];
  /** Import statements of the target's module, by the names they bind, where they can stand elsewhere too. */
  readonly importsOfModule: ReadonlyMap<string, string>;
}

export function exceptionWords(exception = 'Exception'): string {
  const name = exception.split('.').at(-1) ?? exception;
  return `raises_${name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()}`;
}

/** How the target's call is written: a coroutine is awaited where a plugin does it, else run. */
export function callOf(call: string, { contract, awaits, form }: PythonWriting): string {
  if (contract.async !== true) return call;
  return awaits && form === 'pytest' ? `await ${call}` : `asyncio.run(${call})`;
}

export function raisesLines(
  call: string,
  exception: string | undefined,
  { form, style }: PythonWriting,
): string[] {
  const type = exception ?? 'Exception';
  const opening =
    form === 'unittest' ? `with self.assertRaises(${type}):` : `with pytest.raises(${type}):`;
  return [opening, `${style.indent}${call}`];
}

export function equalsLines(
  call: string,
  { expected, tolerance }: Extract<Case['claim'], { kind: 'equals' }>,
  { form, contract }: PythonWriting,
): string[] {
  const { text, value } = expected;
  const unittest = form === 'unittest';
  if (value && isNaNValue(value)) {
    return [unittest ? `self.assertTrue(math.isnan(${call}))` : `assert math.isnan(${call})`];
  }
  if (tolerance !== undefined) return [closeLine(call, text, tolerance, unittest)];
  if (value?.kind === 'null') {
    return [unittest ? `self.assertIsNone(${call})` : `assert ${call} is None`];
  }
  if (value?.kind === 'bool' && contract.returns === 'bool') {
    if (unittest) return [`self.assert${value.value ? 'True' : 'False'}(${call})`];
    return [`assert ${value.value ? '' : 'not '}${call}`];
  }
  return [unittest ? `self.assertEqual(${call}, ${text})` : `assert ${call} == ${text}`];
}

function closeLine(call: string, expected: string, tolerance: number, unittest: boolean): string {
  if (unittest) return `self.assertAlmostEqual(${call}, ${expected}, delta=${tolerance})`;
  return `assert ${call} == pytest.approx(${expected}, rel=${tolerance}, abs=${tolerance})`;
}
