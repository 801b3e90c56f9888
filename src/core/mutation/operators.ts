import type { MutationGrammar, MutationOperator } from '../languages/kit/mutation-grammar.ts';

const comparisons: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>'],
  '<=': ['<', '>='],
  '>': ['>=', '<'],
  '>=': ['>', '<='],
  '==': ['!='],
  '!=': ['=='],
  '===': ['!=='],
  '!==': ['==='],
};

const swaps: Readonly<Record<string, readonly string[]>> = {
  '+': ['-'],
  '-': ['+'],
  '*': ['+'],
  '/': ['*'],
  '//': ['*'],
  '%': ['*'],
  '+=': ['-='],
  '-=': ['+='],
  '*=': ['+='],
  '//=': ['*='],
  and: ['or'],
  or: ['and'],
  '&&': ['||'],
  '||': ['&&'],
  True: ['False'],
  False: ['True'],
  true: ['false'],
  false: ['true'],
};

/**
 * What an operator puts in place of a captured text; empty where it has nothing to offer. A
 * comparison is first moved by its boundary, then reversed; a whole number is made one larger and
 * one smaller.
 */
export function replacements(
  operator: MutationOperator,
  text: string,
  grammar: MutationGrammar,
): readonly string[] {
  switch (operator) {
    case 'comparison':
      return comparisons[text] ?? [];
    case 'arithmetic':
    case 'assignment':
    case 'logic':
    case 'boolean':
      return swaps[text] ?? [];
    case 'number':
      return offByOne(text);
    case 'condition':
      return [grammar.negated(text)];
    case 'returned':
      return text === grammar.nothing ? [] : [grammar.nothing];
    case 'statement':
      return [grammar.emptyStatement];
  }
}

function offByOne(text: string): readonly string[] {
  if (!/^\d{1,15}$/.test(text)) return [];
  const value = Number(text);
  return value === 0 ? ['1'] : [String(value + 1), String(value - 1)];
}
