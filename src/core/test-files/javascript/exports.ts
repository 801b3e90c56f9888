import { callOf } from '../../languages/kit/reading/calls.ts';
import { scriptReading } from '../../languages/javascript/reading.ts';
import type { SyntaxNode, SyntaxTree } from '../../syntax-tree.ts';

/** How another file gets at a name of a module. */
export type Export =
  { readonly kind: 'named'; readonly name: string } | { readonly kind: 'default' };

/** What a file says to other files, and takes from them. */
export interface ModuleForm {
  /** What it exports, by the names that it has inside. */
  readonly exports: ReadonlyMap<string, Export>;
  /** Modules that it imports, as written. */
  readonly imports: readonly string[];
  /** True where it has imports or exports of its own. */
  readonly isModule: boolean;
  /** True where it hands out or takes names the CommonJS way. */
  readonly isCommonJs: boolean;
}

export const noModule: ModuleForm = {
  exports: new Map(),
  imports: [],
  isModule: false,
  isCommonJs: false,
};

export function moduleForm(tree: SyntaxTree): ModuleForm {
  const { root } = tree;
  const isModule = root.childOfKind('import_statement', 'export_statement') !== undefined;
  const common = [...root.descendants('assignment_expression')].flatMap(
    (node) => commonExport(node) ?? [],
  );
  const requires = [...root.descendants('variable_declarator', 'assignment_expression')].some(
    (node) => isRequire(node.child('value') ?? node.child('right')),
  );
  return {
    exports: exportsOf(root, common),
    imports: importsOf(root),
    isModule,
    isCommonJs: !isModule && (common.length > 0 || requires),
  };
}

function exportsOf(root: SyntaxNode, common: readonly CommonExport[]): ReadonlyMap<string, Export> {
  const found = new Map<string, Export>();
  const add = (local: string, exported: string) => {
    if (found.has(local)) return;
    const isDefault = exported === 'default';
    found.set(local, isDefault ? { kind: 'default' } : { kind: 'named', name: exported });
  };
  const statements = root.childrenOfKind('export_statement');
  for (const statement of statements) {
    const declared = statement.child('declaration');
    const isDefault = statement.childOfKind('default') !== undefined;
    const value = statement.child('value');
    const names = declared ? scriptReading.names(declared).bound.keys() : [];
    for (const name of names) add(name, isDefault ? 'default' : name);
    if (isDefault && value?.kind === 'identifier') add(value.text, 'default');
  }
  for (const statement of statements) {
    if (statement.child('source') || statement.childOfKind('type')) continue;
    for (const entry of statement.descendants('export_specifier')) {
      const name = entry.child('name')?.text;
      if (name === undefined || entry.childOfKind('type')) continue;
      add(name, entry.child('alias')?.text ?? name);
    }
  }
  for (const { name, value } of common) {
    if (name !== undefined) add(value?.kind === 'identifier' ? value.text : name, name);
    else for (const [local, exported] of wholeExport(value)) add(local, exported);
  }
  return found;
}

/** `exports.name = value`; `module.exports = value` without a name. */
interface CommonExport {
  readonly name?: string;
  readonly value: SyntaxNode | undefined;
}

function commonExport(node: SyntaxNode): CommonExport | undefined {
  const left = node.child('left');
  const value = assignedBy(node);
  if (left?.kind !== 'member_expression') return undefined;
  if (left.text === 'module.exports') return { value };
  const object = left.child('object')?.text;
  const name = left.child('property')?.text;
  const isOwn = object === 'exports' || object === 'module.exports';
  return isOwn && name !== undefined ? { name, value } : undefined;
}

/** What a chain of assignments assigns: `exports = module.exports = f`. */
function assignedBy(node: SyntaxNode): SyntaxNode | undefined {
  const right = node.child('right');
  return right?.kind === 'assignment_expression' ? assignedBy(right) : right;
}

/** Pairs of what a name is inside and outside, for a value that is all that a module exports. */
function wholeExport(value: SyntaxNode | undefined): (readonly [string, string])[] {
  if (value?.kind === 'object') {
    return value.namedChildren.flatMap((entry) => {
      if (entry.kind === 'shorthand_property_identifier')
        return [[entry.text, entry.text] as const];
      const key = (entry.child('key') ?? entry.child('name'))?.text;
      const given = entry.child('value');
      if (key === undefined) return [];
      return [[given?.kind === 'identifier' ? given.text : key, key] as const];
    });
  }
  const name = value?.kind === 'identifier' ? value.text : value?.child('name')?.text;
  return name === undefined ? [] : [[name, 'default']];
}

function isRequire(node: SyntaxNode | undefined): boolean {
  return node !== undefined && callOf(node)?.callee.text === 'require';
}

function importsOf(root: SyntaxNode): string[] {
  const found: string[] = [];
  const statements = ['import_statement', 'export_statement', 'import_require_clause'];
  for (const node of root.descendants(...statements, 'call_expression')) {
    const call = node.kind === 'call_expression' ? callOf(node) : undefined;
    const isLoad = call && (call.callee.text === 'require' || call.callee.kind === 'import');
    const source = isLoad ? call.arguments[0] : node.child('source');
    if (source?.kind === 'string') found.push(source.text.slice(1, -1));
  }
  return found;
}
