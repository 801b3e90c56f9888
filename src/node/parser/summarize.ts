import type { Node, Query, Tree } from 'web-tree-sitter';
import type {
  Enclosing,
  SyntaxClass,
  SyntaxFunction,
  SyntaxStatement,
  SyntaxSummary,
} from '../../core/task/syntax.ts';
import type { Grammar } from './grammar.ts';

interface Scope {
  readonly enclosing: Enclosing;
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** Reads what a tree declares. The caller owns and frees the tree. */
export function summarize(tree: Tree, query: Query, grammar: Grammar, text: string): SyntaxSummary {
  const functions: (SyntaxFunction & { generator: boolean })[] = [];
  const classes: SyntaxClass[] = [];
  const errors: { start: number; end: number }[] = [];
  const yields: number[] = [];
  /** Scopes around the current node, outermost first. Captures come in the order of the text. */
  const scopes: Scope[] = [];

  for (const { name, node } of query.captures(tree.rootNode)) {
    while (scopes.length > 0 && (scopes.at(-1)?.end ?? 0) < node.endIndex) scopes.pop();
    if (name === 'error') errors.push({ start: node.startIndex, end: node.endIndex });
    else if (name === 'yield') {
      const owner = scopes.findLast((scope) => scope.enclosing.kind === 'function');
      if (owner) yields.push(owner.enclosing.index);
    } else if (name === 'class') addClass(node);
    else addFunction(node);
  }
  for (const index of yields) {
    const owner = functions[index];
    if (owner) owner.generator = true;
  }
  const statements: SyntaxStatement[] = tree.rootNode.namedChildren
    .filter((node) => node.type !== 'comment')
    .map((node) => ({
      ...grammar.statement(node),
      range: { start: node.startIndex, end: node.endIndex },
    }));
  return { functions, classes, statements, errors };

  function addClass(node: Node): void {
    const parts = grammar.classParts(node, text);
    if (!parts) return;
    const scope = scopes.at(-1);
    const qualifiedName = scope ? `${scope.path}.${parts.name}` : parts.name;
    const index =
      classes.push({
        name: parts.name,
        qualifiedName,
        range: parts.range,
        header: { start: parts.range.start, end: parts.headerEnd },
        ...(scope ? { enclosing: scope.enclosing } : {}),
      }) - 1;
    push({ kind: 'class', index }, qualifiedName, node);
  }

  function addFunction(node: Node): void {
    const parts = grammar.functionParts(node, text);
    if (!parts) return;
    const scope = scopes.at(-1);
    const qualifiedName = scope ? `${scope.path}.${parts.name}` : parts.name;
    const { signatureEnd, ...rest } = parts;
    const index =
      functions.push({
        ...rest,
        qualifiedName,
        signature: {
          start: parts.range.start,
          end: parts.range.start + text.slice(parts.range.start, signatureEnd).trimEnd().length,
        },
        ...(scope ? { enclosing: scope.enclosing } : {}),
        generator:
          node.type.startsWith('generator') || node.children.some((child) => child.type === '*'),
      }) - 1;
    push({ kind: 'function', index }, qualifiedName, node);
  }

  function push(enclosing: Enclosing, path: string, node: Node): void {
    scopes.push({ enclosing, path, start: node.startIndex, end: node.endIndex });
  }
}
