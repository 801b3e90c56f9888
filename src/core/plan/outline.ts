import type { TextRange } from '../text.ts';
import { constraintsOf } from './check-constraints.ts';
import { signatureOfNode } from './print-line.ts';
import type { DefinitionNode, PlanDocument } from './syntax.ts';

/** One function in the outline of a plan document. */
export interface OutlineItem {
  readonly name: string;
  /** What stands beside the name: arguments, result and the number of constraints. */
  readonly detail: string;
  /** The function with all below it. */
  readonly range: TextRange;
  /** Its name. */
  readonly selection: TextRange;
  readonly children: readonly OutlineItem[];
}

/** The functions as they are nested. */
export function outlineOf(document: PlanDocument): readonly OutlineItem[] {
  const children = new Map<DefinitionNode | undefined, OutlineItem[]>();
  // Children stand after their parents, so the last come first here.
  for (const definition of document.definitions.toReversed()) {
    const siblings = children.get(definition.parent) ?? [];
    siblings.unshift(itemOf(definition, children.get(definition) ?? []));
    children.set(definition.parent, siblings);
  }
  return children.get(undefined) ?? [];
}

function itemOf(definition: DefinitionNode, children: readonly OutlineItem[]): OutlineItem {
  const { name, block, range } = definition;
  const unnamed = name.text === '';
  const count = constraintsOf(definition).length;
  const constraints = count === 0 ? '' : `${count} ${count === 1 ? 'constraint' : 'constraints'}`;
  const signature = unnamed ? '' : signatureOfNode(definition).replace(name.text, '');
  return {
    name: unnamed ? definition.description.slice(0, 40) || '(no name)' : name.text,
    detail: [signature, constraints].filter((part) => part !== '').join('  '),
    range: block,
    selection: unnamed ? range : name.range,
    children,
  };
}

/** Parts of a document that can be folded: functions with what is below them, and the header. */
export function foldableOf(document: PlanDocument): readonly TextRange[] {
  const { text, header, definitions } = document;
  const blocks = definitions.map(({ block }) => block);
  const all = header === undefined ? blocks : [header.range, ...blocks];
  return all.filter(({ start, end }) => /[\n\r]/.test(text.slice(start, end)));
}
