import { constraintsOf } from '../src/core/plan/check-constraints.ts';
import { diagnose, type Diagnosis } from '../src/core/plan/diagnose.ts';
import { components, solveOrder, type Component } from '../src/core/plan/graph.ts';
import { planAsFarAsRead } from '../src/core/plan/plan-of.ts';
import type { DefinitionNode } from '../src/core/plan/syntax.ts';
import type { ParselProgram, ReferenceFunction, ReferenceGraph } from './parsel-programs.ts';

/** How our reading of one program compares with the reference reader's. */
export interface Reading {
  readonly name: string;
  readonly functions: number;
  readonly constraints: number;
  readonly components: number;
  /** `same`, `same but for intended differences`, `differs`, or, where the reference failed, ours. */
  readonly verdict: 'same' | 'intended' | 'differs' | 'read' | 'diagnosed';
  readonly differences: readonly string[];
  readonly diagnostics: readonly string[];
}

export function compareReading(program: ParselProgram): Reading {
  const diagnosis = diagnose(program.text);
  const { plan, header } = planAsFarAsRead(diagnosis);
  const { document, names } = diagnosis;
  const byName = new Map(
    document.definitions.map((definition) => [names.unique.get(definition) ?? '', definition]),
  );
  const list = components(plan, (name) => constraintsIn(byName.get(name), program.text).length > 0);
  const found = {
    name: program.name,
    functions: plan.functions.size,
    constraints: [...byName.values()].reduce(
      (sum, each) => sum + constraintsIn(each, program.text).length,
      0,
    ),
    components: list.length,
    diagnostics: diagnosis.diagnostics.map(
      ({ severity, code, range, message }) =>
        `${severity} ${code} in line ${document.text.slice(0, range.start).split('\n').length}: ${message}`,
    ),
  };
  const { reference } = program;
  if (!reference) {
    const verdict = diagnosis.diagnostics.some(({ severity }) => severity === 'error')
      ? 'diagnosed'
      : 'read';
    return { ...found, verdict, differences: [] };
  }
  const differences = [
    ...compareNames([...plan.functions.keys()], plan.root, header, reference),
    ...Object.keys(reference.fns).flatMap((name) =>
      compareFunction(name, program.text, byName.get(name), {
        calls: plan.functions.get(name)?.calls ?? [],
        theirs: reference.fns[name],
      }),
    ),
    ...compareComponents(list, reference),
    ...compareParents(diagnosis, reference),
  ];
  const verdict = differences.some((difference) => !difference.startsWith(intended))
    ? 'differs'
    : differences.length > 0
      ? 'intended'
      : 'same';
  return { ...found, verdict, differences };
}

const intended = 'intended: ';

function compareNames(
  names: readonly string[],
  root: string,
  header: readonly string[],
  reference: ReferenceGraph,
): readonly string[] {
  return [
    ...differ('functions', names, Object.keys(reference.fns)),
    ...differ('root', root, reference.root),
    ...compareHeader(header, reference.header),
  ];
}

function compareHeader(ours: readonly string[], theirs: readonly string[]): readonly string[] {
  const bare = theirs.map((line) => line.replace(/\n$/, ''));
  if (JSON.stringify(ours) === JSON.stringify(bare) && bare.join('') !== theirs.join('')) {
    return [`${intended}header lines have no line ends; the reference keeps them`];
  }
  return differ('header', ours, theirs);
}

function compareFunction(
  name: string,
  text: string,
  definition: DefinitionNode | undefined,
  { calls, theirs }: { calls: readonly string[]; theirs: ReferenceFunction | undefined },
): readonly string[] {
  if (definition === undefined || theirs === undefined) return [`${name} was not read`];
  const args = definition.parameters.map(({ range }) => text.slice(range.start, range.end));
  const differences: string[] = [];
  if (theirs.args.length === 1 && theirs.args[0] === '' && args.length === 0) {
    differences.push(
      `${intended}${name} takes no argument; the reference reads () as one argument without a name`,
    );
  } else if (JSON.stringify(args) !== JSON.stringify(theirs.args)) {
    const same = args.join('').replace(/[\s,]/g, '') === theirs.args.join('').replace(/[\s,]/g, '');
    differences.push(
      same
        ? `${intended}${name} takes (${args.join('; ')}); the reference splits at commas inside brackets: (${theirs.args.join('; ')})`
        : `${name} takes ${JSON.stringify(args)}, reference ${JSON.stringify(theirs.args)}`,
    );
  }
  const once = [...new Set(theirs.children)];
  if (JSON.stringify(calls) === JSON.stringify(once) && once.length < theirs.children.length) {
    differences.push(
      `${intended}${name} calls ${repeated(theirs.children)} once; the reference lists each mention`,
    );
  } else differences.push(...differ(`calls of ${name}`, calls, theirs.children));
  const returns = definition.returns?.text.split(',').map((each) => each.trim()) ?? [];
  return [
    ...differences,
    ...differ(`returns of ${name}`, returns, theirs.ret),
    ...differ(`description of ${name}`, definition.description, theirs.desc),
    ...differ(`constraints of ${name}`, constraintsIn(definition, text), theirs.asserts),
  ];
}

function compareParents(
  { document, names }: Diagnosis,
  reference: ReferenceGraph,
): readonly string[] {
  const parents = new Map<string, Set<string>>();
  for (const definition of document.definitions) {
    const callers = new Set([
      definition.parent ? (names.unique.get(definition.parent) ?? '') : 'root',
    ]);
    for (const item of names.references.get(definition) ?? []) {
      const caller = document.definitions.find((each) => each.items.includes(item));
      if (caller !== undefined) callers.add(names.unique.get(caller) ?? '');
    }
    parents.set(names.unique.get(definition) ?? '', callers);
  }
  return Object.entries(reference.fns).flatMap(([name, theirs]) =>
    differ(
      `callers of ${name}`,
      [...(parents.get(name) ?? [])].sort(),
      [...new Set(theirs.parents)].sort(),
    ),
  );
}

function compareComponents(
  list: readonly Component[],
  reference: ReferenceGraph,
): readonly string[] {
  const reach = list.map((_, index) => {
    const seen = new Set<number>();
    const stack = [...(list[index]?.needs ?? [])];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      stack.push(...(list[next]?.needs ?? []));
    }
    return [...seen].sort((a, b) => a - b);
  });
  const done = new Set<number>();
  const late = solveOrder(list).filter((index) => {
    done.add(index);
    return reference.scc_edges[index]?.some((needed) => !done.has(needed));
  });
  return [
    ...differ(
      'components',
      list.map((component) => [...component.members].sort()),
      reference.sccs,
    ),
    ...differ('needs of components', reach, reference.scc_edges),
    ...late.map((index) => `component ${index} is solved before what it needs`),
  ];
}

function constraintsIn(definition: DefinitionNode | undefined, text: string): readonly string[] {
  if (definition === undefined) return [];
  return constraintsOf(definition).map(({ range }) => text.slice(range.start, range.end));
}

function repeated(names: readonly string[]): string {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].join(', ');
}

function differ(what: string, ours: unknown, theirs: unknown): readonly string[] {
  const [left, right] = [JSON.stringify(ours), JSON.stringify(theirs)];
  return left === right ? [] : [`${what}: ${left}, reference ${right}`];
}
