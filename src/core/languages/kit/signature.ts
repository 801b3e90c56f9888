import type { Contract, Parameter } from '../../contract.ts';
import type { Test } from '../../check.ts';
import type { LanguageId } from '../../text.ts';
import { languageFacts, type LanguageFacts } from './facts.ts';

/** The header of a declaration for a Contract: up to and with `:` in Python, before `{` elsewhere. */
export function renderHeader(contract: Contract, language: LanguageId): string {
  const facts = languageFacts(language);
  if (facts.family === 'python') {
    const returns = contract.returns === undefined ? '' : ` -> ${contract.returns}`;
    const start = contract.async === true ? 'async def' : 'def';
    return `${start} ${contract.name}(${pythonParameters(contract.parameters)})${returns}:`;
  }
  const star = contract.generator === true ? '*' : '';
  const start = `${contract.async === true ? 'async ' : ''}function${star}`;
  const parameters = contract.parameters.map((parameter) => scriptParameter(parameter, facts));
  const returns = facts.typed && contract.returns !== undefined ? `: ${contract.returns}` : '';
  return `${start} ${contract.name}(${parameters.join(', ')})${returns}`;
}

function pythonParameters(parameters: readonly Parameter[]): string {
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

function scriptParameter(parameter: Parameter, facts: LanguageFacts): string {
  const rest = parameter.kind === 'rest' ? '...' : '';
  const type = facts.typed && parameter.type !== undefined ? `: ${parameter.type}` : '';
  const value = parameter.default === undefined ? '' : ` = ${parameter.default}`;
  return `${rest}${parameter.name}${type}${value}`;
}

/** The description with its examples, as plain text: what a docstring or doc comment holds. */
export function docText(contract: Contract, family: LanguageFacts['family']): string {
  const examples = contract.examples
    .map((test) => exampleText(test, family))
    .filter((t) => t !== '');
  const parts = [contract.description.trim(), examples.join('\n')];
  return parts.filter((part) => part !== '').join('\n\n');
}

function exampleText(test: Test, family: LanguageFacts['family']): string {
  const { expectation } = test;
  switch (expectation.kind) {
    case 'equals':
      return family === 'python'
        ? `>>> ${test.call}\n${expectation.expected}`
        : `${test.call} // => ${expectation.expected}`;
    case 'throws':
      return family === 'python'
        ? `>>> ${test.call}\nraises ${expectation.exception ?? 'an exception'}`
        : `${test.call} // throws ${expectation.exception ?? 'an error'}`;
    case 'holds':
      return '';
  }
}

/** A docstring literal or doc comment that holds `text`, at column 0; empty for empty text. */
export function renderDoc(text: string, family: LanguageFacts['family']): string {
  if (text.trim() === '') return '';
  if (family === 'python') {
    const safe = text.replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"');
    const closed = safe.endsWith('"') ? `${safe} ` : safe;
    return closed.includes('\n') ? `"""${closed}\n"""` : `"""${closed}"""`;
  }
  const safe = text.replaceAll('*/', '*\u200b/');
  if (!safe.includes('\n')) return `/** ${safe} */`;
  const lines = safe.split('\n').map((line) => (line === '' ? ' *' : ` * ${line}`));
  return `/**\n${lines.join('\n')}\n */`;
}
