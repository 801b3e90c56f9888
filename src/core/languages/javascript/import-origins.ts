import type { SyntaxNode } from '../../syntax-tree.ts';
import type { ImportOrigin } from '../kit/import-form.ts';

/**
 * What the names of `import` and of variables with `require` stand for. The default of a module and
 * all of it are the same here, for which of them a module has is not seen.
 */
export function importOrigins(code: SyntaxNode): ReadonlyMap<string, ImportOrigin> {
  const origins = new Map<string, ImportOrigin>();
  const add = (name: SyntaxNode | undefined, module: string, thing = '*') => {
    if (name) origins.set(name.text, { module, thing: thing === 'default' ? '*' : thing });
  };
  for (const statement of [code, ...code.descendants('import_statement')]) {
    if (statement.kind !== 'import_statement') continue;
    const module = moduleNamed(statement.child('source'));
    const clause = statement.childOfKind('import_clause');
    if (module === undefined || !clause) continue;
    add(clause.childOfKind('identifier'), module);
    add(clause.childOfKind('namespace_import')?.childOfKind('identifier'), module);
    for (const each of clause.descendants('import_specifier')) {
      const name = each.child('name');
      add(each.child('alias') ?? name, module, name?.text);
    }
  }
  for (const variable of code.descendants('variable_declarator')) {
    const name = variable.child('name');
    let value = variable.child('value');
    const member = value?.kind === 'member_expression' ? value.child('property')?.text : undefined;
    if (member !== undefined) value = value?.child('object');
    if (value?.child('function')?.text !== 'require') continue;
    const module = moduleNamed(value.child('arguments')?.namedChildren[0]);
    if (module === undefined) continue;
    if (name?.kind === 'identifier') add(name, module, member);
    for (const each of name?.kind === 'object_pattern' ? name.namedChildren : []) {
      if (each.kind === 'pair_pattern') add(each.child('value'), module, each.child('key')?.text);
      else add(each, module, each.text);
    }
  }
  return origins;
}

function moduleNamed(node: SyntaxNode | undefined): string | undefined {
  return node?.kind === 'string' ? node.text.slice(1, -1).replace(/^node:/, '') : undefined;
}
