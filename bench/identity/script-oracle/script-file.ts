import ts from 'typescript';

/** A function with a name and a body. */
export interface FoundFunction {
  readonly name: string;
  readonly qualifiedName: string;
  readonly node: ts.FunctionLikeDeclaration;
  /** What has to be replaced to replace the function: the statement, property or member that is it. */
  readonly owner: ts.Node;
  readonly nameAt: number;
  readonly start: number;
  readonly end: number;
}

/** A file that TypeScript parsed without a complaint, or the first complaint. */
export type ParsedScript = { readonly file: ts.SourceFile } | { readonly error: string };

export function parseScript(path: string, text: string): ParsedScript {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, scriptKind(path));
  const [first] = (file as unknown as { readonly parseDiagnostics: readonly ts.Diagnostic[] })
    .parseDiagnostics;
  if (!first) return { file };
  const line = text.slice(0, first.start).split('\n').length;
  const said = ts.flattenDiagnosticMessageText(first.messageText, ' ');
  return { error: `${said}: ${text.split('\n')[line - 1]?.trim() ?? ''}` };
}

/** JSX may stand in plain JavaScript too. */
function scriptKind(path: string): ts.ScriptKind {
  if (/\.tsx$/i.test(path)) return ts.ScriptKind.TSX;
  return /\.[mc]?ts$/i.test(path) ? ts.ScriptKind.TS : ts.ScriptKind.JSX;
}

export function functionsOf(file: ts.SourceFile): FoundFunction[] {
  const found: FoundFunction[] = [];
  const visit = (node: ts.Node, path: readonly string[]) => {
    const own = isWritten(node) ? functionOf(node, path, file) : undefined;
    if (own) found.push(own);
    const name = own?.name ?? scopeName(node);
    ts.forEachChild(node, (child) => visit(child, name === undefined ? path : [...path, name]));
  };
  visit(file, []);
  return found;
}

function isWritten(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

function functionOf(
  node: ts.FunctionLikeDeclaration,
  path: readonly string[],
  file: ts.SourceFile,
): FoundFunction | undefined {
  const place =
    ts.isArrowFunction(node) || ts.isFunctionExpression(node) ? valueOf(node) : own(node);
  if (!place) return undefined;
  const { owner, name, nameAt } = place;
  const words = typeof name === 'string' ? name : name.getText(file);
  return {
    name: words,
    qualifiedName: [...path, words].join('.'),
    node,
    owner,
    nameAt: nameAt ?? (typeof name === 'string' ? owner.getStart(file) : name.getStart(file)),
    start: owner.getStart(file),
    end: owner.getEnd(),
  };
}

interface Place {
  readonly owner: ts.Node;
  readonly name: ts.Node | string;
  readonly nameAt?: number;
}

/** A declaration or member by its own name. */
function own(node: ts.FunctionLikeDeclaration): Place | undefined {
  if (ts.isConstructorDeclaration(node)) {
    const word = node.getChildren().find(({ kind }) => kind === ts.SyntaxKind.ConstructorKeyword);
    return { owner: node, name: 'constructor', ...(word && { nameAt: word.getStart() }) };
  }
  if (node.name) return { owner: node, name: node.name };
  return defaultOf(node, node);
}

/** A function that is a value, by what it is the value of. */
function valueOf(node: ts.ArrowFunction | ts.FunctionExpression): Place | undefined {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) && ts.isVariableDeclarationList(parent.parent)) {
    const list = parent.parent;
    const isAlone = ts.isVariableStatement(list.parent) && list.declarations.length === 1;
    return { owner: isAlone ? list.parent : parent, name: parent.name };
  }
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) {
    return { owner: parent, name: parent.name };
  }
  if (ts.isExportAssignment(parent)) return defaultOf(parent, parent);
  if (!ts.isBinaryExpression(parent) || !ts.isExpressionStatement(parent.parent)) return undefined;
  const { left, operatorToken } = parent;
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  if (ts.isIdentifier(left)) return { owner: parent.parent, name: left };
  return ts.isPropertyAccessExpression(left)
    ? { owner: parent.parent, name: left.name }
    : undefined;
}

function defaultOf(owner: ts.Node, node: ts.Node): Place | undefined {
  const word = node.getChildren().flatMap((each) => [each, ...each.getChildren()]);
  const found = word.find(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
  return found && { owner, name: 'default', nameAt: found.getStart() };
}

function scopeName(node: ts.Node): string | undefined {
  if (ts.isClassLike(node) || ts.isModuleDeclaration(node)) return node.name?.getText();
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent))
    return parent.name.getText();
  return undefined;
}

/** A body of which nobody would say that it is written. */
export function isStub({ body }: ts.FunctionLikeDeclaration): boolean {
  if (!body || !ts.isBlock(body)) return body === undefined;
  return body.statements.every(
    (each) =>
      ts.isThrowStatement(each) &&
      /not.?(?:yet.?)?implemented|unimplemented|to.?do/i.test(each.getText()),
  );
}
