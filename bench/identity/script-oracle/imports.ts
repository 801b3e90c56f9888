import ts from 'typescript';

/** An import that an answer brings, and a call that uses it. */
export interface WantedImport {
  readonly statement: string;
  readonly use: string;
  readonly module: string;
  /** The names it binds. */
  readonly locals: readonly string[];
}

const modules = [
  { module: 'node:path', name: 'basename', whole: 'nodePath' },
  { module: 'node:querystring', name: 'unescape', whole: 'nodeQuerystring' },
  { module: 'node:string_decoder', name: 'StringDecoder', whole: 'nodeDecoder' },
];

/** The import for the function at this place of its file; undefined where the file allows none. */
export function answerable(
  file: ts.SourceFile,
  at: number,
  kind: 'new' | 'name',
): WantedImport | undefined {
  return kind === 'new' ? newImport(file, at) : oneMoreName(file, at);
}

function newImport(file: ts.SourceFile, at: number): WantedImport | undefined {
  const free = modules.find(
    ({ module, name, whole }) =>
      ![module, module.replace('node:', ''), name, whole].some((word) =>
        new RegExp(`\\b${word}\\b`).test(file.text),
      ),
  );
  const system = moduleKind(file);
  if (!free || !system) return undefined;
  const { module, name, whole } = free;
  const forms =
    system === 'esm'
      ? [`import { ${name} } from '${module}';`, `import * as ${whole} from '${module}';`]
      : [`const { ${name} } = require('${module}');`, `const ${whole} = require('${module}');`];
  const isNamed = at % 2 === 0;
  return {
    statement: forms[isNamed ? 0 : 1] ?? '',
    use: isNamed ? `${name}('')` : `${whole}.${name}('')`,
    module,
    locals: [isNamed ? name : whole],
  };
}

/** One more name of a module from which the file has a list of names. */
function oneMoreName(file: ts.SourceFile, at: number): WantedImport | undefined {
  if (/\bextraName\b/.test(file.text)) return undefined;
  const lists = file.statements.flatMap((each) => {
    const list = listOf(each);
    return list === undefined ? [] : [list];
  });
  const chosen = lists[at % Math.max(1, lists.length)];
  if (!chosen) return undefined;
  const { module, isRequire } = chosen;
  const statement = isRequire
    ? `const { extraName } = require('${module}');`
    : `import { extraName } from '${module}';`;
  return { statement, use: "extraName('')", module, locals: ['extraName'] };
}

function listOf(statement: ts.Statement): { module: string; isRequire: boolean } | undefined {
  if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
    const { importClause, moduleSpecifier } = statement;
    const bindings = importClause?.namedBindings;
    const isPlain =
      bindings && ts.isNamedImports(bindings) && importClause.phaseModifier === undefined;
    return isPlain ? { module: moduleSpecifier.text, isRequire: false } : undefined;
  }
  if (!ts.isVariableStatement(statement)) return undefined;
  const [only, second] = statement.declarationList.declarations;
  if (!only || second || !ts.isObjectBindingPattern(only.name)) return undefined;
  const module = requiredModule(only.initializer);
  return module === undefined ? undefined : { module, isRequire: true };
}

function requiredModule(node: ts.Node | undefined): string | undefined {
  if (!node || !ts.isCallExpression(node) || node.expression.getText() !== 'require')
    return undefined;
  const [module] = node.arguments;
  return module && ts.isStringLiteral(module) ? module.text : undefined;
}

/** What the file is by what it has; undefined for one that neither imports nor exports. */
export function moduleKind(file: ts.SourceFile): 'esm' | 'commonjs' | undefined {
  if (ts.isExternalModule(file) || /\.m[jt]s$/i.test(file.fileName)) return 'esm';
  if (/\.c[jt]s$/i.test(file.fileName)) return 'commonjs';
  return /\brequire\(|\bmodule\.exports\b|\bexports\.\w/.test(file.text) ? 'commonjs' : undefined;
}

/** What an import takes out of a module, each as `local = name`; undefined for another statement. */
export function importedBy(
  statement: ts.Statement,
): { readonly module: string; readonly names: readonly string[] } | undefined {
  if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
    const clause = statement.importClause;
    const names: string[] = [];
    const kind = clause?.phaseModifier === ts.SyntaxKind.TypeKeyword ? 'type ' : '';
    if (clause?.name) names.push(`${kind}${clause.name.text} = default`);
    const bindings = clause?.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings)) names.push(`${kind}${bindings.name.text} = *`);
    if (bindings && ts.isNamedImports(bindings)) {
      for (const { name, propertyName, isTypeOnly } of bindings.elements) {
        const type = isTypeOnly ? 'type ' : kind;
        names.push(`${type}${name.text} = ${(propertyName ?? name).text}`);
      }
    }
    return { module: statement.moduleSpecifier.text, names };
  }
  if (!ts.isVariableStatement(statement)) return undefined;
  const [only, second] = statement.declarationList.declarations;
  const module = requiredModule(only?.initializer);
  if (!only || second || module === undefined) return undefined;
  const { name } = only;
  if (ts.isIdentifier(name)) return { module, names: [`${name.text} = *`] };
  const elements = ts.isObjectBindingPattern(name) ? name.elements : [];
  return {
    module,
    names: elements.map(
      (each) => `${each.name.getText()} = ${(each.propertyName ?? each.name).getText()}`,
    ),
  };
}
