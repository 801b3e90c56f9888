import fc from 'fast-check';
import { deeper, line, oneAfterTheOther, type Line, type Lines, type RandomFile } from './lines.ts';

const names = fc.constantFrom('a', 'b', 'value', 'rest', 'result', 'total_1');

/** What looks like something else to whoever looks at text alone. */
const traps = fc.constantFrom(
  'plain',
  '# no comment',
  'def grow(x):',
  'class X: {',
  '}) ]',
  "it's",
  '"',
  '"""',
  '\\n',
  'äöü 🌱',
);

const text = traps.map((said) => JSON.stringify(said));
const comment = fc
  .tuple(fc.constantFrom('# ', '#', '# noqa: ', '# type: ignore  '), traps)
  .map(([mark, said]) => `${mark}${said.replace(/\.\.\.|unchanged/g, 'x')}`);

const simple: fc.Arbitrary<string> = fc.oneof(
  names,
  fc.integer({ min: 0, max: 99 }).map(String),
  text,
  text.map((said) => `f${said.replace(/[{}]/g, '')}`),
);

const expression = fc.oneof(
  simple,
  fc.tuple(simple, simple).map(([a, b]) => `${a} + ${b}`),
  fc.tuple(names, simple).map(([a, b]) => `call(${a}, key=${b})`),
  fc.tuple(names, simple).map(([a, b]) => `[${a} for ${a} in {${b}: 1}]`),
  fc.tuple(names, simple).map(([a, b]) => `(lambda ${a}: ${b})(1)`),
  names.map((a) => `${a}[1:2]`),
);

/** A string over several lines; the later ones are content. */
const longText = fc
  .array(fc.tuple(fc.constantFrom('', '  ', '    ', '\t', '      '), traps), {
    minLength: 1,
    maxLength: 3,
  })
  .map((rows) =>
    rows.map(([lead, said]) => lead + said.replaceAll('"""', "'''").replace(/"$/, "'")),
  );

const withLongText: fc.Arbitrary<Lines> = fc.oneof(
  fc
    .tuple(names, longText)
    .map(([name, rows]) => [line(`${name} = """first`), ...contents(rows), { content: '"""' }]),
  fc
    .tuple(names, longText)
    .map(([name, rows]) => [
      line(`${name} = call(`),
      line('"""first', 1),
      ...contents(rows),
      { content: 'last""",' },
      line(')'),
    ]),
  longText.map((rows) => [
    line('return f"""{1}'),
    ...contents(rows.map((row) => row.replace(/[{}]/g, ''))),
    { content: '""".strip()' },
  ]),
);

function contents(rows: readonly string[]): Line[] {
  return rows.map((content) => ({ content }));
}

const assignment: fc.Arbitrary<Lines> = fc
  .tuple(names, expression, fc.option(comment))
  .map(([name, value, said]) => [line(`${name} = ${value}${said === null ? '' : `  ${said}`}`)]);

const overLines: fc.Arbitrary<Lines> = fc
  .tuple(names, fc.array(expression, { minLength: 1, maxLength: 3 }))
  .map(([name, values]) => [
    line(`${name} = [`),
    ...values.map((value) => line(`${value},`, 1)),
    line(']'),
  ]);

const remark: fc.Arbitrary<Lines> = fc
  .tuple(comment, assignment)
  .map(([said, next]) => [line(said), ...next]);

const plain: fc.Arbitrary<Lines> = fc.oneof(
  { weight: 4, arbitrary: assignment },
  { weight: 1, arbitrary: remark },
  { weight: 1, arbitrary: assignment.map((each) => [line(''), ...each]) },
  { weight: 1, arbitrary: expression.map((value) => [line(`return ${value}`)]) },
  { weight: 1, arbitrary: withLongText },
);

const docs: fc.Arbitrary<Lines> = fc.oneof(
  fc.constant([]),
  traps.map((said) => [line(`"""${said.replace(/["\\]+/g, '')}."""`)]),
  traps.map((said) => [
    line('"""Does it.'),
    line(''),
    line(said.replace(/["\\]+/g, ''), 1),
    line('"""'),
  ]),
);

/** Statements, blocks in blocks. */
export const pythonBody: fc.Arbitrary<Lines> = fc.letrec<{ body: Lines; statement: Lines }>(
  (tie) => ({
    body: oneAfterTheOther(tie('statement'), { least: 1, most: 3 }),
    statement: fc.oneof(
      { maxDepth: 2, depthIdentifier: 'statement' },
      plain,
      fc
        .tuple(expression, tie('body'), tie('body'))
        .map(([test, yes, no]) => [
          line(`if ${test}:`),
          ...deeper(yes),
          line('else:'),
          ...deeper(no),
        ]),
      fc
        .tuple(names, expression, tie('body'))
        .map(([name, all, body]) => [line(`for ${name} in ${all}:`), ...deeper(body)]),
      fc
        .tuple(tie('body'), tie('body'))
        .map(([body, care]) => [
          line('try:'),
          ...deeper(body),
          line('except (OSError, ValueError) as error:'),
          ...deeper(care),
        ]),
      fc
        .tuple(names, docs, tie('body'))
        .map(([name, doc, body]) => [
          line(`def ${name}_inner(x=1):`),
          ...deeper([...doc, ...body]),
        ]),
    ),
  }),
).body;

/** A body that nobody takes for one that is not written. */
const written = pythonBody.map((lines): Lines => [
  line('result = 1'),
  ...lines,
  line('return result'),
]);

const decorators = fc.constantFrom<Lines>(
  [],
  [line('@functools.lru_cache')],
  [line('@wrapped("# a", key={'), line('"def": 1,', 1), line('})')],
);

const headers = fc.constantFrom<(self: string) => Lines>(
  (self) => [line(`def grow(${self}a, b=")", *rest):`)],
  (self) => [line(`async def grow(${self}a: "dict[str, int]" = {"x": 1}) -> "list[int]":`)],
  (self) => [
    line('def grow('),
    ...(self === '' ? [] : [line(self.trim(), 1)]),
    line('a,', 1),
    line('b=lambda x: {"y": x},', 1),
    line('):'),
  ],
);

const besides: fc.Arbitrary<Lines> = fc.oneof(
  assignment.map((each) => [...each, line('')]),
  withLongText
    .filter(([first]) => first !== undefined && 'text' in first && !first.text.startsWith('return'))
    .map((each) => [...each, line('')]),
  overLines,
  comment.map((said) => [line(said), line('')]),
  fc
    .tuple(docs, pythonBody)
    .map(([doc, body]) => [
      line('def other(x):'),
      ...deeper([...doc, ...body]),
      line(''),
      line(''),
    ]),
  fc
    .tuple(docs, pythonBody)
    .map(([doc, body]) => [
      line('class Other(Base):'),
      ...deeper([...doc, line('def grow(self):'), ...deeper(body), line('')]),
      line(''),
    ]),
);

const fileHead = fc.constantFrom<Lines>(
  [],
  [line('"""Module."""'), line('')],
  [line('#!/usr/bin/env python3'), line('import os'), line('from math import sin'), line('')],
  [line('# -*- coding: utf-8 -*-'), line('from __future__ import annotations'), line('')],
);

/** A Python module with a function `grow`, at its top or in a class. */
export const pythonFile: fc.Arbitrary<RandomFile> = fc
  .record({
    head: fileHead,
    before: oneAfterTheOther(besides, { least: 0, most: 2 }),
    after: oneAfterTheOther(besides, { least: 0, most: 2 }),
    siblings: fc.tuple(assignment, assignment),
    decorator: decorators,
    header: headers,
    doc: docs,
    old: written,
    fresh: written,
    isMember: fc.boolean(),
    hasGap: fc.boolean(),
  })
  .map((made): RandomFile => {
    const { head, before, after, siblings, decorator, header, doc, old, fresh, isMember } = made;
    const gap = made.hasGap && doc.length > 0 ? [line('')] : [];
    const open = isMember ? [line('class Home(Base):'), ...deeper(siblings[0]), line('')] : [];
    const close = isMember ? [line(''), ...deeper(siblings[1])] : [];
    return {
      name: isMember ? 'Home.grow' : 'grow',
      above: [...head, ...before, ...open],
      head: [...decorator, ...header(isMember ? 'self, ' : ''), ...deeper([...doc, ...gap])],
      old: deeper(old),
      fresh: deeper(fresh),
      end: [],
      below: [...close, line(''), line(''), ...after, line('')],
      level: isMember ? 1 : 0,
      isMember,
    };
  });
