import { calleeOf, subjectOf } from '../languages/subject.ts';
import { fail, ok, type Failure, type Result } from '../result.ts';
import type { FoundFunction, ParsedSource } from '../languages/parsed-source.ts';
import type { Parser } from '../ports.ts';
import { readDoc } from '../capture/examples.ts';
import type { SyntaxNode } from '../syntax-tree.ts';
import type { LanguageId } from '../text.ts';
import type { Contract, PlannedFunction } from '../contract.ts';
import type { PlanSource } from './plan-of.ts';

export type PlanFromCodeFailure = Failure<'no-functions' | 'no-function'>;

/**
 * The plan that existing code follows: its functions with their descriptions, and who calls whom.
 * The root is the function named, or else the one from which most others are reached; functions
 * that it does not reach are left out.
 */
export async function planFromCode(
  parsed: ParsedSource,
  language: LanguageId,
  parser: Parser,
  root?: string,
): Promise<Result<PlanSource, PlanFromCodeFailure>> {
  const found = new Map<string, FoundFunction>();
  for (const each of parsed.functions) {
    // A function inside another one is a part of it.
    const inner = [...found.keys()].some((outer) => isInside(each, found.get(outer)));
    if (!inner && !found.has(each.qualifiedName)) found.set(each.qualifiedName, each);
  }
  if (found.size === 0) {
    return fail({
      reason: 'no-functions',
      message: 'There is no function in this file to make a plan of.',
    });
  }
  const planned = new Map<string, PlannedFunction>();
  for (const [name, each] of found) {
    planned.set(name, {
      contract: await contractOf(each, language, parser, new Set(found.keys())),
      calls: callsOf(each, found),
    });
  }
  const start = root ?? mainOf(planned);
  if (!planned.has(start)) {
    return fail({
      reason: 'no-function',
      message: `There is no function "${start}" in this file. It has: ${[...planned.keys()].join(', ')}.`,
    });
  }
  const functions = new Map<string, PlannedFunction>();
  for (const name of reachedFrom(start, planned)) {
    const one = planned.get(name);
    if (one !== undefined) functions.set(name, one);
  }
  return ok({ language, header: [], plan: { root: start, functions } });
}

function isInside(inner: FoundFunction, outer: FoundFunction | undefined): boolean {
  return outer !== undefined && inner.start > outer.start && inner.end <= outer.end;
}

/** The examples in its doc become constraints. */
async function contractOf(
  found: FoundFunction,
  language: LanguageId,
  parser: Parser,
  known: ReadonlySet<string>,
): Promise<Contract> {
  const bare: Contract = {
    name: found.qualifiedName,
    parameters: found.parameters,
    ...(found.returns === undefined ? {} : { returns: found.returns }),
    description: '',
    examples: [],
    ...(found.async ? { async: true } : {}),
    ...(found.generator ? { generator: true } : {}),
  };
  const callee = calleeOf(subjectOf(bare, language));
  const { description, examples } = await readDoc(found.doc, {
    parser,
    callee,
    known,
    parameters: found.parameters,
    returns: found.returns,
  });
  return { ...bare, description: description.trim(), examples };
}

function callsOf(
  caller: FoundFunction,
  found: ReadonlyMap<string, FoundFunction>,
): readonly string[] {
  const own = caller.qualifiedName;
  const others = caller.mentions.filter((name) => name !== own && found.has(name));
  return [...new Set(others), ...(isRecursive(caller) ? [own] : [])];
}

/** Its name stands in its code once where it is declared; more often where it calls itself. */
function isRecursive({ declaration: { node, name } }: FoundFunction): boolean {
  const isName = ({ kind, text }: SyntaxNode) => kind.endsWith('identifier') && text === name;
  return [...node.descendants()].filter(isName).length > 1;
}

/** The function that reaches the most; the earliest of those that nobody else calls on a tie. */
function mainOf(planned: ReadonlyMap<string, PlannedFunction>): string {
  const called = new Set(
    [...planned].flatMap(([name, { calls }]) => calls.filter((other) => other !== name)),
  );
  let best = { name: '', reach: -1 };
  for (const name of planned.keys()) {
    const reach = reachedFrom(name, planned).length * 2 + (called.has(name) ? 0 : 1);
    if (reach > best.reach) best = { name, reach };
  }
  return best.name;
}

/** The function and all that it reaches, in the order in which documents list them. */
function reachedFrom(
  start: string,
  planned: ReadonlyMap<string, PlannedFunction>,
): readonly string[] {
  const order = new Set([start]);
  const stack = [start];
  for (let name = stack.pop(); name !== undefined; name = stack.pop()) {
    const fresh = (planned.get(name)?.calls ?? []).filter((called) => !order.has(called));
    for (const called of fresh) order.add(called);
    stack.push(...[...new Set(fresh)].toReversed());
  }
  return [...order];
}
