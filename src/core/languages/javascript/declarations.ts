import type { Test } from '../../check.ts';
import type { Contract, Parameter } from '../../contract.ts';
import type { BodyText, DeclarationForm, Written } from '../kit/declaration.ts';
import type { LanguageFacts } from '../kit/facts.ts';
import { docCommentText } from './doc.ts';

/** Of a language of the family: the header carries types where its signatures do. */
export function scriptDeclarations({
  typed,
  indentUnit,
  stubBody,
}: LanguageFacts): DeclarationForm {
  return {
    header: (contract) => header(contract, typed),
    doc,
    docText: docCommentText,
    example,
    tail: (declaration) => (declaration.endsWith(';') ? ';' : ''),
    withBody: (declaration, body) => withBody(declaration, body, indentUnit),
    stub: ({ header: written, tail }) => `${written} {\n${indentUnit}${stubBody}\n}${tail}`,
    specification: ({ header: written, doc: comment }) =>
      `${comment === '' ? '' : `${comment}\n`}${written} { ... }`,
    declared:
      /^(?:\/\*[\s\S]*?\*\/\s*)?(?:@[^\n]*\n)*(?:export\s+(?:default\s+)?)?(?:declare\s+)?(?:abstract\s+)?(?:(?:async\s+)?function\s*\*?|class|const\s+enum|const|let|var|type|interface|enum)\s+([\w$]+)/,
    exportPrefix: (written) =>
      /^(?:@[^\n]*\n)*\s*((?:export\s+(?:default\s+)?)?(?:declare\s+)?)/.exec(written)?.[1] ?? '',
    exported: (declaration) => `export ${declaration}`,
    memberShells: [
      ['class Enclosing {\n', '\n}'],
      ['const enclosing = {\n', '\n};'],
    ],
  };
}

function header(contract: Contract, typed: boolean): string {
  const star = contract.generator === true ? '*' : '';
  const start = `${contract.async === true ? 'async ' : ''}function${star}`;
  const parameters = contract.parameters.map((parameter) => parameterText(parameter, typed));
  const returns = typed && contract.returns !== undefined ? `: ${contract.returns}` : '';
  return `${start} ${contract.name}(${parameters.join(', ')})${returns}`;
}

function parameterText(parameter: Parameter, typed: boolean): string {
  const rest = parameter.kind === 'rest' ? '...' : '';
  const type = typed && parameter.type !== undefined ? `: ${parameter.type}` : '';
  const value = parameter.default === undefined ? '' : ` = ${parameter.default}`;
  return `${rest}${parameter.name}${type}${value}`;
}

function example({ call, expectation }: Test): string {
  switch (expectation.kind) {
    case 'equals':
      return `${call} // => ${expectation.expected}`;
    case 'throws':
      return `${call} // throws ${expectation.exception ?? 'an error'}`;
    case 'holds':
      return '';
  }
}

function doc(text: string): string {
  const safe = text.replaceAll('*/', '*\u200b/');
  if (!safe.includes('\n')) return `/** ${safe} */`;
  const lines = safe.split('\n').map((line) => (line === '' ? ' *' : ` * ${line}`));
  return `/**\n${lines.join('\n')}\n */`;
}

function withBody(
  { header: written, tail }: Written,
  { kind, text }: BodyText,
  unit: string,
): string {
  if (kind === 'block') {
    const code = text.trimStart();
    const blank = text.slice(0, text.length - code.length);
    return `${written} {\n${blank}${unit}${code}\n}${tail}`;
  }
  if (!written.endsWith('=>')) return `${written} {\n${unit}return ${text.trim()};\n}${tail}`;
  return `${written}${text.startsWith('\n') ? '' : ' '}${text}${tail}`;
}
