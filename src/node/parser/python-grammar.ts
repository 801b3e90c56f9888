import type { Node } from 'web-tree-sitter';
import type { Parameter } from '../../core/plan/contract.ts';
import type { StatementKind } from '../../core/task/syntax.ts';
import type { FunctionParts, Grammar } from './grammar.ts';

export const pythonGrammar: Grammar = {
  functionParts(node, text) {
    const name = node.childForFieldName('name');
    const parameters = node.childForFieldName('parameters');
    const block = node.childForFieldName('body');
    if (!name || !parameters || !block || name.text === '') return undefined;
    const colon = node.children.findLast(
      (child) => child.type === ':' && child.endIndex <= block.startIndex,
    );
    const signatureEnd = colon?.endIndex ?? block.startIndex;
    const statements = block.namedChildren.filter((child) => child.type !== 'comment');
    const doc = docstringOf(statements[0]);
    const bodyStart = statements[0]?.startIndex ?? signatureEnd;
    const bodyEnd = Math.max(
      bodyStart,
      endWithComments(text, node, Math.max(block.endIndex, signatureEnd)),
    );
    const outer = decorated(node);
    const returns = node.childForFieldName('return_type')?.text;
    return {
      name: name.text,
      nameAt: name.startIndex,
      range: { start: outer.startIndex, end: Math.max(outer.endIndex, bodyEnd) },
      body: { start: bodyStart, end: bodyEnd },
      signatureEnd,
      ...(doc ? { doc: { start: doc.startIndex, end: doc.endIndex } } : {}),
      parameters: parametersOf(parameters),
      ...(returns === undefined ? {} : { returns }),
      async: node.child(0)?.type === 'async',
      isStub: isStub(
        doc ? statements.slice(1) : statements,
        doc !== undefined,
        text.slice(signatureEnd, bodyEnd),
      ),
    } satisfies FunctionParts;
  },

  classParts(node) {
    const name = node.childForFieldName('name');
    const block = node.childForFieldName('body');
    if (!name || !block) return undefined;
    const outer = decorated(node);
    return {
      name: name.text,
      range: { start: outer.startIndex, end: outer.endIndex },
      headerEnd: block.startIndex,
    };
  },

  statement(node) {
    return { kind: kindOf(node), defines: [...definesOf(node)] };
  },
};

function decorated(node: Node): Node {
  return node.parent?.type === 'decorated_definition' ? node.parent : node;
}

function docstringOf(statement: Node | undefined): Node | undefined {
  const child = statement?.type === 'expression_statement' ? statement.namedChild(0) : undefined;
  return child?.type === 'string' || child?.type === 'concatenated_string' ? child : undefined;
}

/** Comments after the last statement belong to the body where they are indented deeper than `def`. */
function endWithComments(text: string, node: Node, end: number): number {
  const depth = node.startPosition.column;
  let result = end;
  let at = end;
  while (at < text.length) {
    const lineEnd = text.indexOf('\n', at);
    const line = text.slice(at, lineEnd < 0 ? text.length : lineEnd);
    const trimmed = line.trim();
    const column = line.length - line.trimStart().length;
    const isOwn = trimmed.startsWith('#') && (at === end || column > depth);
    if (trimmed !== '' && !isOwn) break;
    if (isOwn) result = at + line.trimEnd().length;
    if (lineEnd < 0) break;
    at = lineEnd + 1;
  }
  return result;
}

function isStub(statements: readonly Node[], hasDoc: boolean, written: string): boolean {
  if (statements.length === 0)
    return hasDoc || /#\s*(TODO|FIXME)\b/i.test(written) || written.trim() === '';
  if (statements.length > 1) return false;
  const [only] = statements;
  if (only?.type === 'pass_statement') return true;
  if (only?.type === 'expression_statement') return only.namedChild(0)?.type === 'ellipsis';
  if (only?.type === 'raise_statement') return /^raise\s+NotImplementedError\b/.test(only.text);
  return false;
}

function parametersOf(list: Node): Parameter[] {
  const found: Parameter[] = [];
  let keywordOnly = false;
  for (const node of list.namedChildren) {
    if (node.type === 'keyword_separator') keywordOnly = true;
    const parameter = parameterOf(node, keywordOnly);
    if (!parameter) continue;
    found.push(parameter);
    if (parameter.kind === 'rest') keywordOnly = true;
  }
  return found;
}

function parameterOf(node: Node, keywordOnly: boolean): Parameter | undefined {
  const plain = keywordOnly ? 'keyword-only' : 'positional';
  const type = node.childForFieldName('type')?.text;
  const value = node.childForFieldName('value')?.text;
  const name =
    node.childForFieldName('name') ?? (node.type === 'typed_parameter' ? node.namedChild(0) : node);
  const splat = name?.type === 'list_splat_pattern' || name?.type === 'dictionary_splat_pattern';
  const known = ['identifier', 'typed_parameter', 'default_parameter', 'typed_default_parameter'];
  if (!name || !(splat || known.includes(node.type))) return undefined;
  const kind =
    name.type === 'list_splat_pattern'
      ? 'rest'
      : name.type === 'dictionary_splat_pattern'
        ? 'keywords'
        : plain;
  return {
    name: splat ? (name.namedChild(0)?.text ?? name.text) : name.text,
    kind,
    ...(type === undefined ? {} : { type }),
    ...(value === undefined ? {} : { default: value }),
  };
}

function kindOf(node: Node): StatementKind {
  switch (node.type) {
    case 'import_statement':
    case 'import_from_statement':
    case 'future_import_statement':
      return 'import';
    case 'function_definition':
      return 'function';
    case 'class_definition':
      return 'class';
    case 'decorated_definition':
      return node.childForFieldName('definition')?.type === 'class_definition'
        ? 'class'
        : 'function';
    case 'type_alias_statement':
      return 'type';
    case 'expression_statement':
      return node.namedChild(0)?.type === 'assignment' ? 'definition' : 'other';
    case 'try_statement':
    case 'if_statement':
      return isMainGuard(node) ? 'other' : 'definition';
    default:
      return 'other';
  }
}

function isMainGuard(node: Node): boolean {
  return /__name__/.test(node.childForFieldName('condition')?.text ?? '');
}

/** Names that a statement binds in its module, those of branches included. */
function* definesOf(node: Node): Generator<string> {
  switch (node.type) {
    case 'import_statement':
    case 'import_from_statement':
    case 'future_import_statement':
      for (const name of node.childrenForFieldName('name')) {
        const alias = name.childForFieldName('alias');
        yield alias?.text ?? name.text.split('.')[0] ?? name.text;
      }
      return;
    case 'function_definition':
    case 'class_definition': {
      const name = node.childForFieldName('name');
      if (name) yield name.text;
      return;
    }
    case 'decorated_definition': {
      const definition = node.childForFieldName('definition');
      if (definition) yield* definesOf(definition);
      return;
    }
    case 'type_alias_statement':
    case 'assignment':
      yield* boundBy(node.childForFieldName('left') ?? node.namedChild(0));
      return;
    case 'expression_statement':
    case 'try_statement':
    case 'if_statement':
    case 'else_clause':
    case 'elif_clause':
    case 'except_clause':
    case 'finally_clause':
    case 'block':
      for (const child of node.namedChildren) yield* definesOf(child);
  }
}

function* boundBy(target: Node | null): Generator<string> {
  if (target?.type === 'identifier') yield target.text;
  else if (target?.type === 'type') yield target.text;
  else if (target && /pattern|list|tuple/.test(target.type)) {
    for (const child of target.namedChildren) yield* boundBy(child);
  }
}
