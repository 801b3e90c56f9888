import { languageIds } from '../text.ts';
import { inOrder, type PlanDiagnostic } from './diagnostic.ts';
import { fenceLine, sourceLines, type SourceLine } from './lines.ts';
import { readConstraint } from './read-constraint.ts';
import { isFunctionName, node, readSignature, type Signature } from './read-definition.ts';
import { trimText, trimmed } from './scan.ts';
import type {
  CommentNode,
  ConstraintNode,
  DefinitionNode,
  HeaderNode,
  ItemNode,
  LanguageTag,
  PlanDocument,
} from './syntax.ts';

/** What the reader made of a text: always a complete tree, and what is wrong with its lines. */
export interface ReadPlan {
  readonly document: PlanDocument;
  readonly diagnostics: readonly PlanDiagnostic[];
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
type Draft = Writable<DefinitionNode> & { items: ItemNode[]; column: number };

const languageLine = /^#[ \t]*language[ \t]*:[ \t]*(.*?)[ \t]*$/;

/**
 * Reads a plan document. Never fails: whatever the text, the result is a tree that covers it. What
 * depends on names and on the functions' arguments is checked by `diagnose`.
 */
export function readPlan(text: string): ReadPlan {
  const reader = new Reader(text);
  return reader.read();
}

class Reader {
  private readonly text: string;
  private readonly lines: readonly SourceLine[];
  private readonly diagnostics: PlanDiagnostic[] = [];
  private readonly definitions: Draft[] = [];
  private readonly top: ItemNode[] = [];
  /** Open definitions from the root inwards. */
  private readonly open: Draft[] = [];
  /** Comments that wait for the line they belong to. */
  private comments: CommentNode[] = [];
  private readonly firstChildren = new Map<
    Draft | undefined,
    { readonly column: number; readonly indent: string }
  >();
  /** What a line that starts with `|` continues. */
  private continued: Continued | undefined;

  constructor(text: string) {
    this.text = text;
    this.lines = sourceLines(text);
  }

  read(): ReadPlan {
    const { text, lines } = this;
    const language = this.readLanguage();
    const fenceAt = fenceLine(text, lines);
    const headerFrom = language === undefined ? 0 : this.firstLine() + 1;
    const header = fenceAt >= headerFrom ? this.readHeader(headerFrom, fenceAt) : undefined;
    for (const line of lines.slice(Math.max(headerFrom, fenceAt + 1))) {
      if (line.to > line.from) this.readLine(line);
      else this.continued = undefined;
    }
    this.placeComments(this.open.at(-1)?.items ?? this.top);
    this.closeBlocks();
    const document: PlanDocument = {
      text,
      ...(language === undefined ? {} : { language }),
      ...(header === undefined ? {} : { header }),
      items: this.top,
      definitions: this.definitions,
    };
    return { document, diagnostics: inOrder(this.diagnostics) };
  }

  private readLanguage(): LanguageTag | undefined {
    const line = this.lines[this.firstLine()];
    if (line === undefined) return undefined;
    const match = languageLine.exec(this.text.slice(line.from, line.to));
    const value = match?.[1];
    if (value === undefined) return undefined;
    const valueRange = { start: line.to - value.length, end: line.to };
    if (!languageIds.some((id) => id === value)) {
      this.diagnostics.push({
        code: 'unknown-language',
        severity: 'error',
        range: value === '' ? { start: line.from, end: line.to } : valueRange,
        message: `Coppice does not grow ${value === '' ? 'code without a language' : `\`${value}\``}: write one of ${languageIds.map((id) => `\`${id}\``).join(', ')}.`,
      });
    }
    return { range: { start: line.from, end: line.to }, value, valueRange };
  }

  private firstLine(): number {
    return this.lines.findIndex((line) => line.to > line.from);
  }

  private readHeader(from: number, fenceAt: number): HeaderNode {
    const fenceOf = this.lines[fenceAt];
    const first = this.lines[from];
    const end = fenceOf?.end ?? 0;
    return {
      range: { start: first?.start ?? 0, end },
      lines: this.lines.slice(from, fenceAt).map((line) => this.text.slice(line.start, line.end)),
      fence: { start: fenceOf?.start ?? 0, end },
    };
  }

  private readLine(line: SourceLine): void {
    const { text } = this;
    const first = text.charAt(line.from);
    const range = { start: line.from, end: line.to };
    if (first === '|') {
      this.readContinuation(line);
      return;
    }
    if (first === '#') {
      this.comments.push({
        kind: 'comment',
        range,
        spaced: line.spaced,
        text: text.slice(line.from, line.to),
      });
      return;
    }
    this.continued = undefined;
    const signature = readSignature(text, line.from, line.to);
    if (signature !== undefined) {
      this.diagnostics.push(...signature.diagnostics);
      this.addDefinition(line, signature);
      return;
    }
    const constraint = readConstraint(text, line);
    if (constraint !== undefined) {
      this.diagnostics.push(...constraint.diagnostics);
      if (constraint.node === undefined) this.addUnreadable(line);
      else this.addConstraint(line, constraint.node);
      return;
    }
    if (this.readReference(line)) return;
    this.readProse(line);
  }

  private readReference(line: SourceLine): boolean {
    const { text } = this;
    const hash = text.slice(line.from, line.to).search(/\s#/);
    const end = hash === -1 ? line.to : line.from + hash;
    const name = node(text, trimmed(text, line.from, end));
    if (!isFunctionName(name.text)) return false;
    this.leaveTo(line.column);
    const parent = this.open.at(-1);
    this.checkColumn(line, parent);
    this.place(parent, {
      kind: 'reference',
      range: { start: line.from, end: line.to },
      spaced: line.spaced,
      name,
      ...(hash === -1 ? {} : { comment: trimText(text.slice(end, line.to)) }),
    });
    return true;
  }

  /** A description without a name is a definition whose name is still to be found. */
  private readProse(line: SourceLine): void {
    const content = this.text.slice(line.from, line.to);
    const words = content.split(/\s+/).filter((word) => /\p{L}/u.test(word));
    if (words.length < 3) {
      this.diagnostics.push({
        code: 'unreadable-line',
        severity: 'error',
        range: { start: line.from, end: line.to },
        message:
          'This is no line of a plan. Write `name(arguments): description`, an example ' +
          '`arguments -> result`, the name of a function that is called here, or `# comment`.',
      });
      this.addUnreadable(line);
      return;
    }
    const empty = { start: line.from, end: line.from };
    this.addDefinition(line, {
      name: { text: '', range: empty },
      async: false,
      generator: false,
      parameters: [],
      parametersRange: empty,
      description: { start: line.from, end: line.to },
      diagnostics: [],
    });
  }

  private addDefinition(line: SourceLine, signature: Signature): void {
    const { text } = this;
    this.leaveTo(line.column);
    const parent = this.open.at(-1);
    this.checkColumn(line, parent);
    const draft: Draft = {
      kind: 'definition',
      range: { start: line.from, end: line.to },
      spaced: line.spaced,
      name: signature.name,
      async: signature.async,
      generator: signature.generator,
      parameters: signature.parameters,
      parametersRange: signature.parametersRange,
      ...(signature.returns === undefined ? {} : { returns: signature.returns }),
      description: text.slice(signature.description.start, signature.description.end),
      descriptionRange: signature.description,
      ...(parent === undefined ? {} : { parent }),
      depth: parent === undefined ? 0 : parent.depth + 1,
      indent: text.slice(line.start, line.from),
      items: [],
      block: { start: line.from, end: line.to },
      column: line.column,
    };
    this.place(parent, draft);
    this.definitions.push(draft);
    this.open.push(draft);
    this.continued = {
      extend: (more, end) => {
        draft.description =
          draft.description === '' ? trimText(more) : `${draft.description}\n${more}`;
        draft.descriptionRange = { start: draft.descriptionRange.start, end };
      },
    };
  }

  private addConstraint(line: SourceLine, constraint: ConstraintNode): void {
    while (this.open.length > 0 && (this.open.at(-1)?.column ?? 0) > line.column) this.open.pop();
    const owner = this.open.at(-1);
    if (owner === undefined) {
      this.diagnostics.push({
        code: 'orphan-constraint',
        severity: 'error',
        range: constraint.range,
        message:
          'This constraint belongs to no function: write it below its definition, with the same indentation.',
      });
    } else if (owner.column !== line.column) {
      this.diagnostics.push({
        code: 'constraint-indentation',
        severity: 'warning',
        range: { start: line.start, end: line.from },
        message: `A constraint has the indentation of its definition: this one is read as ${owner.name.text === '' ? 'one of the line above' : `\`${owner.name.text}\`'s`}.`,
        fixes: [
          {
            title: 'Indent it like its definition',
            edits: [{ range: { start: line.start, end: line.from }, newText: owner.indent }],
          },
        ],
      });
    }
    const draft: Writable<ConstraintNode> = { ...constraint };
    this.place(owner, draft);
    if (draft.check === 'holds') {
      this.continued = {
        extend: (more, end) => {
          draft.assertion = draft.assertion === '' ? trimText(more) : `${draft.assertion}\n${more}`;
          draft.range = { start: draft.range.start, end };
        },
      };
    }
  }

  private addUnreadable(line: SourceLine): void {
    while (this.open.length > 0 && (this.open.at(-1)?.column ?? 0) > line.column) this.open.pop();
    this.place(this.open.at(-1), {
      kind: 'unreadable',
      range: { start: line.from, end: line.to },
      spaced: line.spaced,
      text: this.text.slice(line.from, line.to),
    });
  }

  private readContinuation(line: SourceLine): void {
    if (this.continued !== undefined && this.comments.length === 0) {
      const mark = line.from + 1;
      const from = this.text.charAt(mark) === ' ' ? mark + 1 : mark;
      this.continued.extend(this.text.slice(Math.min(from, line.to), line.to), line.to);
      return;
    }
    this.diagnostics.push({
      code: 'stray-continuation',
      severity: 'error',
      range: { start: line.from, end: line.to },
      message:
        'A line that starts with `|` continues a description or a property: write it directly below one.',
    });
    this.addUnreadable(line);
  }

  /** Closes the definitions that a line at this column cannot be inside of. */
  private leaveTo(column: number): void {
    while (this.open.length > 0 && (this.open.at(-1)?.column ?? 0) >= column) this.open.pop();
  }

  /** The first function below a parent fixes the indentation of the others. */
  private checkColumn(line: SourceLine, parent: Draft | undefined): void {
    const first = this.firstChildren.get(parent);
    if (first === undefined) {
      const indent = this.text.slice(line.start, line.from);
      this.firstChildren.set(parent, { column: line.column, indent });
      return;
    }
    if (first.column === line.column) return;
    this.diagnostics.push({
      code: 'inconsistent-indentation',
      severity: 'warning',
      range: { start: line.start, end: line.from },
      message: `This line is indented by ${line.column}, the lines beside it by ${first.column}: indent them alike.`,
      fixes: [
        {
          title: 'Indent it like the lines beside it',
          edits: [{ range: { start: line.start, end: line.from }, newText: first.indent }],
        },
      ],
    });
  }

  private place(parent: Draft | undefined, item: ItemNode): void {
    const items = parent?.items ?? this.top;
    this.placeComments(items);
    items.push(item);
  }

  private placeComments(items: ItemNode[]): void {
    if (this.comments.length === 0) return;
    items.push(...this.comments);
    this.comments = [];
  }

  private closeBlocks(): void {
    for (const draft of this.definitions.toReversed()) {
      const last = draft.items.at(-1);
      const end = last === undefined ? draft.descriptionRange.end : endOf(last);
      const blockEnd = Math.max(draft.range.end, draft.descriptionRange.end, end);
      draft.block = { start: draft.range.start, end: blockEnd };
    }
  }
}

interface Continued {
  extend(more: string, end: number): void;
}

function endOf(item: ItemNode): number {
  return item.kind === 'definition' ? item.block.end : item.range.end;
}
