import type { SyntaxNode } from '../../../syntax-tree.ts';
import { collectNames, type NameCollector, type Visit } from '../../kit/reading/collect-names.ts';
import type { Names } from '../../kit/reading/names.ts';
import type { RunsAt, Scope } from '../../kit/reading/scope.ts';

/** The names of a piece of JavaScript or TypeScript, by its functions, classes and blocks. */
export function scriptNames(code: readonly SyntaxNode[]): Names {
  // The block of a function that is asked about is its outermost level.
  const parts = code.flatMap((node) => {
    return node.kind === 'statement_block' ? node.namedChildren : [node];
  });
  return collectNames(parts, step, { annotationsRun: false, respelled });
}

const functions = new Set([
  'function_declaration',
  'generator_function_declaration',
  'function_expression',
  'generator_function',
  'arrow_function',
  'method_definition',
  'function_signature',
  'method_signature',
  'abstract_method_signature',
  'function_type',
  'constructor_type',
  'call_signature',
  'construct_signature',
]);

const classes = new Set(['class_declaration', 'abstract_class_declaration', 'class']);

/** Takes one node apart: binds, refers, and says what has to be looked at next and in which scope. */
function step(visit: Visit, names: NameCollector): readonly Visit[] {
  if (visit.mode === 'bind') return bindPattern(visit, names);
  const { node, scope } = visit;
  const { kind } = node;
  const read = (
    nodes: readonly (SyntaxNode | undefined)[],
    there: Partial<Omit<Visit, 'node'>> = {},
  ): Visit[] => nodes.flatMap((each) => (each ? [{ ...visit, node: each, ...there }] : []));
  const field = (name: string) => node.child(name);
  if (functions.has(kind)) return functionParts(visit, names);
  if (classes.has(kind)) return classParts(visit, names);
  switch (kind) {
    case 'identifier':
    case 'shorthand_property_identifier':
    case 'shorthand_property_identifier_pattern': {
      const isOwn = node.text === 'arguments' && scope.nearest('function').kind === 'function';
      if (!isOwn) names.refer(node, visit, visit.space === 'type' ? 'type' : 'value');
      return [];
    }
    case 'type_identifier':
      names.refer(node, { ...visit, use: 'type' }, 'type');
      return [];
    case 'nested_type_identifier':
      return read([field('module')], { use: 'type', space: 'type' });
    case 'type_query':
      return read(node.namedChildren, { use: 'type', space: 'value' });
    case 'lexical_declaration':
    case 'variable_declaration': {
      const home = kind === 'variable_declaration' ? variableScope(scope) : scope;
      return node
        .childrenOfKind('variable_declarator')
        .flatMap((declarator) => [
          ...read([declarator.child('name')], { mode: 'bind', home }),
          ...read([declarator.child('type')], { use: 'type' }),
          ...read([declarator.child('value')]),
        ]);
    }
    case 'for_in_statement': {
      const inner = scope.inner('block');
      const declared = field('kind');
      const home = declared?.text === 'var' ? variableScope(scope) : inner;
      return [
        ...read([field('left')], { scope: inner, ...(declared && { mode: 'bind', home }) }),
        ...read([field('right')]),
        ...read([field('body')], { scope: inner }),
      ];
    }
    case 'statement_block':
    case 'for_statement':
    case 'switch_body':
      return read(node.namedChildren, { scope: scope.inner('block') });
    case 'class_static_block':
      return read(node.namedChildren, { scope: scope.inner('function') });
    case 'catch_clause': {
      const inner = scope.inner('block');
      return [
        ...read([field('parameter')], { scope: inner, mode: 'bind' }),
        ...read([field('type')], { use: 'type' }),
        ...read([field('body')], { scope: inner }),
      ];
    }
    case 'formal_parameters':
      return node.namedChildren.flatMap((each) => parameterParts(each, visit, scope));
    case 'import_statement':
      importNames(node, scope, names);
      return [];
    case 'import_alias': {
      const [name, ...rest] = node.namedChildren;
      names.bind(name, scope, 'both');
      return read(rest);
    }
    case 'export_specifier': {
      const list = node.parent?.parent;
      if (list?.child('source')) return [];
      const isType = [node, list].some((each) => each?.childOfKind('type') !== undefined);
      const name = field('name');
      if (name) names.refer(name, { ...visit, use: isType ? 'type' : 'value' });
      return [];
    }
    case 'namespace_export':
    case 'jsx_namespace_name':
      return [];
    case 'interface_declaration':
    case 'type_alias_declaration': {
      names.bind(field('name'), scope, 'type');
      const inner = typeScope(node, scope, names);
      const parts = node.namedChildren.filter((child) => child.field !== 'name');
      return read(parts, { scope: inner, use: 'type' });
    }
    case 'enum_declaration': {
      names.bind(field('name'), scope, 'both');
      const inner = scope.inner('block');
      for (const member of field('body')?.namedChildren ?? []) {
        const name = member.child('name') ?? member;
        if (name.kind === 'property_identifier') names.bind(name, inner);
      }
      return read([field('body')], { scope: inner });
    }
    case 'internal_module':
    case 'module': {
      const name = field('name');
      const [first] = name ? [name, ...name.descendants('identifier')].filter(isName) : [];
      names.bind(first, scope, 'both');
      return read(field('body')?.namedChildren ?? [], { scope: scope.inner('function') });
    }
    case 'type_annotation':
    case 'type_arguments':
    case 'implements_clause':
    case 'extends_type_clause':
    case 'type_predicate_annotation':
    case 'asserts_annotation':
      return read(node.namedChildren, { use: 'type' });
    case 'as_expression':
    case 'satisfies_expression': {
      const [value, ...types] = node.namedChildren;
      return [...read([value]), ...read(types, { use: 'type' })];
    }
    case 'tuple_type':
      // What its parts are called says nothing.
      return node.namedChildren.flatMap((part) => {
        return /_parameter$/.test(part.kind) ? read([part.child('type')]) : read([part]);
      });
    case 'index_signature': {
      const inner = scope.inner('block');
      const mapped = node.childOfKind('mapped_type_clause');
      names.bind(mapped?.child('name'), inner, 'type');
      const parts = node.namedChildren.filter((child) => child.field !== 'name');
      return read(parts, { scope: inner, use: 'type' });
    }
    case 'mapped_type_clause':
      return read(node.namedChildren.filter((child) => child.field !== 'name'));
    case 'conditional_type': {
      const inner = scope.inner('block');
      for (const inferred of inferTypes(node)) {
        names.bind(inferred.namedChildren[0], inner, 'type');
      }
      return read(node.namedChildren, { scope: inner });
    }
    case 'infer_type':
      return read(node.namedChildren.slice(1));
    case 'jsx_opening_element':
    case 'jsx_closing_element':
    case 'jsx_self_closing_element': {
      const isElement = ({ field: part, kind: name, text }: SyntaxNode) =>
        part === 'name' && name === 'identifier' && /^[a-z]/.test(text);
      return read(node.namedChildren.filter((child) => !isElement(child)));
    }
    case 'field_definition':
    case 'public_field_definition': {
      // A static value is made with the class, any other with each object.
      const runs = node.children.some((child) => child.kind === 'static') ? 'load' : 'call';
      return [
        ...read([...node.childrenOfKind('decorator'), field('name'), field('property')]),
        ...read([field('type')], { use: 'type' }),
        ...read([field('value')], { scope: scope.inner('function', runs) }),
      ];
    }
    default:
      return read(node.namedChildren);
  }
}

function isName({ kind }: SyntaxNode): boolean {
  return kind === 'identifier';
}

/** Where `var` puts its names. */
function variableScope(scope: Scope): Scope {
  return scope.nearest('function');
}

function* inferTypes(conditional: SyntaxNode): Generator<SyntaxNode> {
  const right = conditional.child('right');
  if (right?.kind === 'infer_type') yield right;
  if (right) yield* right.descendants('infer_type');
}

/** A scope for type parameters, where there are any. */
function typeScope(node: SyntaxNode, scope: Scope, names: NameCollector): Scope {
  const parameters = node.child('type_parameters') ?? node.childOfKind('type_parameters');
  if (!parameters) return scope;
  const inner = scope.inner('block');
  for (const parameter of parameters.namedChildren)
    names.bind(parameter.child('name'), inner, 'type');
  return inner;
}

function functionParts(visit: Visit, names: NameCollector): readonly Visit[] {
  const { node, scope } = visit;
  const name = node.child('name');
  if (/_declaration$|^function_signature$/.test(node.kind)) names.bind(name, scope);
  const typed = typeScope(node, scope, names);
  const inner = typed.inner('function', runsAt(node));
  if (/^function_expression$|^generator_function$/.test(node.kind)) names.bind(name, inner);
  const body = node.child('body');
  const inBody = body?.kind === 'statement_block' ? body.namedChildren : body ? [body] : [];
  const bare = node.child('parameter');
  const parts: Visit[] = inBody.map((part) => ({ node: part, scope: inner, use: 'value' }));
  for (const child of node.namedChildren) {
    if (child.kind === 'computed_property_name' || child.kind === 'decorator') {
      parts.push({ ...visit, node: child });
    } else if (child.kind === 'formal_parameters') {
      for (const each of child.namedChildren) parts.push(...parameterParts(each, visit, inner));
    } else if (child.field !== 'name' && child.field !== 'body' && child !== bare) {
      parts.push({ node: child, scope: inner, use: 'type' });
    }
  }
  if (bare) parts.push({ node: bare, scope: inner, use: 'value', mode: 'bind' });
  return parts;
}

/** A function that is called on the spot runs with the code around it. */
function runsAt(node: SyntaxNode): RunsAt {
  let outer = node.parent;
  while (outer?.kind === 'parenthesized_expression') outer = outer.parent;
  if (outer?.kind === 'member_expression') outer = outer.parent;
  const isExpression = /_expression$|^arrow_function$|^generator_function$/.test(node.kind);
  if (!isExpression) return 'call';
  if (outer?.kind === 'call_expression') return 'load';
  return outer?.kind === 'arguments' ? 'callback' : 'call';
}

/** Defaults are evaluated at each call, decorators of parameters with the class. */
function parameterParts(parameter: SyntaxNode, around: Visit, inner: Scope): readonly Visit[] {
  if (parameter.isExtra) return [];
  const pattern = parameter.child('pattern');
  if (!pattern) return [{ node: parameter, scope: inner, use: 'value', mode: 'bind' }];
  return parameter.namedChildren.map((node): Visit => {
    if (node.kind === 'decorator') return { ...around, node };
    if (node.field === 'pattern') return { node, scope: inner, use: 'value', mode: 'bind' };
    return { node, scope: inner, use: node.field === 'type' ? 'type' : 'value' };
  });
}

function classParts(visit: Visit, names: NameCollector): readonly Visit[] {
  const { node, scope } = visit;
  const name = node.child('name');
  const isExpression = node.kind === 'class' && node.parent?.kind !== 'export_statement';
  const inner = typeScope(node, isExpression ? scope.inner('block') : scope, names);
  names.bind(name, isExpression ? inner : scope, 'both');
  return node.namedChildren
    .filter((child) => child.field !== 'name')
    .map((child) => ({ ...visit, node: child, scope: inner }));
}

/** Binds the variables of a pattern; its defaults and computed keys are evaluated. */
function bindPattern(visit: Visit, names: NameCollector): readonly Visit[] {
  const { node, scope, home = scope } = visit;
  switch (node.kind) {
    case 'identifier':
    case 'shorthand_property_identifier_pattern':
      names.bind(node, home);
      return [];
    case 'computed_property_name':
      return [{ node, scope, use: 'value' }];
    case 'assignment_pattern':
    case 'object_assignment_pattern':
    case 'pair_pattern':
    case 'object_pattern':
    case 'array_pattern':
    case 'rest_pattern':
    case 'ERROR':
      return node.namedChildren.map((part): Visit => {
        return part.field === 'right'
          ? { node: part, scope, use: 'value' }
          : { ...visit, node: part };
      });
    default:
      return [];
  }
}

function importNames(statement: SyntaxNode, scope: Scope, names: NameCollector): void {
  const isType = (node: SyntaxNode) => node.childOfKind('type') !== undefined;
  for (const part of statement.descendants(
    'import_specifier',
    'namespace_import',
    'import_clause',
    'import_require_clause',
  )) {
    const space = isType(statement) || isType(part) ? 'type' : 'both';
    const name = part.child('alias') ?? part.child('name') ?? part.childOfKind('identifier');
    names.bind(name, scope, space);
  }
}

/** A shorthand is written out; what other modules know it by stays. */
function respelled(node: SyntaxNode, name: string): string {
  if (node.kind.startsWith('shorthand_property_identifier')) return `${node.text}: ${name}`;
  const list = node.parent;
  if (list?.child('alias') !== undefined) return name;
  if (list?.kind === 'export_specifier') return `${name} as ${node.text}`;
  return list?.kind === 'import_specifier' ? `${node.text} as ${name}` : name;
}
