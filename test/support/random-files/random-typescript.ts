import fc from 'fast-check';
import { deeper, line, oneAfterTheOther, type Line, type Lines, type RandomFile } from './lines.ts';

const names = fc.constantFrom('a', 'b', 'value', 'rest', '$total', '_1');

/** What looks like something else to whoever looks at text alone. */
const traps = fc.constantFrom(
  'plain',
  '// no comment',
  'function grow(x) {',
  'const grow = (',
  '}) ]',
  'return as it was',
  "it's",
  '"',
  '/* open',
  '# hash',
  '=> {',
  'äöü 🌱',
);

const text = traps.map((said) => JSON.stringify(said));
const comment = traps.map((said) => `// ${said}`);

const simple: fc.Arbitrary<string> = fc.oneof(
  names,
  fc.integer({ min: 0, max: 99 }).map(String),
  text,
  traps.map((said) => `\`${said.replace(/[`$]/g, '')} \${a}\``),
  fc.constantFrom('/[/"`]+/g', '(b / a) / 2', "/'/.test(a)"),
);

const expression = fc.oneof(
  simple,
  fc.tuple(simple, simple).map(([a, b]) => `${a} + ${b}`),
  fc.tuple(names, simple).map(([a, b]) => `call(${a}, { key: ${b} })`),
  fc.tuple(names, simple).map(([a, b]) => `((${a}: number) => ${b})(1)`),
  fc.tuple(names, simple).map(([a, b]) => `all<Map<string, number[]>>(${a} < 2 ? ${b} : [])`),
  names.map((a) => `(${a} as { grow(): void }).grow()`),
);

/** A template over several lines; the later ones are content. */
const longText = fc
  .array(fc.tuple(fc.constantFrom('', '  ', '    ', '\t', '      '), traps), {
    minLength: 1,
    maxLength: 3,
  })
  .map((rows) =>
    rows.map(([lead, said]): Line => ({ content: lead + said.replace(/[`$\\]/g, '') })),
  );

const assignment: fc.Arbitrary<Lines> = fc
  .tuple(names, expression, fc.option(comment))
  .map(([name, value, said]) => [line(`${name} = ${value};${said === null ? '' : ` ${said}`}`)]);

const plain: fc.Arbitrary<Lines> = fc.oneof(
  { weight: 4, arbitrary: assignment },
  {
    weight: 1,
    arbitrary: fc.tuple(comment, assignment).map(([said, next]) => [line(said), ...next]),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(traps, assignment)
      .map(([said, next]) => [
        line('/*'),
        line(` * ${said.replace(/\W/g, ' ').trim()}`),
        line(' */'),
        ...next,
      ]),
  },
  { weight: 1, arbitrary: assignment.map((each) => [line(''), ...each]) },
  { weight: 1, arbitrary: expression.map((value) => [line(`if (a) return ${value};`)]) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(names, longText)
      .map(([name, rows]) => [line(`${name} = \`first`), ...rows, { content: '`;' }]),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(names, longText, names)
      .map(([name, rows, other]) => [
        line(`${name} = call(`),
        line(`\`first`, 1),
        ...rows,
        { content: `last \${${other}}\`,` },
        line(');'),
      ]),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(names, fc.array(expression, { minLength: 1, maxLength: 3 }))
      .map(([name, values]) => [
        line(`${name} = [`),
        ...values.map((value) => line(`${value},`, 1)),
        line('];'),
      ]),
  },
);

/** Statements, blocks in blocks. */
export const typescriptBody: fc.Arbitrary<Lines> = fc.letrec<{ body: Lines; statement: Lines }>(
  (tie) => ({
    body: oneAfterTheOther(tie('statement'), { least: 1, most: 3 }),
    statement: fc.oneof(
      { maxDepth: 2, depthIdentifier: 'statement' },
      plain,
      fc
        .tuple(expression, tie('body'), tie('body'))
        .map(([test, yes, no]) => [
          line(`if (${test}) {`),
          ...deeper(yes),
          line('} else {'),
          ...deeper(no),
          line('}'),
        ]),
      fc
        .tuple(expression, tie('body'))
        .map(([all, body]) => [line(`for (const each of ${all}) {`), ...deeper(body), line('}')]),
      fc
        .tuple(expression, tie('body'))
        .map(([value, body]) => [
          line(`switch (${value}) {`),
          line('case 1:', 1),
          ...deeper(body, 2),
          line('break;', 2),
          line('}'),
        ]),
      fc
        .tuple(names, tie('body'))
        .map(([name, body]) => [
          line(`${name} = call((each: { grow: number }) => {`),
          ...deeper(body),
          line('});'),
        ]),
    ),
  }),
).body;

/** A body that nobody takes for one that is not written. */
const written = typescriptBody.map((lines): Lines => [
  line('let [a, b, value, rest, $total, _1]: any[] = [];'),
  ...lines,
  line('return a;'),
]);

const docs: fc.Arbitrary<Lines> = fc.oneof(
  fc.constant([]),
  traps.map((said) => [line(`/** ${said.replace(/[/*]/g, '')}. */`)]),
  traps.map((said) => [line('/**'), line(` *   ${said.replace(/[/*]/g, '')}`), line(' */')]),
);

/** How a function is declared: its first lines and its last. */
interface Form {
  readonly open: Lines;
  readonly close: string;
  readonly place: 'top' | 'class' | 'namespace';
}

const parameters = fc.constantFrom(
  `a?: number, b = ')'`,
  '{ a, b = {} }: { a?: number; b?: object } = {}',
  `...all: readonly (() => void)[]`,
  '',
);
const results = fc.constantFrom(
  '',
  ': unknown',
  ': { x: number }[]',
  ': Promise<any>',
  ': string | undefined',
);

const forms: fc.Arbitrary<Form> = fc
  .tuple(
    parameters,
    results,
    fc.constantFrom<(parameters: string, result: string) => Form>(
      (p, r) => ({ place: 'top', open: [line(`function grow(${p})${r} {`)], close: '}' }),
      (p, r) => ({ place: 'top', open: [line(`export function grow<T>(${p})${r} {`)], close: '}' }),
      (p, r) => ({
        place: 'top',
        open: [line(`export const grow = (${p})${r} => {`)],
        close: '};',
      }),
      (p, r) => ({
        place: 'top',
        open: [line(`const grow = async function (${p})${r} {`)],
        close: '};',
      }),
      (p, r) => ({
        place: 'top',
        open: [
          line('export default function grow('),
          ...(p === '' ? [] : [line(p, 1)]),
          line(`)${r} {`),
        ],
        close: '}',
      }),
      (p, r) => ({
        place: 'namespace',
        open: [line(`export function grow(${p})${r} {`)],
        close: '}',
      }),
      (p, r) => ({ place: 'class', open: [line(`grow(${p})${r} {`)], close: '}' }),
      (p, r) => ({ place: 'class', open: [line(`static async grow<T>(${p})${r} {`)], close: '}' }),
      (p, r) => ({ place: 'class', open: [line(`private *grow(${p})${r} {`)], close: '}' }),
      (p, r) => ({
        place: 'class',
        open: [line("@wrapped('{')"), line(`grow(${p})${r} {`)],
        close: '}',
      }),
    ),
  )
  .map(([given, result, form]) => form(given, result));

const besides: fc.Arbitrary<Lines> = fc.oneof(
  expression.map((value) => [line(`setup(${value});`), line('')]),
  longText.map((rows) => [line('setup(`first'), ...rows, { content: '`);' }, line('')]),
  comment.map((said) => [line(said), line('')]),
  fc
    .tuple(docs, typescriptBody)
    .map(([doc, body]) => [
      ...doc,
      line('function other(): void {'),
      ...deeper(body),
      line('}'),
      line(''),
    ]),
  fc
    .tuple(docs, typescriptBody)
    .map(([doc, body]) => [
      line('class Other extends Base {'),
      ...deeper([...doc, line('grow(): void {'), ...deeper(body), line('}')]),
      line('}'),
      line(''),
    ]),
);

const fileHead = fc.constantFrom<Lines>(
  [],
  [line('// @ts-check'), line("import { join } from 'node:path';"), line('')],
  [line('#!/usr/bin/env node'), line("'use strict';"), line('')],
  [
    line('/** License. */'),
    line("import fs from 'node:fs';"),
    line('import {'),
    line('one,', 1),
    line("} from './one.ts';"),
    line(''),
  ],
);

/** A TypeScript module with a function `grow`, at its top, in a class or in a namespace. */
export const typescriptFile: fc.Arbitrary<RandomFile> = fc
  .record({
    head: fileHead,
    before: oneAfterTheOther(besides, { least: 0, most: 2 }),
    after: oneAfterTheOther(besides, { least: 0, most: 2 }),
    form: forms,
    doc: docs,
    old: written,
    fresh: written,
  })
  .map(({ head, before, after, form, doc, old, fresh }): RandomFile => {
    const { place, open, close } = form;
    const around: Readonly<Record<Form['place'], readonly [Lines, Lines]>> = {
      top: [[], []],
      class: [
        [line('class Home<T> extends Base {'), line("private readonly text = '}';", 1), line('')],
        [line(''), line('get size() {', 1), line('return 1;', 2), line('}', 1), line('}')],
      ],
      namespace: [[line('namespace Home {'), line('const inner = 1;', 1), line('')], [line('}')]],
    };
    const [start, stop] = around[place];
    return {
      name: place === 'top' ? 'grow' : 'Home.grow',
      above: [...head, ...before, ...start, ...deeper(doc, place === 'top' ? 0 : 1)],
      head: open,
      old: deeper(old),
      fresh: deeper(fresh),
      end: [line(close)],
      below: [...stop, line(''), ...after, line('')],
      level: place === 'top' ? 0 : 1,
      isMember: place === 'class',
    };
  });
