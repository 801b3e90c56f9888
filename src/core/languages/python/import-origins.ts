import type { SyntaxNode } from '../../syntax-tree.ts';
import type { ImportOrigin } from '../kit/import-form.ts';

/** What the names of `import a.b`, `import a as b` and `from a import b as c` stand for. */
export function importOrigins(code: SyntaxNode): ReadonlyMap<string, ImportOrigin> {
  const origins = new Map<string, ImportOrigin>();
  const statements = [code, ...code.descendants('import_statement', 'import_from_statement')];
  for (const statement of statements) {
    const module = statement.child('module_name')?.text;
    for (const each of statement.childrenOf('name')) {
      const name = each.child('name')?.text ?? each.text;
      const alias = each.child('alias')?.text;
      if (module !== undefined) origins.set(alias ?? name, { module, thing: name });
      else if (statement.kind === 'import_statement') {
        const [root = name] = name.split('.');
        origins.set(alias ?? root, { module: alias === undefined ? root : name, thing: '*' });
      }
    }
  }
  return origins;
}
