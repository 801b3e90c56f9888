import type { Node, Query } from 'web-tree-sitter';
import type { Parameter, ParameterKind } from '../../core/plan/contract.ts';
import { Captures } from './syntax-queries.ts';

/** The parameters of every function of a tree, by the id of the list that holds them. */
export function readParameters(root: Node, query: Query): Map<number, Parameter[]> {
  const lists = new Map<number, Parameter[]>();
  const byNameOnly = new Set<number>();
  for (const match of query.matches(root)) {
    const captures = new Captures(match);
    const list = captures.get('parameters');
    if (!list) continue;
    if (captures.has('separator') || captures.has('rest')) byNameOnly.add(list.id);
    const name = captures.get('name');
    if (!name) continue;
    const found = lists.get(list.id) ?? [];
    lists.set(list.id, found);
    const last = found.at(-1);
    const parameter = parameterOf(captures, name, byNameOnly.has(list.id));
    // An optional part of a pattern may match a second time without it.
    if (last?.name === parameter.name) continue;
    found.push(parameter);
  }
  return lists;
}

function parameterOf(captures: Captures, name: Node, byNameOnly: boolean): Parameter {
  const kind: ParameterKind = captures.has('rest')
    ? 'rest'
    : captures.has('keywords')
      ? 'keywords'
      : byNameOnly
        ? 'keyword-only'
        : 'positional';
  const type = captures.get('type')?.text;
  const value =
    captures.get('default')?.text ?? (captures.has('optional') ? 'undefined' : undefined);
  return {
    name: name.text,
    kind,
    ...(type === undefined ? {} : { type }),
    ...(value === undefined ? {} : { default: value }),
  };
}
