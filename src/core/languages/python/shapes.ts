import type { SyntaxNode, SyntaxTree } from '../../syntax-tree.ts';
import {
  anything,
  deepest,
  eitherOf,
  type RecordShape,
  type Shape,
  type ShapeReader,
} from '../kit/shape.ts';
import { readPythonLiteral } from './literal.ts';

/** Reads annotations: built-in generics, unions, literals, and classes of the file that are data. */
export const pythonShapes: ShapeReader = async (parser, language, asked) => {
  const known = declaredTypes(await parser.tree(language, asked.declarations));
  const header = `def f(${asked.parameters
    .map(({ type }, at) => `p${at}: ${type ?? '__nothing_said__'}`)
    .join(', ')}): pass`;
  const tree = await parser.tree(language, header);
  const types = [...tree.descendants('typed_parameter')].map((node) => node.child('type'));
  return asked.parameters.map((_, at) => {
    const type = types[at];
    return type === undefined ? anything : shapeOf(type, known, 0);
  });
};

type Known = ReadonlyMap<string, SyntaxNode>;

/** Classes and aliases of a module by name. */
function declaredTypes(tree: SyntaxTree): Known {
  const found = new Map<string, SyntaxNode>();
  for (const node of tree.descendants('class_definition')) {
    const name = node.child('name')?.text;
    if (name !== undefined) found.set(name, node);
  }
  for (const node of tree.descendants('assignment')) {
    const [left, right] = [node.child('left'), node.child('right')];
    const isAlias = right && /^(?:subscript|binary_operator|call|identifier)$/.test(right.kind);
    if (left?.kind === 'identifier' && isAlias && !found.has(left.text)) {
      found.set(left.text, right);
    }
  }
  return found;
}

function shapeOf(node: SyntaxNode, known: Known, depth: number): Shape {
  if (depth > deepest) return anything;
  const inner = (each: SyntaxNode) => shapeOf(each, known, depth + 1);
  switch (node.kind) {
    case 'type': {
      const [only] = node.namedChildren;
      return only === undefined ? anything : shapeOf(only, known, depth);
    }
    case 'none':
      return { kind: 'value', value: { kind: 'null' } };
    case 'binary_operator':
    case 'union_type':
      return eitherOf(node.namedChildren.map(inner));
    case 'generic_type':
    case 'subscript': {
      const [name, ...rest] = node.namedChildren;
      const args = rest.flatMap((each) =>
        each.kind === 'type_parameter' ? each.namedChildren : [each],
      );
      return genericOf(name?.text ?? '', args, inner);
    }
    case 'identifier':
    case 'attribute':
    case 'member_type':
      return namedShape(node.text, known, depth);
    default:
      return anything;
  }
}

function namedShape(written: string, known: Known, depth: number): Shape {
  const name = written.slice(written.lastIndexOf('.') + 1);
  switch (name) {
    case 'int':
    case 'float':
    case 'bool':
    case 'str':
    case 'bytes':
      return { kind: name };
    case 'Number':
      return { kind: 'float' };
    case 'list':
    case 'List':
    case 'set':
    case 'Set':
    case 'tuple':
    case 'Tuple':
    case 'dict':
    case 'Dict':
    case 'frozenset':
    case 'FrozenSet':
    case 'Sequence':
    case 'Iterable':
    case 'Mapping':
      return genericOf(name, [], () => anything);
    default: {
      const declared = known.get(name);
      if (declared === undefined) return anything;
      if (declared.kind === 'class_definition') return classShape(name, declared, known, depth);
      if (declared.kind !== 'call') return shapeOf(declared, known, depth + 1);
      const isNew = declared.child('function')?.text.endsWith('NewType') === true;
      const base = declared.child('arguments')?.namedChildren[1];
      return isNew && base !== undefined ? shapeOf(base, known, depth + 1) : anything;
    }
  }
}

function genericOf(
  written: string,
  args: readonly SyntaxNode[],
  inner: (node: SyntaxNode) => Shape,
): Shape {
  const [first, second] = args;
  const of = first === undefined ? anything : inner(first);
  switch (written.slice(written.lastIndexOf('.') + 1)) {
    case 'list':
    case 'List':
    case 'Sequence':
    case 'MutableSequence':
    case 'Iterable':
    case 'Collection':
    case 'Iterator':
      return { kind: 'list', of };
    case 'set':
    case 'Set':
    case 'AbstractSet':
      return { kind: 'set', of };
    case 'frozenset':
    case 'FrozenSet':
      return { kind: 'frozenset', of };
    case 'tuple':
    case 'Tuple': {
      const isRun = args.length === 0 || args.at(-1)?.text === '...';
      return isRun ? { kind: 'run', of } : { kind: 'tuple', items: args.map(inner), as: 'tuple' };
    }
    case 'dict':
    case 'Dict':
    case 'Mapping':
    case 'MutableMapping':
    case 'DefaultDict':
      return { kind: 'dict', key: of, of: second === undefined ? anything : inner(second) };
    case 'Optional':
      return eitherOf([of, { kind: 'value', value: { kind: 'null' } }]);
    case 'Union':
      return eitherOf(args.map(inner));
    case 'Literal':
      return eitherOf(
        args.flatMap((arg): Shape[] => {
          const value = readPythonLiteral(arg.text);
          return value === undefined ? [] : [{ kind: 'value', value }];
        }),
      );
    case 'Annotated':
    case 'Final':
    case 'Required':
    case 'NotRequired':
    case 'ReadOnly':
      return of;
    default:
      return anything;
  }
}

/** A class that is data: an enum, a TypedDict, a NamedTuple or a dataclass. */
function classShape(name: string, node: SyntaxNode, known: Known, depth: number): Shape {
  const bases = (node.child('superclasses')?.namedChildren ?? []).map(({ text }) => text);
  const statements = (node.child('body')?.namedChildren ?? []).flatMap((statement) =>
    statement.kind === 'expression_statement' ? statement.namedChildren : [statement],
  );
  const fields = statements.filter(({ kind }) => kind === 'assignment');
  if (bases.some((base) => /(?:^|\.)(?:\w*Enum|Flag|IntFlag)$/.test(base))) {
    return eitherOf(
      fields.flatMap((field): Shape[] => {
        const member = field.child('left');
        return member?.kind === 'identifier' && !member.text.startsWith('_')
          ? [
              {
                kind: 'value',
                value: { kind: 'named', sort: 'constant', name: `${name}.${member.text}` },
              },
            ]
          : [];
      }),
    );
  }
  const isDict = bases.some((base) => /(?:^|\.)TypedDict$/.test(base));
  const isNamedTuple = bases.some((base) => /(?:^|\.)NamedTuple$/.test(base));
  const decorators = node.parent?.kind === 'decorated_definition' ? node.parent.namedChildren : [];
  const isData = decorators.some(({ text }) => /^@(?:\w+\.)?dataclass\b/.test(text));
  if (!isDict && !isNamedTuple && !isData) return anything;
  const isPartial = /\btotal\s*=\s*False/.test(node.child('superclasses')?.text ?? '');
  const inherited = bases.flatMap((base) => {
    const parent = known.get(base);
    const shape =
      parent?.kind === 'class_definition' && depth < deepest
        ? classShape(base, parent, known, depth + 1)
        : anything;
    return shape.kind === 'record' ? shape.fields : [];
  });
  const own = fields.flatMap((field): RecordShape['fields'] => {
    const [left, type, right] = [field.child('left'), field.child('type'), field.child('right')];
    if (left?.kind !== 'identifier' || type === undefined || /\bClassVar\b/.test(type.text)) {
      return [];
    }
    if (right !== undefined && /\binit\s*=\s*False/.test(right.text)) return [];
    const optional = isPartial || /^(?:\w+\.)?NotRequired\b/.test(type.text) || right !== undefined;
    return [{ name: left.text, of: shapeOf(type, known, depth + 1), optional }];
  });
  const all = [...new Map([...inherited, ...own].map((field) => [field.name, field])).values()];
  return { kind: 'record', fields: all, ...(isDict ? { asDict: true } : { type: name }) };
}
