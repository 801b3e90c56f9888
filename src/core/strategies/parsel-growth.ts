import { isTrusted } from '../check.ts';
import { all, ask, derive, report, type Routine } from '../engine/step.ts';
import { divide } from '../operators/divide.ts';
import type { Contract, Parameter } from '../contract.ts';
import { candidateOf } from './candidates.ts';
import { surroundingsOf } from './job.ts';
import { sourceOf, type ParselState } from './parsel-state.ts';
import { undefinedCalls, type UndefinedCall } from './undefined-calls.ts';

/** Most helpers that are added to one component, each way. */
const helperLimit = 4;

/**
 * Adds the functions that candidates of these members call although nobody defined them (Parsel's
 * "expand"). Answers the names that are new; they have no example of their own, so they belong to
 * the same component.
 */
export function* fillHelpers(
  state: ParselState,
  members: readonly string[],
): Routine<readonly string[]> {
  const { task } = state.context;
  const wanted = new Map<string, { caller: string; call: UndefinedCall; votes: number }>();
  for (const caller of members) {
    for (const candidate of state.item(caller).candidates) {
      const defined = new Set([
        ...state.names,
        ...task.context.moduleNames,
        ...candidate.imports.flatMap((line) => line.match(/[\w$]+/g) ?? []),
      ]);
      const calls = yield* derive(state.item(caller).node, 'undefined calls', ({ parser }) =>
        undefinedCalls(sourceOf(candidate), defined, task.language, parser),
      );
      for (const call of calls) {
        const entry = wanted.get(call.name) ?? { caller, call, votes: 0 };
        entry.votes += 1;
        wanted.set(call.name, entry);
      }
    }
  }
  const chosen = [...wanted.values()].sort((a, b) => b.votes - a.votes).slice(0, helperLimit);
  for (const { caller, call } of chosen) yield* state.add(contractOf(call, caller), caller);
  return chosen.map(({ call }) => call.name);
}

function contractOf({ name, call, arguments: count }: UndefinedCall, caller: string): Contract {
  const parameters = Array.from({ length: count }, (_, at): Parameter => ({
    name: `value${at + 1}`,
    kind: 'positional',
  }));
  return {
    name,
    parameters,
    description: `Does for ${caller} what its name says; called there as: ${call}`,
    examples: [],
  };
}

/**
 * Divides members further: the model writes each with new helpers, which join the component. Answers
 * the names that are new.
 */
export function* divideFurther(
  state: ParselState,
  members: readonly string[],
): Routine<readonly string[]> {
  const { settings } = state.context;
  const answers = yield* all(
    members.map((name) => ({ label: name, routine: divideOne(state, name) })),
  );
  const added: string[] = [];
  for (const [at, name] of members.entries()) {
    const answer = answers[at];
    if (answer?.ok !== true) continue;
    const division = answer.value.output;
    const fresh = division.helpers.filter(({ contract }) => !state.names.includes(contract.name));
    if (fresh.length === 0 || added.length + fresh.length > helperLimit * members.length) continue;
    const origin = { temperature: settings.divideTemperature };
    const draft =
      division.draft && candidateOf(answer.value, division.draft, 0, name, divide.name, origin);
    if (draft === undefined) continue;
    yield* report({ type: 'candidate', node: state.item(name).node, candidate: draft });
    state.take(name, [draft]);
    for (const { contract } of fresh) {
      yield* state.add(contract, name);
      added.push(contract.name);
    }
  }
  return added;
}

function* divideOne(state: ParselState, name: string) {
  const { task, settings } = state.context;
  const { node, subject, tests } = state.item(name);
  yield* report({ type: 'state', node, state: 'dividing' });
  const others = state.names.filter((other) => other !== name);
  return yield* ask(node, divide, {
    subject,
    surroundings: surroundingsOf(task),
    path: [],
    helpers: others.map((other) => state.item(other).contract),
    examples: tests.filter(isTrusted),
    planned: state.names.map((other) => state.item(other).contract),
    mayDivide: true,
    samples: 1,
    temperature: settings.divideTemperature,
    maxTokens: settings.maxTokens,
  });
}
