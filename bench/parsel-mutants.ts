import { languages } from '../src/core/languages/languages.ts';
import type { Random } from '../src/core/ports.ts';
import { maskOf } from '../src/core/languages/kit/lexis.ts';

/** A changed function; `how` says what was changed. */
export interface Mutant {
  readonly code: string;
  readonly how: string;
  /** False where the function breaks before it is called. */
  readonly subtle: boolean;
}

const swaps: readonly (readonly [RegExp, string])[] = [
  [/==/g, '!='],
  [/!=/g, '=='],
  [/<=/g, '<'],
  [/>=/g, '>'],
  [/(?<![<>=-])<(?![<=])/g, '>='],
  [/(?<![<>=-])>(?![>=])/g, '<='],
  [/(?<=[\w)\]] ?)\+(?!=)/g, '-'],
  [/(?<=[\w)\]] ?)-(?![=>])/g, '+'],
  [/(?<=[\w)\]] ?)(?<!\*)\*(?![*=])/g, '+'],
  [/(?<=[\w)\]] ?)(?<!\/)\/(?![/=])/g, '*'],
  [/\/\//g, '%'],
  [/(?<=[\w)\]] ?)%(?!=)/g, '//'],
  [/\+=/g, '-='],
  [/-=/g, '+='],
  [/\*\*/g, '*'],
  [/\band\b/g, 'or'],
  [/\bor\b/g, 'and'],
  [/\bTrue\b/g, 'False'],
  [/\bFalse\b/g, 'True'],
  [/\bnot (?!in\b)/g, ''],
  [/\bif\b(?=[^\n]*:\s*$)/gm, 'if not'],
  [/(?<![\w.])0(?![\w.])/g, '1'],
  [/(?<![\w.])1(?![\w.])/g, '2'],
  [/(?<![\w.])2(?![\w.])/g, '3'],
  [/(?<=return )\S[^\n]*/g, 'None'],
  [/(?<=return )\S[^\n]*/g, '0'],
  [/(?<=return )\S[^\n]*/g, '[]'],
  [/^( +|\t+)\w[\w.]*(?:\[[^\n]*\])? = [^\n]*$/gm, '$1pass'],
  [/^( +|\t+)\w+\.\w+\([^\n]*\)$/gm, '$1pass'],
  [/\w+(?=\))/g, 'None'],
];

/** Small changes of a Python function: other operators, constants, results; no two the same. */
export function mutantsOf(code: string, random: Random): readonly Mutant[] {
  const mask = maskOf(code, languages.python);
  const body = bodyStart(mask);
  const found = new Map<string, Mutant>();
  for (const [pattern, replacement] of swaps) {
    for (const match of mask.matchAll(pattern)) {
      if (match.index < body) continue;
      const original = code.slice(match.index, match.index + match[0].length);
      const changed = replacement.replace('$1', match[1] ?? '');
      const mutated =
        code.slice(0, match.index) + changed + code.slice(match.index + original.length);
      const how = `${original.trim()} becomes ${changed.trim() || 'nothing'}`;
      if (mutated !== code) found.set(mutated, { code: mutated, how, subtle: true });
    }
  }
  return [...shuffled([...found.values()], random), ...crudeMutants(code, mask, body)];
}

/** Changes that show wherever the function is called, or even where it is only defined. */
function crudeMutants(code: string, mask: string, body: number): readonly Mutant[] {
  const indent = /^[ \t]+/m.exec(mask.slice(body))?.[0] ?? '    ';
  const name = /\bdef\s+(\w+)/.exec(mask)?.[1] ?? '';
  const open = mask.indexOf('(', mask.indexOf('def ')) + 1;
  const inside = mask.slice(open, mask.indexOf(')', open)).trim();
  const separator = inside === '' ? '' : ', ';
  const first = (statement: string): string =>
    `${code.slice(0, body)}\n${indent}${statement}${code.slice(body)}`;
  const parameter = (text: string): string => `${code.slice(0, open)}${text}${code.slice(open)}`;
  const before = (line: string): string => `${line}\n${code}`;
  const make = (how: string, mutated: string): Mutant => ({ code: mutated, how, subtle: false });
  return [
    make('returns at once', first('return None')),
    make('raises', first('raise ValueError("no")')),
    make('uses an unknown name', first(`return ${name}_of_another`)),
    make(
      'calls itself without end',
      first(`return ${name}(${'None, '.repeat(inside === '' ? 0 : inside.split(',').length)})`),
    ),
    make('needs one argument more', parameter(`extra${separator}`)),
    make('divides by zero', first('return 1 / 0')),
    make('breaks where it is defined: unknown decorator', before('@unknown_decorator')),
    make('breaks where it is defined: decorator is nothing', before('@None')),
    make('breaks where it is defined: decorator fails', before('@[].pop')),
    make('breaks where it is defined: argument of the decorator', before('@print(1 / 0)')),
    make('breaks where it is defined: decorator takes nothing', before('@(lambda: None)')),
  ];
}

/** The offset of the line end after the header. */
function bodyStart(mask: string): number {
  const def = mask.indexOf('def ');
  let depth = 0;
  for (let at = def; at < mask.length; at += 1) {
    const char = mask.charAt(at);
    if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    else if (char === ':' && depth === 0) return at + 1;
  }
  return mask.length;
}

export function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  const result = [...items];
  for (let at = result.length - 1; at > 0; at -= 1) {
    const other = random.below(at + 1);
    [result[at], result[other]] = [result[other] as T, result[at] as T];
  }
  return result;
}
