import { canonicalJson } from '../canonical-json.ts';
import type { Hash, ModelRequest } from '../ports.ts';
import { dataWithoutSecrets } from '../privacy/secrets.ts';
import type { Action } from './step.ts';

/**
 * Names actions: `labels@node:purpose#ordinal`, such as `left/tests@root/parse:write-tests#1`.
 * The labels are those of the enclosing `all` children (with no `all`, the id starts with the node);
 * the ordinal counts, from 1, actions with otherwise the same id. A child is sequential, so an id
 * never depends on the order in which results arrive.
 */
export class ActionIds {
  readonly #ordinals = new Map<string, number>();

  next(labels: string, action: Action): string {
    const place = labels === '' ? action.node : `${labels}@${action.node}`;
    const prefix = `${place}:${purposeOf(action)}`;
    const ordinal = (this.#ordinals.get(prefix) ?? 0) + 1;
    this.#ordinals.set(prefix, ordinal);
    return `${prefix}#${ordinal}`;
  }
}

/** What an id says: of which function, and what for. */
export interface ActionPlace {
  readonly node: string;
  readonly purpose: string;
}

export function placeInActionId(id: string): ActionPlace {
  const place = id.slice(id.lastIndexOf('@') + 1);
  const colon = place.lastIndexOf(':');
  return { node: place.slice(0, colon), purpose: place.slice(colon + 1).replace(/#\d+$/, '') };
}

/** What an action is for, in one word: the operator of an ask, the purpose of a run. */
export function purposeOf(action: Action): string {
  switch (action.kind) {
    case 'ask':
      return action.operator.name;
    case 'run':
      return action.purpose;
    case 'question':
      return 'question';
  }
}

/** What an action gives, in words for people. */
export function boughtBy(action: Action): string {
  switch (action.kind) {
    case 'ask':
      return action.operator.makes;
    case 'run':
      return 'runs of candidates';
    case 'question':
      return 'an answer of yours';
  }
}

/** Length in hex digits of the hashes in a Journal: enough to notice any change. */
const hashLength = 16;

/**
 * Tells requests apart: equal where everything that is sent or run is equal. Secrets count as
 * masked, for a journal does not keep them.
 */
export function requestHash(hash: Hash, action: Action, asked: ModelRequest | undefined): string {
  // What is asked has none any more.
  const content =
    action.kind === 'ask'
      ? asked
      : dataWithoutSecrets(action.kind === 'run' ? action.request : action.question);
  return hash(canonicalJson(content)).slice(0, hashLength);
}
