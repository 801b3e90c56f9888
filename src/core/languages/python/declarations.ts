import type { Test } from '../../check.ts';
import type { Contract, Parameter } from '../../contract.ts';
import type { DeclarationForm, Written } from '../kit/declaration.ts';
import { indentBy } from '../kit/indent.ts';
import { docstringText } from './doc.ts';
import { pythonFacts } from './facts.ts';
import { pythonLexis } from './lexis.ts';

const { indentUnit, stubBody } = pythonFacts;

export const pythonDeclarations: DeclarationForm = {
  header,
  doc,
  docText: docstringText,
  example,
  tail: () => '',
  withBody: (declaration, { kind, text, aboveDoc }) => {
    const code = text.trimStart();
    const blank = kind === 'block' ? text.slice(0, text.length - code.length) : '';
    const statement = kind === 'block' ? code : `return ${code.trimEnd()}`;
    return `${opening(declaration, aboveDoc)}${blank}${indentUnit}${statement}`;
  },
  stub: (declaration) => `${opening(declaration)}${indentUnit}${stubBody}`,
  specification: (declaration) => `${opening(declaration)}${indentUnit}...`,
  declared: /^(?:@[^\n]*\n)*(?:(?:async\s+)?def|class)\s+(\w+)|^(\w+)\s*(?::[^=\n]+)?=(?!=)/,
  exportPrefix: () => '',
  exported: (declaration) => declaration,
  memberShells: [],
};

/** The header, remarks below it, and the docstring where there is one. */
function opening(
  { header: written, doc: literal }: Written,
  above: readonly string[] = [],
): string {
  const remarks = above.map((remark) => `${indentUnit}${remark}\n`).join('');
  return literal === ''
    ? `${written}\n${remarks}`
    : `${written}\n${remarks}${indentBy(literal, indentUnit, pythonLexis)}\n`;
}

function header(contract: Contract): string {
  const returns = contract.returns === undefined ? '' : ` -> ${contract.returns}`;
  const start = contract.async === true ? 'async def' : 'def';
  return `${start} ${contract.name}(${parameterList(contract.parameters)})${returns}:`;
}

function parameterList(parameters: readonly Parameter[]): string {
  const parts: string[] = [];
  let starred = false;
  for (const parameter of parameters) {
    if (parameter.kind === 'keyword-only' && !starred) {
      parts.push('*');
      starred = true;
    }
    if (parameter.kind === 'rest') starred = true;
    const stars = { positional: '', 'keyword-only': '', rest: '*', keywords: '**' }[parameter.kind];
    const type = parameter.type === undefined ? '' : `: ${parameter.type}`;
    const equals = type === '' ? '=' : ' = ';
    const value = parameter.default === undefined ? '' : `${equals}${parameter.default}`;
    parts.push(`${stars}${parameter.name}${type}${value}`);
  }
  return parts.join(', ');
}

function example({ call, expectation }: Test): string {
  switch (expectation.kind) {
    case 'equals':
      return `>>> ${call}\n${expectation.expected}`;
    case 'throws':
      return `>>> ${call}\nraises ${expectation.exception ?? 'an exception'}`;
    case 'holds':
      return '';
  }
}

function doc(text: string): string {
  const safe = text.replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"');
  const closed = safe.endsWith('"') ? `${safe} ` : safe;
  return closed.includes('\n') ? `"""${closed}\n"""` : `"""${closed}"""`;
}
