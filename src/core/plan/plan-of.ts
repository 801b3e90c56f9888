import type { Test } from '../check.ts';
import { fail, ok, type Failure, type Result } from '../result.ts';
import { languageIds, type LanguageId } from '../text.ts';
import { constraintsOf, undefinedNames } from './check-constraints.ts';
import type { Contract, Parameter, Plan, PlannedFunction } from '../contract.ts';
import type { Diagnosis } from './diagnose.ts';
import { trimText } from './scan.ts';
import type { ConstraintNode, DefinitionNode, ItemNode, ParameterNode } from './syntax.ts';

/** A plan with what its document says beside the functions. */
export interface PlanSource {
  /** Absent where the document names none. */
  readonly language?: LanguageId;
  /** Lines that prefix every prompt. */
  readonly header: readonly string[];
  readonly plan: Plan;
}

/** The plan of a document without errors; otherwise the first error's message. */
export function planOf(diagnosis: Diagnosis): Result<PlanSource, Failure<'plan-has-errors'>> {
  const error = diagnosis.diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  if (error !== undefined) return fail({ reason: 'plan-has-errors', message: error.message });
  return ok(planAsFarAsRead(diagnosis));
}

/** The plan as far as the document can be understood: for outlines and graphs, not for growing. */
export function planAsFarAsRead({ document, names }: Diagnosis): PlanSource {
  const language = languageIds.find((id) => id === document.language?.value);
  const nameOf = (definition: DefinitionNode): string => names.unique.get(definition) ?? '';
  const known = new Set(document.definitions.map((definition) => definition.name.text));
  const functions = new Map<string, PlannedFunction>();
  for (const definition of inPlanOrder(document.definitions)) {
    const called = definition.items.map((item) => calledBy(item, names.targets));
    const calls = new Set(called.filter((target) => target !== undefined).map(nameOf));
    const name = nameOf(definition);
    functions.set(name, { contract: contractOf(definition, name, known), calls: [...calls] });
  }
  const root = document.definitions[0];
  return {
    ...(language === undefined ? {} : { language }),
    header: document.header?.lines ?? [],
    plan: { root: root === undefined ? '' : nameOf(root), functions },
  };
}

/**
 * The order in which a plan lists its functions: all sub-functions of one function together, then
 * those of the first of them, and so on.
 */
function inPlanOrder(definitions: readonly DefinitionNode[]): readonly DefinitionNode[] {
  const roots = definitions.filter((definition) => definition.depth === 0);
  const order = [...roots];
  const stack = roots.toReversed();
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const children = next.items.filter((item) => item.kind === 'definition');
    order.push(...children);
    stack.push(...children.toReversed());
  }
  return order;
}

function calledBy(
  item: ItemNode,
  targets: Diagnosis['names']['targets'],
): DefinitionNode | undefined {
  if (item.kind === 'definition') return item;
  return item.kind === 'reference' ? targets.get(item) : undefined;
}

/** The contract of a definition under the given name; constraints that cannot run are left out. */
export function contractOf(
  definition: DefinitionNode,
  name: string,
  functions: ReadonlySet<string>,
): Contract {
  const constraints = constraintsOf(definition).filter(
    (constraint) => undefinedNames(constraint, functions).length === 0,
  );
  return {
    name,
    parameters: parametersOf(definition.parameters),
    ...(definition.returns === undefined ? {} : { returns: definition.returns.text }),
    description: trimText(definition.description),
    examples: constraints.map((constraint, index) => testOf(constraint, name, index)),
    ...(definition.async ? { async: true } : {}),
    ...(definition.generator ? { generator: true } : {}),
  };
}

function parametersOf(nodes: readonly ParameterNode[]): readonly Parameter[] {
  const parameters: Parameter[] = [];
  let keywordOnly = false;
  for (const node of nodes) {
    if (node.kind === 'marker') {
      if (node.name.text === '*') keywordOnly = true;
      continue;
    }
    parameters.push({
      name: node.name.text,
      kind: node.kind === 'positional' && keywordOnly ? 'keyword-only' : node.kind,
      ...(node.type === undefined ? {} : { type: node.type.text }),
      ...(node.default === undefined ? {} : { default: node.default.text }),
    });
    if (node.kind === 'rest') keywordOnly = true;
  }
  return parameters;
}

function testOf(constraint: ConstraintNode, name: string, index: number): Test {
  const common = { id: `${name}#${index + 1}`, source: 'user' } as const;
  if (constraint.check === 'holds') {
    return {
      ...common,
      call: constraint.title.text,
      expectation: { kind: 'holds', assertion: trimText(constraint.assertion) },
    };
  }
  const call =
    constraint.form === 'call'
      ? constraint.input.text
      : `${name}(${constraint.arguments.map((argument) => argument.text).join(', ')})`;
  if (constraint.check === 'throws') {
    const exception = constraint.exception?.text;
    return {
      ...common,
      call,
      expectation: { kind: 'throws', ...(exception === undefined ? {} : { exception }) },
    };
  }
  return {
    ...common,
    call,
    expectation: {
      kind: 'equals',
      expected: constraint.expected.text,
      ...(constraint.tolerance === undefined ? {} : { tolerance: constraint.tolerance }),
      orPrinted: true,
    },
  };
}
