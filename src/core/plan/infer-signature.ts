import { constraintsOf } from './check-constraints.ts';
import { signatureOfNode } from './print-line.ts';
import { pieces, scan } from './scan.ts';
import type { ConstraintNode, DefinitionNode, ParameterNode } from './syntax.ts';

/**
 * The signature of a function, with the types that its constraints suggest where it states none:
 * `'babad' -> 'bab'` makes `f(s)` read `f(s: str) -> str`.
 */
export function inferredSignature(definition: DefinitionNode): string {
  const constraints = constraintsOf(definition);
  const positional = definition.parameters.filter(({ kind }) => kind === 'positional');
  const inferred = definition.parameters.map((parameter): ParameterNode => {
    if (parameter.type !== undefined || parameter.kind !== 'positional') return parameter;
    const at = positional.indexOf(parameter);
    const type = joined([
      ...constraints.map((constraint) => typeOf(argumentAt(constraint, at))),
      typeOf(parameter.default?.text),
    ]);
    return type === undefined
      ? parameter
      : { ...parameter, type: { text: type, range: parameter.range } };
  });
  const result =
    definition.returns === undefined
      ? joined(
          constraints.map((constraint) =>
            constraint.check === 'equals' ? typeOf(constraint.expected.text) : undefined,
          ),
        )
      : undefined;
  return signatureOfNode({
    ...definition,
    parameters: inferred,
    ...(result === undefined ? {} : { returns: { text: result, range: definition.range } }),
  });
}

function argumentAt(constraint: ConstraintNode, at: number): string | undefined {
  if (constraint.check === 'holds' || constraint.form === 'call') return undefined;
  const given = constraint.arguments;
  const isPositional = given.every(({ text }) => scan(text, 0, text.length).equals.length === 0);
  return isPositional ? given[at]?.text : undefined;
}

/** The types that were seen, or nothing where nothing was. */
function joined(types: readonly (string | undefined)[]): string | undefined {
  const known = [...new Set(types.filter((type) => type !== undefined))];
  const numbers = known.includes('float') ? known.filter((type) => type !== 'int') : known;
  const withItems = numbers.filter(
    (type) => type.includes('[') || !numbers.some((other) => other.startsWith(`${type}[`)),
  );
  return withItems.length === 0 || withItems.length > 3 ? undefined : withItems.join(' | ');
}

/** The type of a literal, as far as its first items tell. */
function typeOf(expression: string | undefined, depth = 0): string | undefined {
  if (expression === undefined || depth > 4) return undefined;
  const text = expression.trim();
  if (/^[bB][rR]?["']/.test(text)) return 'bytes';
  if (/^[rRfFuU]{0,2}["'`]/.test(text)) return 'str';
  if (/^(?:True|False|true|false)$/.test(text)) return 'bool';
  if (/^(?:None|null|undefined)$/.test(text)) return 'None';
  if (/^-?\d[\d_]*n?$/.test(text)) return 'int';
  if (/^-?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?$/.test(text)) return 'float';
  if (/^(?:lambda\b|\(lambda\b)/.test(text) || text.includes('=>')) return 'Callable';
  const isWhole = scan(text, 1, text.length).strayBracket === text.length - 1;
  if (!isWhole) return undefined;
  const items = itemsOf(text);
  if (text.startsWith('[')) return containerOf('list', items, depth);
  if (text.startsWith('(')) {
    return items.length === 1 && !text.includes(',') ? typeOf(items[0], depth + 1) : 'tuple';
  }
  if (!text.startsWith('{')) return undefined;
  const [first] = items;
  const colon = first === undefined ? undefined : scan(first, 0, first.length).colons[0];
  if (first === undefined || colon !== undefined) return 'dict';
  return containerOf('set', items, depth);
}

function containerOf(name: string, items: readonly string[], depth: number): string {
  const types = [...new Set(items.slice(0, 8).map((item) => typeOf(item, depth + 1)))];
  const [type] = types;
  return types.length === 1 && type !== undefined ? `${name}[${type}]` : name;
}

function itemsOf(text: string): readonly string[] {
  const end = text.length - 1;
  return pieces(text, 1, end, scan(text, 1, end).commas)
    .map(({ start, end: to }) => text.slice(start, to))
    .filter((item) => item !== '');
}
