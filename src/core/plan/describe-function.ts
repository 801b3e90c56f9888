import { constraintsOf } from './check-constraints.ts';
import type { Diagnosis } from './diagnose.ts';
import { components } from './graph.ts';
import { inferredSignature } from './infer-signature.ts';
import { occurrenceAt } from './occurrences.ts';
import { planAsFarAsRead } from './plan-of.ts';
import type { TextRange } from '../text.ts';
import type { DefinitionNode } from './syntax.ts';

/** What a hover says about a function of the plan. */
export interface FunctionFacts {
  readonly range: TextRange;
  /** With types inferred from its constraints. */
  readonly signature: string;
  readonly description: string;
  /** How it is judged and with whom it is solved, in sentences. */
  readonly notes: readonly string[];
}

export function factsAt(diagnosis: Diagnosis, offset: number): FunctionFacts | undefined {
  const place = occurrenceAt(diagnosis, offset);
  if (place === undefined) return undefined;
  const { definition, range } = place;
  return {
    range,
    signature: inferredSignature(definition),
    description: definition.description,
    notes: notesOn(diagnosis, definition),
  };
}

function notesOn(diagnosis: Diagnosis, definition: DefinitionNode): readonly string[] {
  const { plan } = planAsFarAsRead(diagnosis);
  const name = diagnosis.names.unique.get(definition) ?? '';
  const count = constraintsOf(definition).length;
  const component = components(plan).find(({ members }) => members.includes(name));
  const others = (component?.members ?? []).filter((member) => member !== name);
  const calls = plan.functions.get(name)?.calls ?? [];
  return [
    count === 0
      ? 'No constraint of its own: it is judged through the functions that call it.'
      : `${count} ${count === 1 ? 'constraint' : 'constraints'}.`,
    ...(calls.length === 0 ? [] : [`Calls ${list(calls)}.`]),
    ...(others.length === 0 ? [] : [`Solved together with ${list(others)}.`]),
    ...(name === definition.name.text ? [] : [`Written as \`${name}\`.`]),
  ];
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
