import ts from 'typescript';
import type { FoundFunction } from './script-file.ts';

/** Identifiers that mean one variable of the function, by its name. */
export type Renamable = ReadonlyMap<string, readonly ts.Identifier[]>;

/**
 * Variables that the function's own block declares once, and nothing else in it by that name: the
 * identifiers of that name that are no names of properties all mean them.
 */
export function renamable({ node, owner }: FoundFunction): Renamable {
  const { body } = node;
  if (!body || !ts.isBlock(body) || /\b(?:eval|with)\b\s*\(/.test(body.getText())) return new Map();
  const own = new Set<ts.Identifier>();
  for (const statement of body.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name } of statement.declarationList.declarations) {
      if (ts.isIdentifier(name)) own.add(name);
    }
  }
  const uses = new Map<string, ts.Identifier[]>();
  const spoiled = new Set<string>();
  const visit = (each: ts.Node) => {
    if (ts.isIdentifier(each)) {
      const inside = each.pos >= body.pos;
      if (inside && isReference(each)) uses.set(each.text, [...(uses.get(each.text) ?? []), each]);
      if (!inside || (!own.has(each) && mayMeanAnother(each))) spoiled.add(each.text);
    }
    ts.forEachChild(each, visit);
  };
  visit(owner);
  const found = new Map<string, readonly ts.Identifier[]>();
  for (const [name, all] of uses) {
    const declared = all.filter((each) => own.has(each));
    if (declared.length === 1 && !spoiled.has(name)) found.set(name, all);
  }
  return found;
}

function isReference(each: ts.Identifier): boolean {
  const { parent } = each;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === each;
  if (ts.isQualifiedName(parent)) return parent.left === each;
  if (ts.isBindingElement(parent)) return parent.propertyName !== each;
  if (ts.isJsxAttribute(parent)) return false;
  const isNamed = 'name' in parent && parent.name === each;
  return !isNamed || ts.isVariableDeclaration(parent) || ts.isParameter(parent);
}

/** It declares something by its name, or cannot be renamed alone, or may stand for a type. */
function mayMeanAnother(each: ts.Identifier): boolean {
  const { parent } = each;
  if (ts.isShorthandPropertyAssignment(parent) || ts.isTypeReferenceNode(parent)) return true;
  if (ts.isJsxOpeningLikeElement(parent) || ts.isJsxClosingElement(parent)) return true;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return true;
  if (ts.isExpressionWithTypeArguments(parent) || ts.isExportSpecifier(parent)) return true;
  if (ts.isBindingElement(parent)) return parent.propertyName !== each;
  const declares =
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isFunctionDeclaration(parent) ||
    ts.isFunctionExpression(parent) ||
    ts.isClassLike(parent) ||
    ts.isTypeParameterDeclaration(parent) ||
    ts.isTypeAliasDeclaration(parent) ||
    ts.isInterfaceDeclaration(parent) ||
    ts.isEnumDeclaration(parent) ||
    ts.isModuleDeclaration(parent);
  return declares && parent.name === each;
}
