import fc from 'fast-check';
import type { Test } from '../../../src/core/check.ts';
import type { Contract, Parameter, Plan, PlannedFunction } from '../../../src/core/contract.ts';
import type { PlanSource } from '../../../src/core/plan/plan-of.ts';
import { languageIds } from '../../../src/core/text.ts';

const identifier = fc
  .stringMatching(/^[a-z_][a-zA-Z0-9_]{0,8}$/)
  .map((name) => `${name}_`)
  .filter((name) => !/^(async|holds|raises|show)_?$/.test(name));

const literal = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value.toString()),
  fc.string({ maxLength: 8 }).map((value) => JSON.stringify(value)),
  fc.constantFrom('None', 'True', "'it\\'s -> : #'", '[]', '{}', "{'a': 1, 'b': [2, 3]}", '(1, 2)'),
  fc.array(fc.integer(), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
  fc.constantFrom('(lambda x, y: x + y)', '-1', "'-> #'", '"a:b"', 'math.pi'),
);

const type = fc.constantFrom(
  'int',
  'list[int]',
  'dict[str, list[int]]',
  'Map<string, number>',
  '(value: number) => string',
  'Callable[[int], str] | None',
);

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

const parameter = (kind: Parameter['kind'], name: string): fc.Arbitrary<Parameter> =>
  fc.record({ type: optional(type), value: optional(literal) }).map(({ type: written, value }) => ({
    name,
    kind,
    ...(written === undefined ? {} : { type: written }),
    ...(value === undefined || kind === 'rest' || kind === 'keywords' ? {} : { default: value }),
  }));

const parameters: fc.Arbitrary<readonly Parameter[]> = fc
  .tuple(
    fc.uniqueArray(identifier, { maxLength: 5 }),
    fc.integer({ min: 0, max: 5 }),
    fc.boolean(),
    fc.boolean(),
  )
  .chain(([names, split, hasRest, hasKeywords]) => {
    const kinds = names.map((_, index): Parameter['kind'] => {
      if (hasKeywords && index === names.length - 1) return 'keywords';
      if (index < split) return 'positional';
      return index === split && hasRest ? 'rest' : 'keyword-only';
    });
    return fc.tuple(...names.map((name, index) => parameter(kinds[index] ?? 'positional', name)));
  });

/** Lines of prose: what a description can be made of. */
const prose = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom(
        'a list -> of',
        ': words',
        '# no comment',
        "0's and 1's",
        '(open',
        '|',
        '-> 3',
      ),
    ),
    { maxLength: 4 },
  )
  .map((lines) =>
    lines
      .map((line) => line.replace(/[\n\r]/g, ' ').replace(/[\s\ufeff]+$/u, ''))
      .join('\n')
      .replace(/^[\s\ufeff]+|[\s\ufeff]+$/gu, ''),
  );

const example = (name: string, index: number): fc.Arbitrary<Test> => {
  const inputs = fc.array(literal, { maxLength: 3 }).map((items) => `${name}(${items.join(', ')})`);
  const common = { id: `${name}#${index + 1}`, source: 'user' } as const;
  return fc.oneof(
    fc
      .tuple(inputs, literal, optional(fc.constantFrom(1e-9, 0.5, 2)))
      .map(([call, expected, tolerance]): Test => ({
        ...common,
        call,
        expectation: {
          kind: 'equals',
          expected,
          ...(tolerance === undefined ? {} : { tolerance }),
          orPrinted: true,
        },
      })),
    fc
      .tuple(inputs, optional(fc.constantFrom('ValueError', 'errors.Bad')))
      .map(([call, exception]): Test => ({
        ...common,
        call,
        expectation: { kind: 'throws', ...(exception === undefined ? {} : { exception }) },
      })),
    fc.constant<Test>({
      ...common,
      call: `Stack([1]).${name}(2)`,
      expectation: { kind: 'equals', expected: '3', orPrinted: true },
    }),
    fc.constant<Test>({
      ...common,
      call: 'keeps the order',
      expectation: {
        kind: 'holds',
        assertion: `for n in range(3):\n    assert ${name}(n) == n  # -> x`,
      },
    }),
  );
};

const contract = (name: string): fc.Arbitrary<Contract> =>
  fc
    .record({
      parameters,
      returns: optional(type),
      description: prose,
      examples: fc
        .integer({ min: 0, max: 3 })
        .chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => example(name, i)))),
      async: fc.boolean(),
      generator: fc.boolean(),
    })
    .map((parts) => ({
      name,
      parameters: parts.parameters,
      ...(parts.returns === undefined ? {} : { returns: parts.returns }),
      description: parts.description,
      examples: parts.examples,
      ...(parts.async ? { async: true } : {}),
      ...(parts.generator ? { generator: true } : {}),
    }));

/** The plan that a document can hold: all reachable from the root, listed as documents list them. */
function listed(root: string, planned: ReadonlyMap<string, PlannedFunction>): Plan {
  const functions = new Map<string, PlannedFunction>();
  const register = (name: string): void => {
    const found = planned.get(name);
    if (found !== undefined) functions.set(name, found);
  };
  const visit = (name: string): void => {
    const fresh = (planned.get(name)?.calls ?? []).filter((called) => !functions.has(called));
    for (const called of fresh) register(called);
    for (const called of fresh) visit(called);
  };
  register(root);
  visit(root);
  return { root, functions };
}

export const plan: fc.Arbitrary<Plan> = fc
  .uniqueArray(identifier, { minLength: 1, maxLength: 7 })
  .chain((names) =>
    fc
      .tuple(
        fc.tuple(...names.map(contract)),
        fc.tuple(...names.map(() => fc.uniqueArray(fc.constantFrom(...names), { maxLength: 4 }))),
      )
      .map(([contracts, calls]) =>
        listed(
          names[0] ?? '',
          new Map(
            contracts.map((made, index) => [
              made.name,
              { contract: made, calls: calls[index] ?? [] },
            ]),
          ),
        ),
      ),
  );

export const planSource: fc.Arbitrary<PlanSource> = fc
  .record({
    language: optional(fc.constantFrom(...languageIds)),
    header: fc.array(
      fc.constantFrom('An env is a dictionary.', '', '  indented: yes', 'f(x): not a function'),
      { maxLength: 3 },
    ),
    plan,
  })
  .map(({ language, header, plan: made }) => ({
    ...(language === undefined ? {} : { language }),
    header,
    plan: made,
  }));
