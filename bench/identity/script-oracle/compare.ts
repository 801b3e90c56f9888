import ts from 'typescript';
import { tokensOf } from './layout.ts';

/** A comment with the number of tokens before it. */
export interface Remark {
  readonly after: number;
  readonly ownLine: boolean;
  readonly text: string;
}

const pragma =
  /(?:@ts-|eslint|prettier|istanbul|c8 |v8 |@flow|#__|@__|webpack|@vite|biome|deno-lint|tslint)/;

/** The comments inside a node, in the order of the text. */
export function commentsOf(node: ts.Node, file: ts.SourceFile): Remark[] {
  const found: Remark[] = [];
  const tokens = tokensOf(node, file);
  for (const [at, token] of tokens.entries()) {
    const before = tokens[at - 1];
    if (!before || token.kind === ts.SyntaxKind.JsxText) continue;
    const from = before.getEnd();
    const trivia = file.text.slice(from, token.getStart(file));
    for (const { index, 0: comment } of trivia.matchAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g)) {
      found.push({
        after: at,
        ownLine: trivia.slice(0, index).includes('\n'),
        text: comment
          .split('\n')
          .map((line) => line.trim())
          .join('\n'),
      });
    }
  }
  return found;
}

/** What happened to comments, in few words; undefined where nothing did. */
export function lostComment(
  wanted: readonly Remark[],
  got: readonly Remark[],
  sameWords: boolean,
): string | undefined {
  const key = ({ after, ownLine, text }: Remark) =>
    sameWords ? `${after} ${ownLine} ${text}` : text;
  const left = got.map(key);
  for (const remark of wanted) {
    const at = left.indexOf(key(remark));
    if (at >= 0) {
      left.splice(at, 1);
      continue;
    }
    const moved = got.some(({ text }) => text === remark.text);
    return `${pragma.test(remark.text) ? 'pragma ' : ''}${moved ? 'moved' : 'lost'}: ${remark.text}`;
  }
  return left.length > 0 ? `added: ${left[0] ?? ''}` : undefined;
}

/** Where two trees mean different things; undefined where they do not. */
export function treeDifference(
  a: ts.Node,
  fileA: ts.SourceFile,
  b: ts.Node,
  fileB: ts.SourceFile,
): string | undefined {
  if (a.kind !== b.kind || meaning(a) !== meaning(b)) return pair(a, fileA, b, fileB);
  const as = childrenOf(a);
  const bs = childrenOf(b);
  for (let at = 0; at < Math.max(as.length, bs.length); at++) {
    const [one, other] = [as[at], bs[at]];
    if (!one || !other) return pair(a, fileA, b, fileB);
    const found = treeDifference(one, fileA, other, fileB);
    if (found !== undefined) return found;
  }
  return undefined;
}

function pair(a: ts.Node, fileA: ts.SourceFile, b: ts.Node, fileB: ts.SourceFile): string {
  const short = (node: ts.Node, file: ts.SourceFile) =>
    JSON.stringify(node.getText(file).replace(/\s+/g, ' ').slice(0, 80));
  return `${ts.SyntaxKind[a.kind]} ${short(a, fileA)} → ${ts.SyntaxKind[b.kind]} ${short(b, fileB)}`;
}

function childrenOf(node: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  ts.forEachChild(node, (child) => void found.push(child));
  // White space between lines of JSX is nothing.
  return found.filter((each) => !ts.isJsxText(each) || jsxText(each) !== '');
}

/** What a node says besides its kind and its children. */
function meaning(node: ts.Node): string {
  if (ts.isJsxText(node)) return jsxText(node);
  if (ts.isTemplateLiteralToken(node)) return `${node.text}\0${node.rawText ?? ''}`;
  if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node) || ts.isLiteralExpression(node)) {
    return node.text.replaceAll('\r\n', '\n');
  }
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
    return `${node.operator}`;
  if (ts.isTypeOperatorNode(node)) return `${node.operator}`;
  if (ts.isMetaProperty(node)) return `${node.keywordToken}`;
  if (ts.isHeritageClause(node)) return `${node.token}`;
  if (ts.isImportClause(node)) return `${node.phaseModifier ?? ''}`;
  if (ts.isVariableDeclarationList(node)) {
    return `${node.flags & (ts.NodeFlags.Const | ts.NodeFlags.Let | ts.NodeFlags.Using)}`;
  }
  return '';
}

/** As JSX reads it: lines are trimmed, and empty ones dropped. */
function jsxText({ text }: ts.JsxText): string {
  const lines = text.split(/\r?\n/);
  return lines
    .map((line, at) => {
      const left = at > 0 ? line.replace(/^[ \t]+/, '') : line;
      return at < lines.length - 1 ? left.replace(/[ \t]+$/, '') : left;
    })
    .filter((line, at) => line !== '' || (lines.length === 1 && at === 0))
    .join(' ');
}

/** The first lines that differ. */
export function difference(before: string, now: string): string {
  const [as, bs] = [before.split('\n'), now.split('\n')];
  const at = as.findIndex((line, index) => line !== bs[index]);
  const place = at < 0 ? as.length : at;
  return linePair(as[place] ?? '', bs[place] ?? '');
}

export function linePair(before: string, now: string): string {
  const short = (line: string) => JSON.stringify(line.replace(/\n$/, ''));
  return `${short(before)} → ${short(now)}`;
}
