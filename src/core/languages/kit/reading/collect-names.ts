import type { SyntaxNode } from '../../../syntax-tree.ts';
import { Names, type NameFindings, type NameReference, type NameUse } from './names.ts';
import { Scope, type NameSpace } from './scope.ts';

/** A part of the tree that still has to be looked at. */
export interface Visit {
  readonly node: SyntaxNode;
  readonly scope: Scope;
  readonly use: NameUse;
  /**
   * `read`: names are looked up. `bind`: what is a variable here is bound in `home`. `match`: a
   * pattern of a `case`, where a bare name is bound and a dotted one looked up.
   */
  readonly mode?: 'bind' | 'match';
  /** Where `bind` puts names; the scope itself where nothing is said. */
  readonly home?: Scope;
  readonly space?: NameSpace;
}

interface Found {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly scope: Scope;
  readonly space: NameSpace;
}

/** Collects names during a walk, and resolves them when it is over: code may use what comes later. */
export class NameCollector {
  readonly outermost = new Scope('outermost');
  readonly wildcards: SyntaxNode[] = [];
  readonly #references: (Found & { readonly use: NameUse })[] = [];
  readonly #bindings: Found[] = [];

  refer(node: SyntaxNode, { scope, use }: Visit, space: 'value' | 'type' = 'value'): void {
    if (node.start === node.end) return;
    this.#references.push({ name: node.text, node, scope, use, space });
  }

  bind(node: SyntaxNode | undefined, scope: Scope, space: NameSpace = 'value'): void {
    if (!node || node.start === node.end) return;
    this.#bindings.push({ name: node.text, node, scope, space });
  }

  names(code: readonly SyntaxNode[], rest: Rest): Names {
    const byPlace = <T extends Found>(found: readonly T[]) =>
      found.toSorted((a, b) => a.node.index - b.node.index);
    const bindings = byPlace(this.#bindings);
    const isPlain = ({ name, scope }: Found) => !scope.isElsewhere(name);
    for (const each of bindings.filter(isPlain)) each.scope.add(each.name, each.node, each.space);
    for (const each of bindings.filter((found) => !isPlain(found))) {
      each.scope.homeOf(each.name, each.space).add(each.name, each.node, each.space);
    }
    const references = byPlace(this.#references);
    const mentions = byPlace<Found>([...bindings, ...references]);
    return new Names({
      code,
      bound: this.outermost.values,
      boundTypes: this.outermost.types,
      references: references
        .filter(({ scope, name, space }) => scope.ownerOf(name, space) === this.outermost)
        .map(({ name, node, scope, use, space }): NameReference => {
          return { name, node, use, runs: scope.runs, isType: space === 'type' };
        }),
      mentioned: [...new Set(mentions.map(({ name }) => name))],
      wildcards: this.wildcards,
      ...rest,
    });
  }
}

type Rest = Pick<NameFindings, 'annotationsRun' | 'respelled'>;

/** Walks without recursion: code may be nested deeper than a stack. */
export function collectNames(
  code: readonly SyntaxNode[],
  step: (visit: Visit, collector: NameCollector) => readonly Visit[],
  rest: Rest,
): Names {
  const collector = new NameCollector();
  const open = code.map((node): Visit => ({ node, scope: collector.outermost, use: 'value' }));
  for (let visit = open.pop(); visit; visit = open.pop()) {
    for (const next of step(visit, collector)) open.push(next);
  }
  return collector.names(code, rest);
}
