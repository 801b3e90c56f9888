import type { PlanDiagnostic } from './diagnostic.ts';
import { freeNames } from './free-names.ts';
import { scan } from './scan.ts';
import type { ConstraintNode, DefinitionNode, PlanDocument } from './syntax.ts';

/** The constraints of a definition, in source order. */
export function constraintsOf(definition: DefinitionNode): readonly ConstraintNode[] {
  return definition.items.filter((item) => item.kind === 'constraint');
}

/** Names of the constraint that nothing here defines: with any, it cannot run. */
export function undefinedNames(
  constraint: ConstraintNode,
  functions: ReadonlySet<string>,
): readonly string[] {
  if (constraint.check === 'holds') return [];
  const output = constraint.check === 'equals' ? constraint.expected.text : '';
  // A call in full may name what the surrounding code defines, such as a class.
  const input = constraint.form === 'arguments' ? constraint.input.text : '';
  return [...new Set([...freeNames(input, functions), ...freeNames(output, functions)])];
}

/** What is wrong with constraints, given what they constrain. */
export function checkConstraints(document: PlanDocument): readonly PlanDiagnostic[] {
  const functions = new Set(document.definitions.map((definition) => definition.name.text));
  return document.definitions.flatMap((definition) => {
    const constraints = constraintsOf(definition);
    return [
      ...constraints.flatMap((constraint) => checkNames(constraint, functions)),
      ...constraints.flatMap((constraint) => checkArguments(definition, constraint)),
      ...checkRepeats(constraints),
    ];
  });
}

function checkNames(
  constraint: ConstraintNode,
  functions: ReadonlySet<string>,
): readonly PlanDiagnostic[] {
  const [name] = undefinedNames(constraint, functions);
  if (name === undefined) return [];
  const simulated = name === 'executable';
  return [
    {
      code: 'constraint-cannot-run',
      severity: 'warning',
      range: constraint.range,
      message: simulated
        ? 'This constraint cannot run here: `executable` asks a simulator whether the result can be carried out, and there is none. It is left out; write the result that is expected instead.'
        : `This constraint cannot run: nothing defines \`${name}\`. It is left out; use values, built-ins and functions of this plan, or put quotes around text.`,
    },
  ];
}

function checkArguments(
  definition: DefinitionNode,
  constraint: ConstraintNode,
): readonly PlanDiagnostic[] {
  if (constraint.check === 'holds' || constraint.form === 'call' || definition.name.text === '') {
    return [];
  }
  const given = constraint.arguments;
  if (given.some((argument) => argument.text.startsWith('*') || argument.text.startsWith('...'))) {
    return [];
  }
  const keywords = given.filter((argument) => isKeyword(argument.text)).length;
  const positional = given.length - keywords;
  const { parameters } = definition;
  if (parameters.some((parameter) => parameter.kind === 'rest' || parameter.kind === 'keywords')) {
    return [];
  }
  const takes = parameters.filter((parameter) => parameter.kind === 'positional');
  const needs = takes.filter(
    (parameter) => parameter.default === undefined && !parameter.name.text.endsWith('?'),
  ).length;
  if (given.length >= needs && positional <= takes.length && given.length <= takes.length)
    return [];
  const amount = needs === takes.length ? `${needs}` : `${needs} to ${takes.length}`;
  return [
    {
      code: 'argument-count',
      severity: 'warning',
      range:
        constraint.input.range.end > constraint.input.range.start
          ? constraint.input.range
          : constraint.range,
      message: `\`${definition.name.text}\` takes ${amount} ${amount === '1' ? 'argument' : 'arguments'}, this constraint gives ${given.length}: separate arguments by commas, and write brackets around a list or tuple.`,
    },
  ];
}

function isKeyword(argument: string): boolean {
  return scan(argument, 0, argument.length).equals.length > 0;
}

function checkRepeats(constraints: readonly ConstraintNode[]): readonly PlanDiagnostic[] {
  const seen = new Map<string, ConstraintNode & { check: 'equals' }>();
  const diagnostics: PlanDiagnostic[] = [];
  for (const constraint of constraints) {
    if (constraint.check !== 'equals') continue;
    const key = `${constraint.form} ${constraint.input.text.replace(/\s+/g, ' ')}`;
    const before = seen.get(key);
    if (before === undefined) {
      seen.set(key, constraint);
      continue;
    }
    const same = before.expected.text === constraint.expected.text;
    diagnostics.push({
      code: same ? 'repeated-constraint' : 'contradicting-constraint',
      severity: same ? 'hint' : 'warning',
      range: constraint.range,
      message: same
        ? 'This constraint stands here twice: once is enough.'
        : `The same arguments have another result above, \`${before.expected.text}\`: no function can satisfy both, unless one is the other's printed form.`,
      related: [{ range: before.range, message: 'The first one' }],
    });
  }
  return diagnostics;
}
