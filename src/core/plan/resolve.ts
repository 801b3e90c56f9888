import type { PlanDiagnostic } from './diagnostic.ts';
import { FreeNames } from './free-name.ts';
import { nearest } from './nearest.ts';
import type { DefinitionNode, ItemNode, PlanDocument, ReferenceNode } from './syntax.ts';

/** What the names of a document mean. */
export interface Names {
  /** Where each reference leads; absent where nothing fits. */
  readonly targets: ReadonlyMap<ReferenceNode, DefinitionNode>;
  /** References by definition, in source order. */
  readonly references: ReadonlyMap<DefinitionNode, readonly ReferenceNode[]>;
  /**
   * A name for each definition that no other definition has: its own where it is the first of that
   * name, otherwise with its parent's name before it.
   */
  readonly unique: ReadonlyMap<DefinitionNode, string>;
  readonly diagnostics: readonly PlanDiagnostic[];
}

/**
 * Resolves references. In scope are the enclosing functions, their sub-functions and those of the
 * functions around them, innermost first. A name that is not in scope but defined exactly once means
 * that one, so that a helper can be shared across branches.
 */
export function resolveNames(document: PlanDocument): Names {
  return new Resolver(document).resolve();
}

/** Places that one message names. */
const mostRelated = 10;
/** Pairs of names that are compared to suggest one: a plan has far fewer. */
const mostCompared = 20_000;

class Resolver {
  private compared = 0;
  private readonly document: PlanDocument;
  private readonly diagnostics: PlanDiagnostic[] = [];
  private readonly targets = new Map<ReferenceNode, DefinitionNode>();
  private readonly references = new Map<DefinitionNode, ReferenceNode[]>();
  private readonly byName = new Map<string, DefinitionNode[]>();
  /** The first definition of each name among a parent's items. */
  private readonly children = new Map<DefinitionNode | undefined, Map<string, DefinitionNode>>();

  constructor(document: PlanDocument) {
    this.document = document;
  }

  resolve(): Names {
    const { document } = this;
    for (const definition of document.definitions) this.index(definition);
    const unique = this.uniqueNames();
    for (const definition of document.definitions) this.checkDefinition(definition, unique);
    this.resolveItems(undefined, document.items);
    for (const definition of document.definitions) this.resolveItems(definition, definition.items);
    return {
      targets: this.targets,
      references: this.references,
      unique,
      diagnostics: this.diagnostics,
    };
  }

  private index(definition: DefinitionNode): void {
    const name = definition.name.text;
    if (name === '') return;
    const siblings = this.children.get(definition.parent) ?? new Map<string, DefinitionNode>();
    if (!siblings.has(name)) siblings.set(name, definition);
    this.children.set(definition.parent, siblings);
    append(this.byName, name, definition);
  }

  private uniqueNames(): ReadonlyMap<DefinitionNode, string> {
    const free = new FreeNames(this.byName.keys());
    const used = new Set<string>();
    const unique = new Map<DefinitionNode, string>();
    for (const definition of this.document.definitions) {
      const own = definition.name.text;
      let name = own;
      if (own === '' || used.has(own)) {
        const before = definition.parent && unique.get(definition.parent);
        const base = [before, own === '' ? 'helper' : own]
          .filter(Boolean)
          .join('_')
          .replaceAll('.', '_');
        name = free.take(base);
      }
      used.add(name);
      unique.set(definition, name);
    }
    return unique;
  }

  private checkDefinition(
    definition: DefinitionNode,
    unique: ReadonlyMap<DefinitionNode, string>,
  ): void {
    const { name, parent, items } = definition;
    if (name.text === '') return;
    const sibling = this.children.get(parent)?.get(name.text);
    const quoted = `\`${name.text}\``;
    if (sibling !== undefined && sibling !== definition) {
      const fix = items.every((item) => item.kind === 'comment')
        ? {
            fixes: [
              {
                title: `Write only ${quoted} to call it again`,
                edits: [{ range: definition.block, newText: name.text }],
              },
            ],
          }
        : {};
      this.diagnostics.push({
        code: 'duplicate-definition',
        severity: 'error',
        range: name.range,
        message: `${quoted} is defined here already. To call it again, write its name alone; for another function, choose another name.`,
        related: [{ range: sibling.name.range, message: `The first ${quoted}` }],
        ...fix,
      });
      return;
    }
    const outer = this.visibleFrom(parent, name.text, definition);
    if (outer !== undefined) {
      this.diagnostics.push({
        code: 'shadowed-name',
        severity: 'warning',
        range: name.range,
        message: `This is another ${quoted} than the one around it: it will be written as \`${unique.get(definition) ?? name.text}\`. To call the outer one, write its name alone.`,
        related: [{ range: outer.name.range, message: `The outer ${quoted}` }],
      });
      return;
    }
    const written = unique.get(definition);
    if (written === undefined || written === name.text) return;
    const first = this.byName.get(name.text)?.[0];
    this.diagnostics.push({
      code: 'renamed-function',
      severity: 'hint',
      range: name.range,
      message: `Two functions are called ${quoted}. A module holds each name once, so this one will be written as \`${written}\`.`,
      ...(first === undefined
        ? {}
        : { related: [{ range: first.name.range, message: `The first ${quoted}` }] }),
    });
  }

  private visibleFrom(
    scope: DefinitionNode | undefined,
    name: string,
    except: DefinitionNode | undefined,
  ): DefinitionNode | undefined {
    for (let at = scope; ; at = at.parent) {
      if (at !== undefined && at !== except && at.name.text === name) return at;
      const child = this.children.get(at)?.get(name);
      if (child !== undefined && child !== except) return child;
      if (at === undefined) return undefined;
    }
  }

  private resolveItems(parent: DefinitionNode | undefined, items: readonly ItemNode[]): void {
    const called = new Set<DefinitionNode>();
    for (const item of items) if (item.kind === 'definition') called.add(item);
    for (const item of items) {
      if (item.kind !== 'reference') continue;
      const target = this.resolveReference(parent, item);
      if (target === undefined) continue;
      this.targets.set(item, target);
      append(this.references, target, item);
      if (called.has(target)) {
        const caller = parent?.name.text ?? '';
        this.diagnostics.push({
          code: 'redundant-reference',
          severity: 'hint',
          range: item.range,
          message: `\`${item.name.text}\` is one of ${caller === '' ? 'these functions' : `\`${caller}\`'s functions`} already: this line says nothing new.`,
        });
      }
      called.add(target);
    }
  }

  private similarTo(name: string): string | undefined {
    this.compared += this.byName.size;
    return this.compared > mostCompared ? undefined : nearest(name, [...this.byName.keys()]);
  }

  private resolveReference(
    parent: DefinitionNode | undefined,
    reference: ReferenceNode,
  ): DefinitionNode | undefined {
    const { text, range } = reference.name;
    const inScope = this.visibleFrom(parent, text, undefined);
    if (inScope !== undefined) return inScope;
    const everywhere = this.byName.get(text) ?? [];
    if (everywhere.length === 1) return everywhere[0];
    if (everywhere.length > 1) {
      this.diagnostics.push({
        code: 'ambiguous-name',
        severity: 'error',
        range,
        message: `\`${text}\` is defined ${everywhere.length} times, and none of them around this line: rename the one that is meant and write that name.`,
        related: everywhere.slice(0, mostRelated).map((definition) => ({
          range: definition.name.range,
          message: `One \`${text}\``,
        })),
      });
      return undefined;
    }
    const similar = this.similarTo(text);
    this.diagnostics.push({
      code: 'unknown-name',
      severity: 'error',
      range,
      message:
        `No function of this plan is called \`${text}\`. ` +
        (similar === undefined
          ? `Define it: \`${text}(arguments): description\`.`
          : `Is \`${similar}\` meant?`),
      fixes: [
        ...(similar === undefined
          ? []
          : [{ title: `Write \`${similar}\``, edits: [{ range, newText: similar }] }]),
        { title: `Define \`${text}\``, edits: [{ range, newText: `${text}(): ` }] },
      ],
    });
    return undefined;
  }
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
