import type { Node } from 'web-tree-sitter';
import type { Parameter } from '../../core/contract.ts';
import type { Captures } from './syntax-queries.ts';

interface Found {
  readonly at: number;
  /** Undefined for a mark after which parameters can only be given by name. */
  readonly parameter?: Parameter;
}

/** Collects the parameters of every function, by the node of the list that holds them. */
export class ParameterLists {
  readonly #lists = new Map<number, Found[]>();

  /** Takes a match of `parameters.scm`. */
  add(list: Node, captures: Captures): void {
    const found = this.#lists.get(list.id) ?? [];
    this.#lists.set(list.id, found);
    const mark = captures.get('separator');
    if (mark) found.push({ at: mark.startIndex });
    const name = captures.get('name');
    if (!name) return;
    const entry = { at: name.startIndex, parameter: parameterOf(captures, name) };
    // An optional part of a pattern may match a second time without it: the fuller one counts.
    const known = found.findIndex(({ at }) => at === entry.at);
    if (known < 0) found.push(entry);
    else if (isFuller(entry, found[known])) found[known] = entry;
  }

  /** The parameters of one list, in the order of the text. */
  of(list: Node | undefined): readonly Parameter[] {
    const found = (list && this.#lists.get(list.id)) ?? [];
    const parameters: Parameter[] = [];
    let byNameOnly = false;
    for (const { parameter } of found.sort((a, b) => a.at - b.at)) {
      const isPlain = parameter?.kind === 'positional';
      if (parameter) {
        parameters.push(isPlain && byNameOnly ? { ...parameter, kind: 'keyword-only' } : parameter);
      }
      if (!parameter || parameter.kind === 'rest') byNameOnly = true;
    }
    return parameters;
  }
}

function parameterOf(captures: Captures, name: Node): Parameter {
  const type = captures.get('type')?.text;
  const value =
    captures.get('default')?.text ?? (captures.has('optional') ? 'undefined' : undefined);
  return {
    name: name.text,
    kind: captures.has('rest') ? 'rest' : captures.has('keywords') ? 'keywords' : 'positional',
    ...(type === undefined ? {} : { type }),
    ...(value === undefined ? {} : { default: value }),
  };
}

function isFuller(entry: Found, known: Found | undefined): boolean {
  const parts = ({ parameter }: Found) => Object.keys(parameter ?? {}).length;
  return known === undefined || parts(entry) > parts(known);
}
