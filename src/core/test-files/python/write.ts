import { FreshNames, wordsFor, type Case } from '../case.ts';
import { pythonModules } from './cases.ts';
import { callOf, equalsLines, exceptionWords, raisesLines, type PythonWriting } from './checks.ts';
import { writePythonTables, type Table } from './tables.ts';
import { indented, type TestBlock, type WrittenTests } from '../written-tests.ts';

/** Cases as pytest functions or as methods of a `TestCase`. */
export function writePython(cases: readonly Case[], writing: PythonWriting): WrittenTests {
  const names = new FreshNames(writing.taken, '_');
  const { tables, rest } = writePythonTables(cases, writing);
  const blocks = [
    ...tables.map((table) => tableBlock(table, names, writing)),
    ...rest.map((each) => singleBlock(each, names, writing)),
  ];
  return { blocks, imports: importsFor(cases, blocks, writing) };
}

/** `test_free_slots_raises_value_error` */
function testName(name: string, ...words: readonly (string | undefined)[]): string {
  return ['test', name, ...words.filter((word) => word !== undefined)].join('_');
}

function tableBlock(table: Table, names: FreshNames, writing: PythonWriting): TestBlock {
  const name = names.take(testName(writing.name, ...table.words));
  const { indent } = writing.style;
  if (writing.form === 'unittest') {
    const shown = table.shown.map((each) => `${each}=${each}`).join(', ');
    const body = indented(table.check, indent);
    return method(
      name,
      [
        `for ${table.columns.join(', ')} in [`,
        ...indented(table.rows, indent),
        ']:',
        ...indented([`with self.subTest(${shown}):`, ...body], indent),
      ],
      writing,
    );
  }
  const quoted = table.columns.map((each) => `${writing.style.quote}${each}${writing.style.quote}`);
  const header = quoted.length === 1 ? (quoted[0] ?? '') : `(${quoted.join(', ')})`;
  const block = method(name, table.check, writing, table.columns);
  return {
    name,
    lines: [
      '@pytest.mark.parametrize(',
      ...indented([`${header},`, '[', ...indented(table.rows, indent), '],'], indent),
      ')',
      ...block.lines,
    ],
  };
}

function singleBlock(each: Case, names: FreshNames, writing: PythonWriting): TestBlock {
  const { name: about, form } = writing;
  const call = callOf(each.call, writing);
  const { claim } = each;
  if (claim.kind === 'holds') {
    const lines = form === 'unittest' ? claim.lines.map(asMethod) : claim.lines;
    return method(names.take(testName(about, 'property')), ownLines(lines), writing);
  }
  if (claim.kind === 'throws') {
    const name = names.take(testName(about, exceptionWords(claim.exception)));
    return method(name, raisesLines(call, claim.exception, writing), writing);
  }
  const words = wordsFor(claim.expected.value)?.join('_').toLowerCase();
  const name = names.take(testName(about, words === undefined ? undefined : `returns_${words}`));
  return method(name, equalsLines(call, claim, writing), writing);
}

/** A function, as a method where it stands in a class; asynchronous where it awaits. */
function method(
  name: string,
  body: readonly string[],
  { form, awaits, style }: PythonWriting,
  parameters: readonly string[] = [],
): TestBlock {
  const waits = body.some((line) => /\bawait\b/.test(line));
  const own = form === 'unittest' ? ['self', ...parameters] : parameters;
  const isPlugin = waits && awaits && form === 'pytest';
  const lines = [
    ...(isPlugin ? ['@pytest.mark.asyncio'] : []),
    `${isPlugin ? 'async ' : ''}def ${name}(${own.join(', ')}):`,
  ];
  if (!waits || isPlugin) return { name, lines: [...lines, ...indented(body, style.indent)] };
  const inner = ['async def check():', ...indented(body, style.indent), '', 'asyncio.run(check())'];
  return { name, lines: [...lines, ...indented(inner, style.indent)] };
}

/** A property's statements without the imports that go to the top of the file. */
function ownLines(lines: readonly string[]): string[] {
  return lines.filter((line) => !isModuleImport(line));
}

function isModuleImport(line: string): boolean {
  const name = /^import (\w+)$/.exec(line)?.[1];
  return name !== undefined && pythonModules.has(name);
}

/** A plain assertion as `unittest` says it. */
function asMethod(line: string): string {
  const found = /^assert\s+([^,#]+)$/.exec(line)?.[1]?.trim();
  if (found === undefined) return line;
  const equal = /^([^=<>!]+[^=<>!\s])\s*==\s*([^=<>!]+)$/.exec(found);
  const isOne = equal !== null && !/\b(?:and|or|not|if|in|lambda)\b/.test(found);
  return isOne
    ? `self.assertEqual(${equal[1] ?? ''}, ${equal[2] ?? ''})`
    : `self.assertTrue(${found})`;
}

/** What the tests need at the top of their file, standard modules first. */
function importsFor(
  cases: readonly Case[],
  blocks: readonly TestBlock[],
  { form, module, contract, importsOfModule }: PythonWriting,
): string[] {
  const text = blocks.flatMap(({ lines }) => lines).join('\n');
  const names = new Set(cases.flatMap((each) => each.names));
  const standard = [...pythonModules].filter(
    (name) =>
      (names.has(name) || new RegExp(`(?<![\\w.])${name}\\.`).test(text)) &&
      !importsOfModule.has(name),
  );
  const elsewhere = [...names].flatMap((name) => importsOfModule.get(name) ?? []);
  const own = [
    ...new Set([...names].filter((name) => !pythonModules.has(name) && !importsOfModule.has(name))),
  ];
  const listed = own.length > 0 ? own.sort() : [contract.name];
  return [
    ...new Set([
      ...standard.sort().map((name) => `import ${name}`),
      ...(form === 'unittest' ? ['import unittest'] : []),
      ...elsewhere,
      ...(/\bpytest\./.test(text) ? ['import pytest'] : []),
      `from ${module} import ${listed.join(', ')}`,
    ]),
  ];
}
