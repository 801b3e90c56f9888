import type { SyntaxNode, SyntaxTree } from '../../syntax-tree.ts';
import { combined, filledIn, rowOf, type Row } from '../kit/table-rows.ts';
import { callOf, type Call } from '../kit/reading/calls.ts';
import { pythonReading } from './reading.ts';

/** The bodies of tests with `pytest.mark.parametrize`, row by row. */
export function pythonTables(tree: SyntaxTree): string[] {
  return [...tree.descendants('decorated_definition')].flatMap((decorated) => {
    const declared = decorated.child('definition');
    const name = declared?.child('name')?.text ?? '';
    const body = declared?.child('body');
    const isTest = declared?.kind === 'function_definition' && /^test|_test$/.test(name);
    const tables = isTest ? tablesOf(decorated) : undefined;
    if (!declared || !body || !tables || tables.length === 0) return [];
    const rows = tables.reduce(combined, [new Map<string, SyntaxNode>()]);
    const given = new Set(rows[0]?.keys());
    // What else it takes is a fixture.
    if (parametersOf(declared).some((each) => each !== 'self' && !given.has(each))) return [];
    return filledIn(wholeLines(body), body.namedChildren, rows, pythonReading);
  });
}

/** A block with the white space before its first statement. */
function wholeLines({ start, end, tree }: SyntaxNode) {
  const lead = tree.text.slice(tree.text.lastIndexOf('\n', start - 1) + 1, start);
  return { start: lead.trim() === '' ? start - lead.length : start, end };
}

function parametersOf(declared: SyntaxNode): readonly string[] {
  return (declared.child('parameters')?.namedChildren ?? [])
    .filter((each) => !each.isExtra)
    .map((each) => {
      const [first] = each.kind === 'identifier' ? [each] : each.descendants('identifier');
      return first?.text ?? each.text;
    });
}

/** The tables of a function's decorators; undefined where one cannot be read. */
function tablesOf(decorated: SyntaxNode): Row[][] | undefined {
  const tables: Row[][] = [];
  for (const decorator of decorated.childrenOfKind('decorator')) {
    const [made] = decorator.namedChildren;
    const call = made && callOf(made);
    if (!call || !/(?:^|\.)parametrize$/.test(call.callee.text)) continue;
    const table = tableOf(call);
    if (!table) return undefined;
    tables.push(table);
  }
  return tables;
}

function tableOf({ arguments: given }: Call): Row[] | undefined {
  const named = (name: string) =>
    given.find((each) => each.child('name')?.text === name)?.child('value');
  const plain = given.filter(({ kind }) => kind !== 'keyword_argument');
  const [argnames, argvalues] = [
    named('argnames') ?? plain[0],
    named('argvalues') ?? (named('argnames') ? plain[0] : plain[1]),
  ];
  const names = argnames && namesIn(argnames);
  const rows = argvalues && itemsOf(argvalues);
  // An indirect parameter goes through a fixture.
  if (!names || !rows || named('indirect')) return undefined;
  return rows.flatMap((row) => readRow(names, row) ?? []);
}

function namesIn(node: SyntaxNode): readonly string[] | undefined {
  const texts = node.kind === 'string' ? [node] : (itemsOf(node) ?? []);
  const names = texts
    .flatMap((each) => [...each.descendants('string_content')])
    .flatMap(({ text }) => text.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length > 0 && names.every((name) => /^\w+$/.test(name)) ? names : undefined;
}

/** What stands in a list or tuple; undefined for anything else. */
function itemsOf(node: SyntaxNode): readonly SyntaxNode[] | undefined {
  if (!/^(?:list|tuple)$/.test(node.kind)) return undefined;
  return node.namedChildren.filter((child) => !child.isExtra);
}

/** Nothing for a row that is marked, as failing or to be left out. */
function readRow(names: readonly string[], row: SyntaxNode): Row | undefined {
  const call = callOf(row);
  if (!call || !/^(?:pytest\.)?param$/.test(call.callee.text)) {
    return rowOf(names, names.length === 1 ? [row] : (itemsOf(row) ?? []));
  }
  const options = call.arguments.filter(({ kind }) => kind === 'keyword_argument');
  if (options.some((option) => option.child('name')?.text === 'marks')) return undefined;
  return rowOf(
    names,
    call.arguments.filter((each) => !options.includes(each)),
  );
}
