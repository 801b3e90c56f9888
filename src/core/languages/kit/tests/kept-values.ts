import type { SyntaxNode } from '../../../syntax-tree.ts';
import { onOneLine } from '../reading/one-line.ts';
import type { TreeReading } from '../reading/tree-reading.ts';

/** A statement that gives one name a value, and does nothing else. */
export interface Assignment {
  readonly name: string;
  readonly value: SyntaxNode;
}

/** The name and the value where a statement is an assignment of one name. */
export function assignmentOf(statement: SyntaxNode): Assignment | undefined {
  const parts = statement.namedChildren.filter((child) => !child.isExtra);
  const [inner] = parts;
  if (parts.length !== 1 || !inner || statement.hasError) return undefined;
  const isAssignment = /^assignment(?:_expression)?$/.test(inner.kind);
  const isDeclared = inner.kind === 'variable_declarator';
  const name = isAssignment ? inner.child('left') : isDeclared ? inner.child('name') : undefined;
  const value = isAssignment ? inner.child('right') : inner.child('value');
  if (name?.kind !== 'identifier' || !value) return undefined;
  return /^assignment/.test(value.kind) ? undefined : { name: name.text, value };
}

/** What the statements of some code give names to; those with a name of their own more than once left out. */
export function assignmentsIn(code: SyntaxNode): readonly Assignment[] {
  return code.namedChildren.flatMap((child) => assignmentOf(child) ?? []);
}

/** A value that means the same wherever it stands, and however often. */
const atoms =
  /^(?:integer|float|number|true|false|none|null|undefined|string|identifier|attribute|member_expression)$/;
/** What is one operand wherever it stands. */
const operands =
  /^(?:integer|float|number|true|false|none|null|undefined|string|template_string|regex|identifier|attribute|member_expression|subscript|subscript_expression|call|call_expression|new_expression|list|dictionary|set|tuple|array|object|parenthesized_expression|(?:list|set|dictionary)_comprehension|generator_expression|this)$/;
/** Where any expression may stand; what separates it there is a bracket or a comma. */
const roomy = /^(?:argument_list|arguments|list|array|parenthesized_expression)$/;

/**
 * What variables of a test hold. A name that is given one value, once, may be replaced by it: code with
 * such names then stands alone.
 */
export class KeptValues {
  readonly #values = new Map<string, { readonly value: SyntaxNode; readonly rank: number }>();
  readonly #twice = new Set<string>();
  readonly #reading: TreeReading;

  constructor(assignments: readonly Assignment[], reading: TreeReading) {
    this.#reading = reading;
    for (const [rank, { name, value }] of assignments.entries()) {
      if (this.#values.has(name)) this.#twice.add(name);
      else this.#values.set(name, { value, rank });
    }
  }

  /** The value that a name stands for; any other expression is what it is. */
  behind(expression: SyntaxNode): SyntaxNode {
    if (expression.kind !== 'identifier' || this.#twice.has(expression.text)) return expression;
    const kept = this.#values.get(expression.text);
    return kept && kept.value.text !== expression.text ? this.behind(kept.value) : expression;
  }

  /** The kept names that some code uses, and those that their values use. */
  usedIn(nodes: readonly SyntaxNode[]): ReadonlySet<string> {
    const used = new Set<string>();
    const open = [...nodes];
    for (let node = open.pop(); node; node = open.pop()) {
      for (const { name } of this.#reading.names(node).references) {
        const kept = this.#values.get(name);
        if (!kept || used.has(name)) continue;
        used.add(name);
        open.push(kept.value);
      }
    }
    return used;
  }

  /**
   * The code of some expressions, each on one line, with values in the place of names. Undefined where
   * that is not the same: a name has several values, or an object would be made several times.
   *
   * @param repeatable Values that may be worked out as often as they are used.
   */
  inlined(
    nodes: readonly SyntaxNode[],
    repeatable: (value: SyntaxNode) => boolean = () => false,
  ): readonly string[] | undefined {
    const uses = new Map<string, number>();
    const texts = nodes.map((node) => this.#inlined(node, Infinity, uses));
    for (const [name, count] of uses) {
      const kept = this.#values.get(name);
      if (kept && count > 1 && !atoms.test(kept.value.kind) && !repeatable(kept.value)) {
        return undefined;
      }
    }
    return texts.every((text) => text !== undefined) ? texts : undefined;
  }

  #inlined(node: SyntaxNode, before: number, uses: Map<string, number>): string | undefined {
    const names = this.#reading.names(node);
    const replaced = new Map<number, string>();
    for (const { name, node: use } of names.references) {
      const kept = this.#values.get(name);
      if (!kept || kept.rank >= before) continue;
      if (this.#twice.has(name) || names.bound.has(name)) return undefined;
      uses.set(name, (uses.get(name) ?? 0) + 1);
      const value = this.#inlined(kept.value, kept.rank, uses);
      if (value === undefined) return undefined;
      // Quotes in the quotes of a format string end it in older versions.
      if (use.closest('interpolation') && /["'\\{}]/.test(value)) return undefined;
      replaced.set(use.index, asOperand(value, kept.value, use, node));
    }
    return onOneLine(node, replaced);
  }
}

/**
 * How a value reads in the place of a name: in parentheses where an operator beside it would take only
 * a part, and beside the key where the name is a shorthand.
 *
 * @param text The value as it is written.
 * @param whole What the code is that the name stands in.
 */
export function asOperand(
  text: string,
  value: SyntaxNode,
  use: SyntaxNode,
  whole?: SyntaxNode,
): string {
  const isAlone = use === whole || roomy.test(use.parent?.kind ?? '');
  const isOpen = /^(?:expression_list|sequence_expression)$/.test(value.kind);
  const operand = !isOpen && (isAlone || operands.test(value.kind)) ? text : `(${text})`;
  return use.kind.startsWith('shorthand_property_identifier') ? `${use.text}: ${operand}` : operand;
}
