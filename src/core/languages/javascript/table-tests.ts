import type { SyntaxNode, SyntaxTree } from '../../syntax-tree.ts';
import { filledIn, rowOf, type Row } from '../kit/table-rows.ts';
import { callOf } from '../kit/reading/calls.ts';
import { scriptReading } from './reading.ts';

/** The bodies of `test.each([…])(…)`, row by row. */
export function javascriptTables(tree: SyntaxTree): string[] {
  return [...tree.descendants('call_expression')].flatMap((node) => {
    const call = callOf(node);
    const table = call && callOf(call.callee);
    if (!table || !/^(?:test|it)(?:\.\w+)*\.each$/.test(table.callee.text)) return [];
    const [rows] = table.arguments;
    const callback = call.arguments.find((each) => each.child('body') !== undefined);
    const body = callback?.child('body');
    const items = rows && itemsOf(rows);
    if (!items || !callback || !body) return [];
    const parameters = parametersOf(callback);
    const filled = items.flatMap((row) => readRow(parameters, row) ?? []);
    const statements = body.kind === 'statement_block' ? body.namedChildren : [body];
    const brace = body.kind === 'statement_block' ? 1 : 0;
    const range = { start: body.start + brace, end: body.end - brace };
    return filledIn(range, statements, filled, scriptReading);
  });
}

/** What stands in an array; undefined for anything else. */
function itemsOf(node: SyntaxNode): readonly SyntaxNode[] | undefined {
  const [inner] = /^(?:as|satisfies)_expression$/.test(node.kind) ? node.namedChildren : [];
  if (inner) return itemsOf(inner);
  return node.kind === 'array' ? node.namedChildren.filter((child) => !child.isExtra) : undefined;
}

/** What a callback takes, without types. */
function parametersOf(callback: SyntaxNode): readonly SyntaxNode[] {
  const single = callback.child('parameter');
  if (single) return [single];
  return (callback.child('parameters')?.namedChildren ?? [])
    .filter((each) => !each.isExtra)
    .map((each) => each.child('pattern') ?? each);
}

function readRow(parameters: readonly SyntaxNode[], row: SyntaxNode): Row | undefined {
  const [only] = parameters;
  if (parameters.length === 1 && only?.kind === 'object_pattern') {
    const fields = new Map(
      row
        .childrenOfKind('pair')
        .map((pair) => [unquoted(pair.child('key')?.text ?? ''), pair.child('value')] as const),
    );
    const names = only.namedChildren.filter((child) => !child.isExtra);
    if (!names.every(({ kind }) => kind === 'shorthand_property_identifier_pattern'))
      return undefined;
    return rowOf(
      names.map(({ text }) => text),
      names.map(({ text }) => fields.get(text)),
    );
  }
  if (!parameters.every(({ kind }) => kind === 'identifier')) return undefined;
  const values = itemsOf(row) ?? [row];
  return rowOf(
    parameters.map(({ text }) => text),
    values.slice(0, parameters.length),
  );
}

function unquoted(key: string): string {
  return /^(["'])(.*)\1$/.exec(key)?.[2] ?? key;
}
