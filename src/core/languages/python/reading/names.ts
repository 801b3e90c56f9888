import type { SyntaxNode } from '../../../syntax-tree.ts';
import { collectNames, type NameCollector, type Visit } from '../../kit/reading/collect-names.ts';
import type { Names } from '../../kit/reading/names.ts';
import type { RunsAt, Scope } from '../../kit/reading/scope.ts';

/** The names of a piece of Python, by its scopes: functions, lambdas, classes and comprehensions. */
export function pythonNames(code: readonly SyntaxNode[]): Names {
  const annotationsRun = !code.some(({ tree }) => postponesAnnotations(tree.root));
  return collectNames(code, step, { annotationsRun, respelled });
}

function postponesAnnotations(module: SyntaxNode): boolean {
  return module
    .childrenOfKind('future_import_statement')
    .some((each) => each.childrenOf('name').some(({ text }) => text === 'annotations'));
}

/** Takes one node apart: binds, refers, and says what has to be looked at next and in which scope. */
function step(visit: Visit, names: NameCollector): readonly Visit[] {
  if (visit.mode === 'bind') return bindTarget(visit, names);
  if (visit.mode === 'match') return matchPattern(visit, names);
  const { node, scope, use } = visit;
  const read = (
    nodes: readonly (SyntaxNode | undefined)[],
    there: Partial<Omit<Visit, 'node'>> = {},
  ): Visit[] => nodes.flatMap((each) => (each ? [{ node: each, scope, use, ...there }] : []));
  const field = (name: string) => node.child(name);
  switch (node.kind) {
    case 'identifier':
      names.refer(node, visit);
      return [];
    case 'attribute':
      return read([field('object')]);
    case 'member_type':
      return read(node.namedChildren.slice(0, 1));
    case 'keyword_argument':
      return read([field('value')]);
    case 'function_definition': {
      names.bind(field('name'), scope);
      const typed = typeScope(field('type_parameters'), scope, names);
      return [
        ...read([field('type_parameters')], { scope: typed, use: 'annotation' }),
        ...functionParts(node, typed, 'call'),
        ...read([field('return_type')], { scope: typed, use: 'annotation' }),
      ];
    }
    case 'lambda':
      return functionParts(node, scope, isHandedToCall(node) ? 'callback' : 'call');
    case 'parameters':
    case 'lambda_parameters':
      return parameterParts(node, scope, scope);
    case 'class_definition': {
      names.bind(field('name'), scope);
      const typed = typeScope(field('type_parameters'), scope, names);
      return [
        ...read([field('type_parameters')], { scope: typed, use: 'annotation' }),
        ...read([field('superclasses')], { scope: typed }),
        ...read([field('body')], { scope: typed.inner('class') }),
      ];
    }
    case 'type_alias_statement': {
      if (!isAlias(node)) {
        const [word] = node.children;
        if (word) names.refer(word, visit);
        return read([
          ...(field('left')?.namedChildren ?? []),
          ...(field('right')?.namedChildren ?? []),
        ]);
      }
      const [name, parameters] = aliasParts(field('left'));
      names.bind(name, scope);
      const typed = typeScope(parameters, scope, names);
      // The value of an alias is evaluated when somebody asks for it.
      const lazy = { scope: typed.inner('function', 'call'), use: 'annotation' as const };
      return read([parameters, field('right')], lazy);
    }
    case 'list_comprehension':
    case 'set_comprehension':
    case 'dictionary_comprehension':
    case 'generator_expression': {
      const inner = scope.inner('comprehension');
      const isClause = ({ kind }: SyntaxNode) => kind === 'for_in_clause';
      const [first, ...clauses] = node.namedChildren.filter(isClause);
      return [
        // Only the first source is evaluated around the comprehension.
        ...(first ? clauseParts(first, scope, inner) : []),
        ...clauses.flatMap((clause) => clauseParts(clause, inner, inner)),
        ...read(
          node.namedChildren.filter((part) => !isClause(part)),
          { scope: inner },
        ),
      ];
    }
    case 'for_statement':
    case 'assignment':
      return node.namedChildren.flatMap((child) => {
        if (child.field === 'left') return read([child], { mode: 'bind' });
        return read([child], child.field === 'type' ? { use: 'annotation' } : {});
      });
    case 'augmented_assignment': {
      const left = field('left');
      if (left?.kind === 'identifier') names.bind(left, scope);
      return read([left, field('right')]);
    }
    case 'named_expression':
      // A comprehension gives its function the name.
      names.bind(field('name'), scope.nearest('function', 'class'));
      return read([field('value')]);
    case 'as_pattern_target':
      return read(node.namedChildren, { mode: 'bind' });
    case 'case_pattern':
      return read([node], { mode: 'match' });
    case 'import_statement':
    case 'import_from_statement': {
      const wildcard = node.childOfKind('wildcard_import');
      if (wildcard) names.wildcards.push(wildcard);
      for (const name of node.childrenOf('name')) {
        names.bind(name.child('alias') ?? name.namedChildren[0], scope);
      }
      return [];
    }
    case 'future_import_statement':
      return [];
    case 'global_statement':
    case 'nonlocal_statement':
      for (const name of node.childrenOfKind('identifier')) {
        const isGlobal = node.kind === 'global_statement';
        scope.declareElsewhere(name.text, isGlobal ? 'outermost' : 'around');
        names.refer(name, visit);
      }
      return [];
    case 'delete_statement': {
      const targets = node.childOfKind('expression_list')?.namedChildren ?? node.namedChildren;
      for (const target of targets) if (target.kind === 'identifier') names.bind(target, scope);
      return read(node.namedChildren);
    }
    case 'type':
      return read(node.namedChildren, { use: use === 'value' ? 'annotation' : use });
    default:
      return read(node.namedChildren);
  }
}

/** What an assignment names: variables are bound, the objects whose parts are set are used. */
function bindTarget({ node, scope, use, home = scope }: Visit, names: NameCollector): Visit[] {
  switch (node.kind) {
    case 'identifier':
      names.bind(node, home);
      return [];
    case 'attribute':
    case 'subscript':
      return [{ node, scope, use }];
    default:
      return node.namedChildren.map((part) => ({ node: part, scope, use, mode: 'bind', home }));
  }
}

/** A name alone in a pattern captures; with a dot, or as a class, it is looked up. */
function matchPattern(visit: Visit, names: NameCollector): Visit[] {
  const { node, scope, use } = visit;
  switch (node.kind) {
    case 'identifier':
      if (node.text !== '_') names.bind(node, scope);
      return [];
    case 'dotted_name': {
      const [first, ...rest] = node.namedChildren;
      if (!first) return [];
      if (rest.length > 0 || node.parent?.kind === 'class_pattern') names.refer(first, visit);
      else if (first.text !== '_') names.bind(first, scope);
      return [];
    }
    case 'keyword_pattern':
      return node.namedChildren.slice(1).map((part) => ({ ...visit, node: part }));
    case 'string':
    case 'concatenated_string':
      return [{ node, scope, use }];
    default:
      return node.namedChildren.map((part) => ({ ...visit, node: part }));
  }
}

function functionParts(node: SyntaxNode, around: Scope, runs: RunsAt): Visit[] {
  const inside = around.inner('function', runs);
  const parameters = node.child('parameters');
  const body = node.child('body');
  return [
    ...(parameters ? parameterParts(parameters, around, inside) : []),
    ...(body ? [{ node: body, scope: inside, use: 'value' as const }] : []),
  ];
}

/** Defaults and annotations are evaluated around the function, before it is ever called. */
function parameterParts(list: SyntaxNode, around: Scope, inside: Scope): Visit[] {
  return list.namedChildren.flatMap((parameter): Visit[] => {
    if (parameter.isExtra) return [];
    const parts = parameter.kind === 'identifier' ? [parameter] : parameter.namedChildren;
    return parts.map((node): Visit => {
      if (node.field === 'type') return { node, scope: around, use: 'annotation' };
      if (node.field === 'value') return { node, scope: around, use: 'value' };
      return { node, scope: around, use: 'value', mode: 'bind', home: inside };
    });
  });
}

/** `for TARGET in SOURCE`. */
function clauseParts(clause: SyntaxNode, around: Scope, inside: Scope): Visit[] {
  return clause.namedChildren.map((node): Visit => {
    return node.field === 'left'
      ? { node, scope: inside, use: 'value', mode: 'bind' }
      : { node, scope: around, use: 'value' };
  });
}

/** Type parameters are seen by the declaration alone, bounds and annotations included. */
function typeScope(parameters: SyntaxNode | undefined, scope: Scope, names: NameCollector): Scope {
  if (!parameters) return scope;
  const typed = scope.inner('block');
  for (const parameter of parameters.namedChildren) {
    const [name] = parameter.descendants('identifier');
    names.bind(name, typed);
  }
  return typed;
}

/** False for `type(x).y = z`, which the grammar takes for an alias. */
export function isAlias(statement: SyntaxNode): boolean {
  const [named] = statement.child('left')?.namedChildren ?? [];
  return named?.kind === 'identifier' || named?.kind === 'generic_type';
}

/** `X[V]` of `type X[V] = …`: the name and its parameters. */
function aliasParts(left: SyntaxNode | undefined): (SyntaxNode | undefined)[] {
  const [name] = left ? [...left.descendants('identifier')] : [];
  const [parameters] = left ? [...left.descendants('type_parameter')] : [];
  return [name, parameters];
}

function isHandedToCall({ parent }: SyntaxNode): boolean {
  return parent?.kind === 'argument_list' || parent?.parent?.kind === 'argument_list';
}

function respelled(node: SyntaxNode, name: string): string | undefined {
  const dotted = node.parent;
  const statement = dotted?.parent;
  const isImported = dotted?.kind === 'dotted_name' && /^import_/.test(statement?.kind ?? '');
  if (!isImported) return name;
  return dotted.namedChildren.length === 1 ? `${node.text} as ${name}` : undefined;
}
