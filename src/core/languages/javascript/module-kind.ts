import type { SyntaxNode, SyntaxTree } from '../../syntax-tree.ts';
import type { ModuleKind } from '../../task.ts';

/**
 * The import statements that do in this file what the statement does: an ES module gets `import`, a
 * CommonJS module gets `require`. As it is where neither the file nor its project says what it is, or where
 * the other kind has no words for it.
 *
 * @param path Of the file; its ending may decide.
 * @param declared What the project says, for a file that does not say it itself.
 */
export function importsIn(
  statement: SyntaxNode,
  file: SyntaxTree,
  path: string,
  declared?: ModuleKind,
): readonly string[] {
  const kind = moduleKind(file, path, declared);
  const translated =
    kind === 'commonjs' ? required(statement) : kind === 'module' ? imported(statement) : undefined;
  return translated ?? [statement.text];
}

function moduleKind(
  { root }: SyntaxTree,
  path: string,
  declared: ModuleKind | undefined,
): ModuleKind | undefined {
  const ending = /\.[cm]?[jt]sx?$/.exec(path)?.[0] ?? '';
  if (ending === '.cjs') return 'commonjs';
  if (/^\.m/.test(ending)) return 'module';
  if (root.childOfKind('import_statement', 'export_statement')) return 'module';
  // A compiler makes what its settings say of `import`.
  if (/ts/.test(ending)) return undefined;
  return usesRequire(root) ? 'commonjs' : declared;
}

/** True for a module that takes or gives by CommonJS's names, which ES modules do not have. */
function usesRequire(root: SyntaxNode): boolean {
  for (const call of root.descendants('call_expression')) {
    if (call.child('function')?.text === 'require') return true;
  }
  for (const { text } of root.descendants('member_expression')) {
    if (/^(?:module\.exports|exports\.[\w$]+)$/.test(text)) return true;
  }
  return false;
}

/** An `import` as declarations that call `require`; undefined for anything else. */
function required(statement: SyntaxNode): readonly string[] | undefined {
  const source = statement.child('source')?.text;
  if (statement.kind !== 'import_statement' || source === undefined) return undefined;
  const call = `require(${source})`;
  const clause = statement.childOfKind('import_clause');
  if (!clause) return [`${call};`];
  return clause.namedChildren.flatMap((part) => {
    if (part.kind === 'named_imports') {
      const names = part.childrenOfKind('import_specifier').map((each) => {
        return pair(each.child('name')?.text ?? '', each.child('alias')?.text, ': ');
      });
      return [`const { ${names.join(', ')} } = ${call};`];
    }
    const name = part.kind === 'identifier' ? part : part.childOfKind('identifier');
    return name ? [`const ${name.text} = ${call};`] : [];
  });
}

/** A declaration that calls `require` as imports; undefined where one part of it has no such form. */
function imported(statement: SyntaxNode): readonly string[] | undefined {
  if (statement.kind === 'expression_statement') {
    const source = sourceOf(statement.namedChildren[0]);
    return source === undefined ? undefined : [`import ${source};`];
  }
  if (!/^(?:lexical|variable)_declaration$/.test(statement.kind)) return undefined;
  const lines = statement.childrenOfKind('variable_declarator').map(importOf);
  return lines.every((line) => line !== undefined) ? lines : undefined;
}

function importOf(declarator: SyntaxNode): string | undefined {
  const name = declarator.child('name');
  const value = declarator.child('value');
  const member = value?.kind === 'member_expression' ? value : undefined;
  const source = sourceOf(member?.child('object') ?? value);
  if (!name || source === undefined) return undefined;
  if (name.kind === 'identifier') {
    const taken = member?.child('property')?.text;
    if (taken === undefined) return `import ${name.text} from ${source};`;
    return `import { ${pair(taken, name.text, ' as ')} } from ${source};`;
  }
  if (name.kind !== 'object_pattern' || member) return undefined;
  const names = name.namedChildren.map((part) => {
    if (part.kind === 'shorthand_property_identifier_pattern') return part.text;
    const local = part.child('value');
    const isPlain = part.kind === 'pair_pattern' && local?.kind === 'identifier';
    return isPlain ? pair(part.child('key')?.text ?? '', local.text, ' as ') : undefined;
  });
  if (names.includes(undefined)) return undefined;
  return `import { ${names.join(', ')} } from ${source};`;
}

/** The module of `require('module')`, with its quotes. */
function sourceOf(call: SyntaxNode | undefined): string | undefined {
  if (call?.kind !== 'call_expression' || call.child('function')?.text !== 'require')
    return undefined;
  const [only, ...others] = call.child('arguments')?.namedChildren ?? [];
  return only?.kind === 'string' && others.length === 0 ? only.text : undefined;
}

function pair(name: string, local: string | undefined, between: string): string {
  return local === undefined || local === name ? name : `${name}${between}${local}`;
}
