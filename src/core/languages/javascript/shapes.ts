import type { SyntaxNode, SyntaxTree } from '../../syntax-tree.ts';
import {
  anything,
  deepest,
  eitherOf,
  type RecordShape,
  type Shape,
  type ShapeReader,
} from '../kit/shape.ts';
import { readJavaScriptLiteral } from './literal.ts';

/** Reads type annotations, and the types that JSDoc gives where there are none, by TypeScript's grammar. */
export const scriptShapes: ShapeReader = async (parser, _, asked) => {
  const known = declaredTypes(await parser.tree('typescript', asked.declarations));
  const said = documentedTypes(asked.description);
  const types = asked.parameters.map(({ name, type }) => type ?? said.get(name) ?? 'unknown');
  const header = `function f(${types.map((type, at) => `p${at}: ${type}`).join(', ')}) {}`;
  const tree = await parser.tree('typescript', header);
  const nodes = [...tree.descendants('required_parameter')].map((node) => node.child('type'));
  return asked.parameters.map((_parameter, at) => {
    const node = nodes[at];
    return node === undefined ? anything : shapeOf(node, known, 0);
  });
};

/** `@param {number[]} list`, by name. Optional parameters may be named in brackets. */
function documentedTypes(description: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { index } of description.matchAll(/@(?:param|arg|argument)\s+\{/g)) {
    const open = description.indexOf('{', index);
    let [at, depth] = [open, 0];
    do {
      const character = description[at];
      if (character === '{') depth += 1;
      else if (character === '}') depth -= 1;
      at += 1;
    } while (depth > 0 && at < description.length);
    const name = /^\s*\[?([\w$]+)/.exec(description.slice(at, at + 200))?.[1];
    const type = description.slice(open + 1, at - 1).trim();
    if (name !== undefined) found.set(name, type.replace(/^[.?!]+|=$/g, '').replace(/\.</g, '<'));
  }
  return found;
}

type Known = ReadonlyMap<string, SyntaxNode>;

function declaredTypes(tree: SyntaxTree): Known {
  const kinds = ['interface_declaration', 'type_alias_declaration', 'enum_declaration'];
  return new Map(
    [...tree.descendants(...kinds)].map((node) => [node.child('name')?.text ?? '', node]),
  );
}

function shapeOf(node: SyntaxNode, known: Known, depth: number): Shape {
  if (depth > deepest) return anything;
  const inner = (each: SyntaxNode | undefined) =>
    each === undefined ? anything : shapeOf(each, known, depth + 1);
  const [first] = node.namedChildren;
  switch (node.kind) {
    case 'type_annotation':
    case 'parenthesized_type':
    case 'readonly_type':
    case 'optional_type':
      return first === undefined ? anything : shapeOf(first, known, depth);
    case 'predefined_type':
    case 'type_identifier':
      return namedShape(node.text, known, depth);
    case 'literal_type': {
      const value = node.text === 'undefined' ? undefinedValue : readJavaScriptLiteral(node.text);
      return value === undefined ? anything : { kind: 'value', value };
    }
    case 'array_type':
      return { kind: 'list', of: inner(first) };
    case 'tuple_type':
      return { kind: 'tuple', items: node.namedChildren.map(inner), as: 'list' };
    case 'union_type':
      return eitherOf(node.namedChildren.map(inner));
    case 'object_type':
    case 'interface_body':
      return recordOf(node, inner);
    case 'generic_type':
      return genericOf(
        node.child('name')?.text ?? '',
        node.child('type_arguments')?.namedChildren ?? [],
        inner,
      );
    default:
      return anything;
  }
}

const undefinedValue = { kind: 'undefined' } as const;

function namedShape(name: string, known: Known, depth: number): Shape {
  switch (name) {
    case 'number':
    case 'Number':
      return { kind: 'number' };
    case 'bigint':
      return { kind: 'int' };
    case 'string':
    case 'String':
      return { kind: 'str' };
    case 'boolean':
    case 'Boolean':
      return { kind: 'bool' };
    case 'null':
      return { kind: 'value', value: { kind: 'null' } };
    case 'undefined':
      return { kind: 'value', value: undefinedValue };
    case 'Array':
    case 'array':
      return { kind: 'list', of: anything };
    default: {
      const declared = known.get(name);
      return declared === undefined ? anything : declaredShape(name, declared, known, depth);
    }
  }
}

function declaredShape(name: string, node: SyntaxNode, known: Known, depth: number): Shape {
  if (depth > deepest) return anything;
  const inner = (each: SyntaxNode | undefined) =>
    each === undefined ? anything : shapeOf(each, known, depth + 1);
  switch (node.kind) {
    case 'type_alias_declaration':
      return inner(node.child('value'));
    case 'enum_declaration':
      return eitherOf(
        (node.child('body')?.namedChildren ?? []).flatMap((member): Shape[] => {
          const key = member.kind === 'enum_assignment' ? member.child('name') : member;
          return key?.kind === 'property_identifier'
            ? [
                {
                  kind: 'value',
                  value: { kind: 'named', sort: 'constant', name: `${name}.${key.text}` },
                },
              ]
            : [];
        }),
      );
    case 'interface_declaration': {
      const body = node.child('body');
      const own = body === undefined ? anything : recordOf(body, inner);
      const parents = [...node.descendants('extends_type_clause')].flatMap((clause) =>
        clause.namedChildren.map(inner),
      );
      if (own.kind !== 'record' || parents.some(({ kind }) => kind !== 'record')) return anything;
      const fields = [...parents, own].flatMap((each) =>
        each.kind === 'record' ? each.fields : [],
      );
      return {
        kind: 'record',
        fields: [...new Map(fields.map((field) => [field.name, field])).values()],
      };
    }
    default:
      return anything;
  }
}

/** An object type whose members are all data. */
function recordOf(node: SyntaxNode, inner: (each: SyntaxNode | undefined) => Shape): Shape {
  const [index] = node.namedChildren;
  if (index?.kind === 'index_signature') {
    const types = [...index.descendants('type_annotation')];
    return withSomeKeys(inner(types.at(-1)));
  }
  const members = node.namedChildren.filter(({ isExtra }) => !isExtra);
  if (members.some(({ kind }) => kind !== 'property_signature')) return anything;
  const fields = members.map((member): RecordShape['fields'][number] => ({
    name: (member.child('name')?.text ?? '').replace(/^['"]|['"]$/g, ''),
    of: inner(member.child('type')),
    optional: member.childOfKind('?') !== undefined,
  }));
  return { kind: 'record', fields };
}

function genericOf(
  name: string,
  args: readonly SyntaxNode[],
  inner: (node: SyntaxNode | undefined) => Shape,
): Shape {
  const [first, second] = args;
  switch (name) {
    case 'Array':
    case 'ReadonlyArray':
    case 'Iterable':
      return { kind: 'list', of: inner(first) };
    case 'Set':
    case 'ReadonlySet':
      return { kind: 'set', of: inner(first) };
    case 'Map':
    case 'ReadonlyMap':
      return { kind: 'dict', key: inner(first), of: inner(second) };
    case 'Record':
    case 'Object': {
      const key = inner(first);
      const names = key.kind === 'union' ? key.of : [key];
      const fields = names.flatMap((each) =>
        each.kind === 'value' && each.value.kind === 'str'
          ? [{ name: each.value.value, of: inner(second), optional: false }]
          : [],
      );
      return fields.length === names.length
        ? { kind: 'record', fields }
        : withSomeKeys(inner(second));
    }
    case 'Partial': {
      const whole = inner(first);
      return whole.kind === 'record'
        ? { ...whole, fields: whole.fields.map((field) => ({ ...field, optional: true })) }
        : whole;
    }
    case 'Readonly':
    case 'Required':
    case 'NonNullable':
      return inner(first);
    default:
      return anything;
  }
}

const someKeys = ['a', 'b', 'key', '1'];

/** An object with whatever keys is shown by one with some. */
function withSomeKeys(of: Shape): Shape {
  return { kind: 'record', fields: someKeys.map((name) => ({ name, of, optional: true })) };
}
