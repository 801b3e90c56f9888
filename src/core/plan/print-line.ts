import type { Test } from '../check.ts';
import type { Contract, Parameter } from '../contract.ts';
import { scan, trimText } from './scan.ts';
import type { ConstraintNode, DefinitionNode, ParameterNode } from './syntax.ts';

/** What the first line of a definition says. */
interface SignatureParts {
  readonly name: string;
  readonly async: boolean;
  readonly generator: boolean;
  readonly parameters: readonly string[];
  readonly returns: string | undefined;
}

function printSignature(parts: SignatureParts): string {
  const prefix = `${parts.async ? 'async ' : ''}${parts.generator ? '*' : ''}`;
  const returns = parts.returns === undefined ? '' : ` -> ${parts.returns}`;
  return `${prefix}${parts.name}(${parts.parameters.join(', ')})${returns}`;
}

/** `name(arg: type = default) -> type` of a definition as read. */
export function signatureOfNode(node: DefinitionNode): string {
  return printSignature({
    name: node.name.text,
    async: node.async,
    generator: node.generator,
    parameters: node.parameters.map(printParameterNode),
    returns: node.returns?.text,
  });
}

/** `name(arg: type = default) -> type` of a contract. */
export function signatureOfContract(contract: Contract): string {
  return printSignature({
    name: contract.name,
    async: contract.async ?? false,
    generator: contract.generator ?? false,
    parameters: printParameters(contract.parameters),
    returns: contract.returns,
  });
}

function printParameterNode(node: ParameterNode): string {
  if (node.kind === 'marker') return node.name.text;
  return printParameter(node.kind, node.name.text, node.type?.text, node.default?.text);
}

function printParameters(parameters: readonly Parameter[]): readonly string[] {
  const printed: string[] = [];
  let keywordOnly = false;
  for (const { kind, name, type, default: value } of parameters) {
    if (kind === 'keyword-only' && !keywordOnly) printed.push('*');
    if (kind === 'keyword-only' || kind === 'rest') keywordOnly = true;
    printed.push(printParameter(kind, name, type, value));
  }
  return printed;
}

function printParameter(
  kind: Parameter['kind'],
  name: string,
  type: string | undefined,
  value: string | undefined,
): string {
  const stars = kind === 'rest' ? '*' : kind === 'keywords' ? '**' : '';
  const typed = type === undefined ? '' : `: ${type}`;
  const assign = type === undefined ? '=' : ' = ';
  return `${stars}${name}${typed}${value === undefined ? '' : `${assign}${value}`}`;
}

/** A description or assertion: what follows `:` on the first line, then continuation lines. */
export function printContinued(start: string, text: string): readonly string[] {
  const [first = '', ...rest] = text.split('\n');
  const space = start === '' || first === '' ? '' : ' ';
  return [`${start}${space}${first}`, ...rest.map(continuation)];
}

/** The mark that continues the line above. */
export const continuationMark = '|';

function continuation(line: string): string {
  return line === '' ? continuationMark : `${continuationMark} ${line}`;
}

/** The lines of a constraint as read, without indentation. */
export function constraintLines(node: ConstraintNode): readonly string[] {
  const comment = node.comment === undefined ? '' : `  ${node.comment}`;
  if (node.check === 'holds') {
    const title = node.title.text === '' ? '' : ` ${node.title.text}`;
    return printContinued(`holds${title === '' ? ' ' : title}:`, node.assertion);
  }
  const input =
    node.form === 'call'
      ? `>>> ${node.input.text}`
      : node.arguments.map((argument) => argument.text).join(', ');
  const output =
    node.check === 'throws'
      ? printThrows(node.exception?.text)
      : printExpected(node.expected.text, node.tolerance);
  return [`${input}${input === '' ? '' : ' '}-> ${output}${comment}`];
}

/** The lines of an example of a contract, without indentation. */
export function exampleLines(test: Test, name: string): readonly string[] {
  const { call, expectation } = test;
  if (expectation.kind === 'holds') return holds(call, expectation.assertion);
  const output =
    expectation.kind === 'throws'
      ? printThrows(expectation.exception)
      : printExpected(expectation.expected, expectation.tolerance);
  if (/[\n\r]/.test(call + output)) {
    // A constraint is one line; an assertion may be several.
    const expected = expectation.kind === 'equals' ? ` == ${expectation.expected}` : '';
    return holds(test.id, `assert ${call}${expected}`);
  }
  const inputs = argumentsOf(call, name);
  const input = inputs === undefined ? `>>> ${call}` : inputs;
  return [`${input}${input === '' ? '' : ' '}-> ${output}`];
}

function holds(title: string, assertion: string): readonly string[] {
  const safe = trimText(title.replace(/[:\n\r]+/g, ' '));
  return printContinued(`holds ${safe}:`, trimText(assertion.replace(/\r\n?/g, '\n')));
}

function printThrows(exception: string | undefined): string {
  return exception === undefined ? 'raises' : `raises ${exception}`;
}

function printExpected(expected: string, tolerance: number | undefined): string {
  return tolerance === undefined ? expected : `${expected} within ${tolerance}`;
}

/** What stands between the parentheses where the call is one of `name` itself. */
function argumentsOf(call: string, name: string): string | undefined {
  if (!call.startsWith(`${name}(`)) return undefined;
  const end = scan(call, name.length + 1, call.length).strayBracket;
  if (end !== call.length - 1 || call.charAt(end) !== ')') return undefined;
  return trimText(call.slice(name.length + 1, end));
}
