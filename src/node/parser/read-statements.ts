import type { Node, Query } from 'web-tree-sitter';
import type { ImportedName, StatementKind, SyntaxStatement } from '../../core/syntax.ts';
import { Captures } from './syntax-queries.ts';

const kinds: readonly StatementKind[] = [
  'import',
  'function',
  'class',
  'type',
  'definition',
  'other',
];

interface Draft {
  readonly node: Node;
  kind: StatementKind;
  readonly defines: Set<string>;
  readonly branches: Node[];
  readonly modules: Set<string>;
  readonly imported: ImportedName[];
  typeOnly: boolean;
}

/** The statements directly below a node, comments left out. */
export function readStatements(root: Node, query: Query): SyntaxStatement[] {
  const drafts = new Map<number, Draft>();
  for (const node of root.namedChildren) {
    if (node.isExtra && !node.isError) continue;
    drafts.set(node.id, {
      node,
      kind: 'other',
      defines: new Set(),
      branches: [],
      modules: new Set(),
      imported: [],
      typeOnly: false,
    });
  }
  // In the order of the patterns, so that a later one overrules an earlier one.
  const matches = query.matches(root, { maxStartDepth: 1 });
  for (const match of matches.sort((a, b) => a.patternIndex - b.patternIndex)) {
    const captures = new Captures(match);
    for (const kind of kinds) {
      const node = captures.get(kind);
      const draft = node && drafts.get(node.id);
      if (draft) describe(draft, kind, captures);
    }
  }
  return [...drafts.values()].map((draft) => statementOf(draft, query));
}

function describe(draft: Draft, kind: StatementKind, captures: Captures): void {
  draft.kind = kind;
  for (const { text } of captures.all('defines')) draft.defines.add(text);
  for (const { text } of captures.all('module')) draft.modules.add(text);
  if (captures.has('future')) draft.modules.add('__future__');
  draft.branches.push(...captures.all('branch'));
  if (captures.has('type-only')) draft.typeOnly = true;
  const name = captures.get('imported');
  if (!name) return;
  const alias = captures.get('alias');
  if (alias) draft.defines.add(alias.text);
  const local = alias ?? captures.get('defines') ?? name;
  draft.defines.add(local.text);
  const { startIndex: start, endIndex: end } = captures.get('imported.end') ?? name;
  // An optional alias may match a second time without it.
  const known = draft.imported.findIndex((each) => each.range.start === start);
  if (known >= 0 && !alias) return;
  if (known >= 0) draft.imported.splice(known, 1);
  draft.imported.push({ name: name.text, local: local.text, range: { start, end } });
}

function statementOf(draft: Draft, query: Query): SyntaxStatement {
  const { node, kind, defines, modules, imported, typeOnly } = draft;
  if (kind !== 'other') {
    for (const branch of draft.branches) {
      for (const inner of readStatements(branch, query)) {
        for (const name of inner.defines) defines.add(name);
        for (const module of inner.import?.modules ?? []) modules.add(module);
      }
    }
  }
  const aliased = new Set(
    imported.filter(({ name, local }) => name !== local).map(({ name }) => name),
  );
  const locals = new Set(imported.map(({ local }) => local));
  const bound = [...defines].filter((name) => !aliased.has(name) || locals.has(name));
  return {
    kind,
    range: { start: node.startIndex, end: node.endIndex },
    defines: kind === 'other' ? [] : bound,
    ...(modules.size > 0
      ? {
          import: {
            modules: [...modules],
            names: [...imported].sort((a, b) => a.range.start - b.range.start),
            typeOnly,
          },
        }
      : {}),
  };
}
