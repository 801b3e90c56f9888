import type { SyntaxNode, SyntaxTree } from '../../../syntax-tree.ts';
import type { TextRange } from '../../../text.ts';
import { endsCut, trimmedEnd } from '../../kit/reading/cut.ts';
import {
  Declaration,
  type DeclarationBody,
  type DeclarationFindings,
} from '../../kit/reading/declaration.ts';
import { isDocstring } from './layout.ts';
import { isAlias, pythonNames } from './names.ts';

/** The declarations of a module, those in its branches included. */
export function pythonDeclarations({ root }: SyntaxTree): readonly Declaration[] {
  return declarationsIn(root, undefined, false);
}

/** Statements whose blocks bind names of the module as well. */
const branches = new Set([
  'if_statement',
  'try_statement',
  'with_statement',
  'elif_clause',
  'else_clause',
  'except_clause',
  'except_group_clause',
  'finally_clause',
]);

function declarationsIn(
  block: SyntaxNode,
  owner: Declaration | undefined,
  isConditional: boolean,
): Declaration[] {
  const found: Declaration[] = [];
  const open = [{ node: block, isConditional }];
  for (let next = open.pop(); next; next = open.pop()) {
    const inBranch = next.isConditional;
    const isList = next.node === block || next.node.kind === 'block' || next.node.isError;
    if (!isList && !branches.has(next.node.kind)) {
      const findings = { isConditional: inBranch, ...declared(next.node, owner) };
      found.push(new Declaration(findings, owner, membersOf));
      continue;
    }
    const isBranch = !isList;
    const inner = next.node.namedChildren.filter((child) => {
      return !child.isExtra && (isList || child.kind === 'block' || branches.has(child.kind));
    });
    for (const node of [...inner].reverse()) {
      open.push({ node, isConditional: inBranch || isBranch });
    }
  }
  return found;
}

function membersOf(owner: Declaration): readonly Declaration[] {
  const body = owner.value?.child('body');
  return body?.kind === 'block' ? declarationsIn(body, owner, false) : [];
}

function declared(statement: SyntaxNode, owner: Declaration | undefined): DeclarationFindings {
  const definition = statement.child('definition') ?? statement;
  switch (definition.kind) {
    case 'function_definition':
    case 'class_definition':
      return definitionOf(statement, definition, owner);
    case 'import_statement':
    case 'import_from_statement':
    case 'future_import_statement': {
      const names = [...pythonNames([statement]).bound.keys()];
      return {
        name: names.length === 1 ? (names[0] ?? '') : '',
        names,
        kind: 'import',
        node: statement,
      };
    }
    case 'type_alias_statement': {
      if (!isAlias(definition)) return assigned(statement, owner);
      const [name] = definition.child('left')?.descendants('identifier') ?? [];
      return { name: name?.text ?? '', kind: 'type', node: statement };
    }
    default:
      return assigned(statement, owner);
  }
}

function definitionOf(
  statement: SyntaxNode,
  definition: SyntaxNode,
  owner: Declaration | undefined,
): DeclarationFindings {
  const isFunction = definition.kind === 'function_definition';
  const block = definition.child('body');
  const colon = definition.children.findLast(
    (child) => child.kind === ':' && (!block || child.start <= block.start),
  );
  const header = { start: statement.start, end: colon?.end ?? block?.start ?? statement.end };
  const whole = { start: statement.start, end: trimmedEnd(statement) };
  const decorators = statement.childrenOfKind('decorator');
  return {
    name: definition.child('name')?.text ?? '',
    kind: isFunction ? (owner && !owner.isFunction ? 'method' : 'function') : 'class',
    node: statement,
    value: definition,
    whole,
    header,
    ...(block && bodyOf(block, header.end, whole.end)),
    decorators,
    isStatic: decorators.some(({ text }) => /^@\s*(?:staticmethod|classmethod)\b/.test(text)),
    isCut: block === undefined || block.start === block.end || endsCut(definition),
  };
}

/** The statements of a block, remarks around them included, less the docstring. */
function bodyOf(
  block: SyntaxNode,
  headerEnd: number,
  end: number,
): { readonly body: DeclarationBody; readonly doc?: TextRange } {
  const { text } = block.tree;
  const string = block.namedChildren.find((child) => !child.isExtra)?.namedChildren[0];
  const doc = string && isDocstring(string) ? string.range : undefined;
  const remark = block.parent?.children.find(
    (child) =>
      child.isExtra &&
      child.start >= headerEnd &&
      child.start < block.start &&
      text.slice(headerEnd, child.start).includes('\n'),
  );
  let start = doc?.end ?? remark?.start ?? block.start;
  if (doc) {
    // What follows the docstring: behind the `;` or on the next line with code.
    const gap = /[ \t]*;?[ \t]*(?:#[^\n]*)?(?:\r?\n\s*)?/y;
    gap.lastIndex = doc.end;
    start = Math.min(end, doc.end + (gap.exec(text)?.[0].length ?? 0));
  }
  const range = { start: Math.min(start, end), end: Math.max(end, Math.min(start, end)) };
  return { body: { kind: 'block', range, node: block }, ...(doc && { doc }) };
}

function assigned(statement: SyntaxNode, owner: Declaration | undefined): DeclarationFindings {
  const assignment = statement.childOfKind('assignment', 'augmented_assignment');
  const names =
    assignment?.kind === 'assignment' ? [...pythonNames([assignment]).bound.keys()] : [];
  if (!assignment || names.length === 0) return { name: '', kind: 'statement', node: statement };
  const value = assignment.child('right');
  const findings = {
    name: names.length === 1 ? (names[0] ?? '') : '',
    names,
    node: statement,
    ...(value && { value }),
  };
  const body = value?.kind === 'lambda' ? value.child('body') : undefined;
  if (!body || !value) return { ...findings, kind: owner?.kind === 'class' ? 'field' : 'constant' };
  const colon = value.children.findLast(({ kind }) => kind === ':');
  return {
    ...findings,
    kind: owner?.kind === 'class' ? 'method' : 'function',
    header: { start: statement.start, end: colon?.end ?? body.start },
    body: { kind: 'expression', range: body.range, node: body },
    isCut: endsCut(statement),
  };
}
