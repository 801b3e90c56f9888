import type { Parameter } from '../../../contract.ts';
import type { SyntaxNode } from '../../../syntax-tree.ts';
import type { Declaration } from '../../kit/reading/declaration.ts';
import { saysTodo, type Signature } from '../../kit/reading/signature.ts';

/** What a function says to its callers, in whatever form it is written. */
export function scriptSignature(declaration: Declaration): Signature {
  const node = declaration.value ?? declaration.node;
  const bare = node.child('parameter');
  const list = node.child('parameters')?.namedChildren ?? [];
  const returns = node.child('return_type')?.namedChildren[0]?.text;
  const header = headerOf(declaration, node);
  const isGenerator = /^generator_/.test(node.kind) || node.childOfKind('*') !== undefined;
  return {
    parameters: bare
      ? [{ name: bare.text, kind: 'positional' }]
      : list.flatMap((each) => parameterOf(each)),
    ...(returns === undefined ? {} : { returns }),
    async: node.childOfKind('async') !== undefined,
    generator: isGenerator,
    ...(header !== undefined && { header }),
    isStub: declaration.body?.kind !== 'expression' && isUnwritten(declaration),
  };
}

/** The header of a function with type parameters or optional ones, which parameters do not say. */
function headerOf({ name }: Declaration, node: SyntaxNode): string | undefined {
  const list = node.child('parameters');
  const types = node.child('type_parameters');
  const isOptional = list?.childOfKind('optional_parameter') !== undefined;
  if (!list || (!types && !isOptional)) return undefined;
  const start = node.childOfKind('async') ? 'async function' : 'function';
  const star = /^generator_/.test(node.kind) || node.childOfKind('*') ? '*' : '';
  const returns = node.child('return_type')?.text ?? '';
  return `${start}${star} ${name}${types?.text ?? ''}${list.text}${returns}`;
}

/** A parameter of either grammar: TypeScript's has a pattern, JavaScript's is one. */
function parameterOf(node: SyntaxNode): readonly Parameter[] {
  const isAssigned = node.kind === 'assignment_pattern';
  const pattern = node.child('pattern') ?? (isAssigned ? node.child('left') : node);
  if (!pattern || !/^(?:identifier|(?:object|array|rest)_pattern)$/.test(pattern.kind)) return [];
  const isRest = pattern.kind === 'rest_pattern';
  const type = node.child('type')?.namedChildren[0]?.text;
  const given = node.child('value') ?? (isAssigned ? node.child('right') : undefined);
  const isOptional = node.kind === 'optional_parameter';
  const value = given?.text ?? (isOptional ? 'undefined' : undefined);
  return [
    {
      name: (isRest ? pattern.namedChildren[0] : pattern)?.text ?? '',
      kind: isRest ? 'rest' : 'positional',
      ...(type === undefined ? {} : { type }),
      ...(value === undefined ? {} : { default: value }),
    },
  ];
}

const unwritten = /[Nn]ot[ -]?([Yy]et[ -]?)?[Ii]mplemented|[Uu]nimplemented|TODO|[Tt]o ?do/;

/** An empty body is one, unless a doc or a remark says that something is wanted. */
function isUnwritten({ body, doc }: Declaration): boolean {
  if (!body) return true;
  const statements = body.node.namedChildren.filter(({ isExtra }) => !isExtra);
  if (statements.length === 0) return doc !== undefined || saysTodo(body.node);
  return statements.every((statement) => {
    const [only] = statement.namedChildren;
    if (statement.kind === 'throw_statement') return unwritten.test(statement.text);
    const isNothing = only === undefined || /^(?:null|undefined)$/.test(only.text);
    return statement.kind === 'return_statement' && isNothing && saysTodo(body.node);
  });
}
