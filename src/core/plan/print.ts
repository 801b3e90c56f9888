import type { Contract, Plan } from '../contract.ts';
import type { PlanSource } from './plan-of.ts';
import {
  constraintLines,
  exampleLines,
  printContinued,
  signatureOfContract,
  signatureOfNode,
} from './print-line.ts';
import { readPlan } from './read.ts';
import { trimText } from './scan.ts';
import { fence, type DefinitionNode, type ItemNode, type PlanDocument } from './syntax.ts';
import { touching } from './touching.ts';

export interface PrintOptions {
  /** White space of one level; two spaces when absent. */
  readonly indent?: string;
}

const defaultIndent = '  ';

/**
 * The canonical text of a document: one blank line at most between lines, one level of indentation
 * per level, single spaces, comments kept. Lines with a fault keep their words as written.
 */
export function formatPlan(text: string, options: PrintOptions = {}): string {
  const { document, diagnostics } = readPlan(text);
  const faults = diagnostics.filter(
    ({ code, severity }) => severity === 'error' && code !== 'orphan-constraint',
  );
  const touched = touching(faults.map(({ range }) => range));
  const isFaulty = ({ range }: ItemNode): boolean => touched(range);
  const writer = new Writer(options.indent ?? defaultIndent);
  writer.opening(document.language?.value, document.header?.lines);
  writer.items(document, isFaulty);
  return writer.text();
}

/**
 * The canonical text of a plan. Reading it again gives the same plan where it is one that a document
 * can hold: every function reachable from the root, listed as documents list them. Each function is
 * defined below the first that calls it, and named where others do.
 */
export function printPlan(source: PlanSource, options: PrintOptions = {}): string {
  const writer = new Writer(options.indent ?? defaultIndent);
  writer.opening(source.language, source.header.length === 0 ? undefined : source.header);
  writer.plan(source.plan);
  return writer.text();
}

class Writer {
  private readonly lines: string[] = [];
  private readonly indent: string;

  constructor(indent: string) {
    this.indent = indent;
  }

  text(): string {
    return this.lines.length === 0 ? '' : `${this.lines.join('\n')}\n`;
  }

  opening(language: string | undefined, header: readonly string[] | undefined): void {
    if (language !== undefined) this.lines.push(trimText(`# language: ${language}`));
    if (header !== undefined) this.lines.push(...header, fence);
  }

  items(document: PlanDocument, isFaulty: (item: ItemNode) => boolean): void {
    // An explicit stack: a hostile document may nest deeper than calls can.
    const stack: {
      readonly owner?: DefinitionNode;
      readonly items: readonly ItemNode[];
      at: number;
    }[] = [{ items: document.items, at: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const item = top.items[top.at];
      if (item === undefined) {
        stack.pop();
        continue;
      }
      const level = levelOf(top.owner, top.items, top.at);
      top.at += 1;
      if (item.spaced && this.lines.length > 0) this.lines.push('');
      this.write(level, linesOf(item, isFaulty(item) ? document.text : undefined));
      if (item.kind === 'definition') stack.push({ owner: item, items: item.items, at: 0 });
    }
  }

  plan(plan: Plan): void {
    const definedBy = definers(plan);
    const stack: { readonly name: string; readonly level: number; readonly defines: boolean }[] =
      [];
    const roots = [...plan.functions.keys()].filter((name) => definedBy.get(name) === undefined);
    for (const name of roots.toReversed()) stack.push({ name, level: 0, defines: true });
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const { name, level, defines } = next;
      const planned = plan.functions.get(name);
      if (!defines || planned === undefined) {
        this.write(level, [name]);
        continue;
      }
      this.definition(planned.contract, level);
      const calls = planned.calls.filter((called) => plan.functions.has(called));
      for (const called of calls.toReversed()) {
        stack.push({ name: called, level: level + 1, defines: definedBy.get(called) === name });
      }
    }
  }

  private definition(contract: Contract, level: number): void {
    const description = trimText(contract.description.replace(/\r\n?/g, '\n'));
    this.write(level, printContinued(`${signatureOfContract(contract)}:`, description));
    for (const example of contract.examples)
      this.write(level, exampleLines(example, contract.name));
  }

  /** The first line at `level`, continuation lines one deeper. */
  private write(level: number, lines: readonly string[]): void {
    lines.forEach((line, index) =>
      this.lines.push(`${this.indent.repeat(index === 0 ? level : level + 1)}${line}`),
    );
  }
}

/** Constraints, and comments before them, stand at their definition's level; all else one deeper. */
function levelOf(
  owner: DefinitionNode | undefined,
  items: readonly ItemNode[],
  at: number,
): number {
  if (owner === undefined) return 0;
  const next = items.slice(at).find((item) => item.kind !== 'comment');
  const isChild = next?.kind === 'definition' || next?.kind === 'reference';
  return isChild ? owner.depth + 1 : owner.depth;
}

function definitionLines(item: DefinitionNode): readonly string[] {
  const start = item.name.text === '' ? '' : `${signatureOfNode(item)}:`;
  return printContinued(start, item.description);
}

/** The first line as written, whatever it holds of the description, and the continuation lines. */
function faultyDefinitionLines(item: DefinitionNode, text: string): readonly string[] {
  const { range, descriptionRange, description } = item;
  const startsBelow = descriptionRange.start >= range.end;
  const [, ...rest] = printContinued('', startsBelow ? `\n${description}` : description);
  const hasNone = startsBelow && description === '';
  return [text.slice(range.start, range.end), ...(hasNone ? [] : rest)];
}

function linesOf(item: ItemNode, faultyIn: string | undefined): readonly string[] {
  if (faultyIn !== undefined && item.kind !== 'definition') {
    return [faultyIn.slice(item.range.start, item.range.end)];
  }
  switch (item.kind) {
    case 'definition':
      return faultyIn === undefined ? definitionLines(item) : faultyDefinitionLines(item, faultyIn);
    case 'constraint':
      return constraintLines(item);
    case 'reference':
      return [item.comment === undefined ? item.name.text : `${item.name.text}  ${item.comment}`];
    case 'comment':
      return [item.text === fence ? `# ${fence}` : item.text];
    case 'unreadable':
      return [item.text];
  }
}

/**
 * For each function, the one below which it is defined; nothing for the root and the unreachable.
 * Goes through the functions in the order in which reading the printed text lists them.
 */
function definers(plan: Plan): ReadonlyMap<string, string> {
  const definedBy = new Map<string, string>();
  const seen = new Set<string>();
  for (const root of [plan.root, ...plan.functions.keys()]) {
    if (seen.has(root) || !plan.functions.has(root)) continue;
    seen.add(root);
    const stack = [root];
    for (let name = stack.pop(); name !== undefined; name = stack.pop()) {
      const fresh = new Set(
        plan.functions
          .get(name)
          ?.calls.filter((call) => !seen.has(call) && plan.functions.has(call)),
      );
      for (const called of fresh) {
        seen.add(called);
        definedBy.set(called, name);
      }
      stack.push(...[...fresh].toReversed());
    }
  }
  return definedBy;
}
