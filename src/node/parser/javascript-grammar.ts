import type { Node } from 'web-tree-sitter';
import type { Parameter } from '../../core/plan/contract.ts';
import type { StatementKind } from '../../core/task/syntax.ts';
import type { FunctionParts, Grammar } from './grammar.ts';

/** JavaScript and TypeScript, with their JSX forms: their grammars share these node types. */
export const javascriptGrammar: Grammar = {
  functionParts(node, text) {
    const named = nameOf(node);
    const body = node.childForFieldName('body');
    if (!named || !body) return undefined;
    const isBlock = body.type === 'statement_block';
    const inside = isBlock
      ? { start: body.startIndex + 1, end: Math.max(body.startIndex + 1, body.endIndex - 1) }
      : { start: body.startIndex, end: body.endIndex };
    const outer = declarationOf(node);
    const doc = docBefore(outer);
    const returns = node.childForFieldName('return_type')?.text.replace(/^:\s*/, '');
    const statements = body.namedChildren.filter((child) => child.type !== 'comment');
    return {
      name: named.text,
      nameAt: named.startIndex,
      range: { start: startOf(outer), end: outer.endIndex },
      body: inside,
      signatureEnd: body.startIndex,
      ...(doc ? { doc: { start: doc.startIndex, end: doc.endIndex } } : {}),
      parameters: parametersOf(node),
      ...(returns === undefined ? {} : { returns }),
      async: node.children.some((child) => child.type === 'async'),
      isStub:
        isBlock && isStub(statements, doc !== undefined, text.slice(inside.start, inside.end)),
    } satisfies FunctionParts;
  },

  classParts(node) {
    const name = node.childForFieldName('name') ?? assignedName(node);
    const body = node.childForFieldName('body');
    if (!name || !body) return undefined;
    const outer = declarationOf(node);
    return {
      name: name.text,
      range: { start: startOf(outer), end: outer.endIndex },
      headerEnd: body.startIndex + 1,
    };
  },

  statement(node) {
    const inner =
      node.type === 'export_statement' ? (node.childForFieldName('declaration') ?? node) : node;
    return { kind: kindOf(inner), defines: [...definesOf(inner)] };
  },
};

/** The name a function goes by: its own, or that of what it is assigned to. */
function nameOf(node: Node): Node | undefined {
  if (node.type === 'arrow_function' || /function_expression|generator_function$/.test(node.type)) {
    return assignedName(node) ?? undefined;
  }
  return node.childForFieldName('name') ?? undefined;
}

function assignedName(node: Node): Node | null {
  const parent = node.parent;
  switch (parent?.type) {
    case 'variable_declarator': {
      const name = parent.childForFieldName('name');
      return name?.type === 'identifier' ? name : null;
    }
    case 'public_field_definition':
      return parent.childForFieldName('name');
    case 'field_definition':
      return parent.childForFieldName('property');
    case 'pair':
      return parent.childForFieldName('key');
    case 'assignment_expression': {
      const left = parent.childForFieldName('left');
      return left?.type === 'member_expression' ? left.childForFieldName('property') : left;
    }
    default:
      return null;
  }
}

/** The whole declaration that a function or class is the heart of. */
function declarationOf(node: Node): Node {
  let outer = node;
  for (;;) {
    const parent = outer.parent;
    if (!parent) return outer;
    const single =
      parent.type === 'lexical_declaration' || parent.type === 'variable_declaration'
        ? parent.namedChildren.filter((child) => child.type === 'variable_declarator').length === 1
        : [
              'variable_declarator',
              'public_field_definition',
              'field_definition',
              'assignment_expression',
            ].includes(parent.type)
          ? true
          : parent.type === 'pair'
            ? true
            : parent.type === 'expression_statement'
              ? outer.type === 'assignment_expression'
              : parent.type === 'export_statement';
    if (!single) return outer;
    outer = parent;
  }
}

/** Decorators of a member are its siblings in the TypeScript grammar. */
function startOf(node: Node): number {
  let first = node;
  while (first.previousSibling?.type === 'decorator') first = first.previousSibling;
  return first.startIndex;
}

/** The doc comment before a declaration, or before the first of its overloads. */
function docBefore(node: Node): Node | undefined {
  let before = node.previousSibling;
  while (before && (before.type === 'decorator' || isOverload(before) || before.type === ';')) {
    before = before.previousSibling;
  }
  return before?.type === 'comment' && before.text.startsWith('/**') ? before : undefined;
}

function isOverload(node: Node): boolean {
  if (node.type === 'export_statement') {
    return node.childForFieldName('declaration')?.type === 'function_signature';
  }
  return node.type === 'function_signature' || node.type === 'method_signature';
}

const notWritten = /not[ -]?(yet[ -]?)?implemented|unimplemented|todo/i;

function isStub(statements: readonly Node[], hasDoc: boolean, written: string): boolean {
  if (statements.length === 0) return hasDoc || /\b(TODO|FIXME)\b/i.test(written);
  const [only] = statements;
  return statements.length === 1 && only?.type === 'throw_statement' && notWritten.test(only.text);
}

function parametersOf(node: Node): Parameter[] {
  const bare = node.childForFieldName('parameter');
  if (bare) return [{ name: bare.text, kind: 'positional' }];
  const list = node.childForFieldName('parameters');
  if (!list) return [];
  return list.namedChildren.flatMap((child) => {
    const parameter = parameterOf(child);
    return parameter ? [parameter] : [];
  });
}

function parameterOf(node: Node): Parameter | undefined {
  if (node.type === 'comment') return undefined;
  const pattern = node.childForFieldName('pattern') ?? node.childForFieldName('left') ?? node;
  if (pattern.type === 'this') return undefined;
  const rest = pattern.type === 'rest_pattern';
  const type = node.childForFieldName('type')?.text.replace(/^:\s*/, '');
  const value = (node.childForFieldName('value') ?? node.childForFieldName('right'))?.text;
  const optional = node.type === 'optional_parameter' && value === undefined;
  return {
    name: rest ? (pattern.namedChild(0)?.text ?? pattern.text) : pattern.text,
    kind: rest ? 'rest' : 'positional',
    ...(type === undefined ? {} : { type }),
    ...(value !== undefined ? { default: value } : optional ? { default: 'undefined' } : {}),
  };
}

function kindOf(node: Node): StatementKind {
  switch (node.type) {
    case 'import_statement':
      return 'import';
    case 'function_declaration':
    case 'generator_function_declaration':
    case 'function_signature':
      return 'function';
    case 'class_declaration':
    case 'abstract_class_declaration':
      return 'class';
    case 'interface_declaration':
    case 'type_alias_declaration':
    case 'ambient_declaration':
      return 'type';
    case 'lexical_declaration':
    case 'variable_declaration':
      return /\brequire\s*\(/.test(node.text) && node.text.length < 300 ? 'import' : 'definition';
    case 'enum_declaration':
    case 'internal_module':
      return 'definition';
    default:
      return 'other';
  }
}

function* definesOf(node: Node): Generator<string> {
  switch (node.type) {
    case 'import_statement':
      for (const name of node.descendantsOfType([
        'import_specifier',
        'namespace_import',
        'import_clause',
      ])) {
        if (name.type === 'import_specifier') {
          yield (name.childForFieldName('alias') ?? name.childForFieldName('name') ?? name).text;
        } else {
          for (const child of name.namedChildren) if (child.type === 'identifier') yield child.text;
        }
      }
      return;
    case 'lexical_declaration':
    case 'variable_declaration':
      for (const child of node.namedChildren) yield* boundBy(child.childForFieldName('name'));
      return;
    case 'ambient_declaration':
      for (const child of node.namedChildren) yield* definesOf(child);
      return;
    default: {
      const name = node.childForFieldName('name');
      if (name) yield name.text;
    }
  }
}

function* boundBy(target: Node | null): Generator<string> {
  if (!target) return;
  if (target.type === 'identifier' || target.type === 'shorthand_property_identifier_pattern') {
    yield target.text;
    return;
  }
  if (target.type === 'pair_pattern') {
    yield* boundBy(target.childForFieldName('value'));
    return;
  }
  if (/pattern$/.test(target.type)) {
    for (const child of target.namedChildren) yield* boundBy(child);
  }
}
