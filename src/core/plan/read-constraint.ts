import type { PlanDiagnostic } from './diagnostic.ts';
import { node } from './read-definition.ts';
import { pieces, scan, trimmed } from './scan.ts';
import type { SourceLine } from './lines.ts';
import type { ConstraintNode } from './syntax.ts';

/** A constraint line, before the tree knows whose it is; `node` is absent where nothing could be made of it. */
export interface ReadConstraint {
  readonly node?: ConstraintNode;
  readonly diagnostics: readonly PlanDiagnostic[];
}

const callPrefix = '>>>';
const proofSigns = /[∀∃∧∨→↔⊢¬]/u;
const holdsLine = /holds\s+(?!\s*->)([^:]*?)\s*:/y;
const throwing = /^raises(?:[ \t]+([\p{L}_$][\p{L}\p{N}_$.]*))?$/u;
const within = /^([\s\S]*\S)[ \t]+within[ \t]+((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)$/;

/**
 * Reads `in1, in2 -> out`, `in -> raises Name`, `>>> call -> out` or `holds title: statements`;
 * nothing where the line is none of them.
 */
export function readConstraint(text: string, line: SourceLine): ReadConstraint | undefined {
  const { from, to, spaced } = line;
  holdsLine.lastIndex = from;
  const holds = holdsLine.exec(text);
  if (holds !== null && holdsLine.lastIndex <= to) {
    const title = trimmed(text, from + 'holds'.length, holdsLine.lastIndex - 1);
    return {
      node: {
        kind: 'constraint',
        check: 'holds',
        range: { start: from, end: to },
        spaced,
        title: node(text, title),
        assertion: node(text, trimmed(text, holdsLine.lastIndex, to)).text,
      },
      diagnostics: [],
    };
  }
  const isCall = text.startsWith(callPrefix, from);
  const start = isCall ? from + callPrefix.length : from;
  const found = scan(text, start, to);
  const unmatched = found.unclosedQuote ?? found.unclosedBracket ?? found.strayBracket;
  const arrow =
    found.arrows[0] ?? (unmatched === undefined ? undefined : spacedArrow(text, start, to));
  if (arrow === undefined) {
    if (isCall) return { diagnostics: [withoutOutput(line)] };
    return isProof(text, line) ? { diagnostics: [proof(line)] } : undefined;
  }
  return { ...readArrow(text, line, start, arrow, isCall) };
}

function readArrow(
  text: string,
  line: SourceLine,
  start: number,
  arrow: number,
  isCall: boolean,
): ReadConstraint {
  const { from, spaced } = line;
  const found = scan(text, start, line.to);
  const to = found.hash ?? line.to;
  const diagnostics: PlanDiagnostic[] = [...unclosed(text, found, to)];
  const input = trimmed(text, start, arrow);
  const output = trimmed(text, arrow + 2, to);
  if (output.start === output.end) diagnostics.push(withoutOutput(line));
  if (found.arrows.length > 1) {
    const second = found.arrows[1] ?? arrow;
    diagnostics.push({
      code: 'unreadable-line',
      severity: 'error',
      range: { start: second, end: second + 2 },
      message: 'A constraint has one `->`: write each example on a line of its own.',
    });
  }
  const commas = isCall ? [] : scan(text, input.start, input.end).commas;
  const given =
    isCall || input.start === input.end ? [] : pieces(text, input.start, input.end, commas);
  if (given.some((piece) => piece.end === piece.start)) {
    diagnostics.push({
      code: 'unreadable-line',
      severity: 'error',
      range: input,
      message: 'An argument is missing beside a comma: write its value or take the comma away.',
    });
  }
  const call = {
    kind: 'constraint',
    range: { start: from, end: line.to },
    spaced,
    ...(found.hash === undefined ? {} : { comment: text.slice(found.hash, line.to) }),
    form: isCall ? 'call' : 'arguments',
    input: node(text, input),
    arguments: given.filter((piece) => piece.end > piece.start).map((piece) => node(text, piece)),
  } as const;
  const expected = node(text, output);
  const throws = throwing.exec(expected.text);
  if (throws !== null) {
    const name = throws[1];
    const exception =
      name === undefined
        ? {}
        : { exception: node(text, { start: output.end - name.length, end: output.end }) };
    return { node: { ...call, check: 'throws', ...exception }, diagnostics };
  }
  const close = within.exec(expected.text);
  const bare = close?.[1];
  return {
    node: {
      ...call,
      check: 'equals',
      expected:
        bare === undefined
          ? expected
          : node(text, { start: output.start, end: output.start + bare.length }),
      ...(close === null ? {} : { tolerance: Number(close[2]) }),
    },
    diagnostics,
  };
}

/** In a line whose quotes or brackets do not match, a `->` between spaces is still meant. */
function spacedArrow(text: string, start: number, to: number): number | undefined {
  const at = text.slice(start, to).search(/(?:^|\s)->(?:\s|$)/);
  if (at === -1) return undefined;
  return text.startsWith('->', start + at) ? start + at : start + at + 1;
}

function unclosed(
  text: string,
  found: ReturnType<typeof scan>,
  to: number,
): readonly PlanDiagnostic[] {
  if (found.unclosedQuote !== undefined) {
    const at = found.unclosedQuote;
    return [
      {
        code: 'unclosed-quote',
        severity: 'error',
        range: { start: at, end: to },
        message: `This quote is not closed: write ${text.charAt(at)} at the end of the text.`,
      },
    ];
  }
  const at = found.unclosedBracket ?? found.strayBracket;
  if (at === undefined) return [];
  return [
    {
      code: 'unclosed-bracket',
      severity: 'error',
      range: { start: at, end: at + 1 },
      message:
        found.strayBracket === at
          ? `Nothing opens this \`${text.charAt(at)}\`: take it away or write the opening bracket.`
          : `This \`${text.charAt(at)}\` is not closed: write the closing bracket on the same line.`,
    },
  ];
}

function withoutOutput(line: SourceLine): PlanDiagnostic {
  return {
    code: 'constraint-without-output',
    severity: 'error',
    range: { start: line.from, end: line.to },
    message: 'This constraint has no result: write `arguments -> result`.',
  };
}

function isProof(text: string, line: SourceLine): boolean {
  const content = text.slice(line.from, line.to);
  return /^(?:show|theorem|lemma)\s/.test(content) || proofSigns.test(content);
}

function proof(line: SourceLine): PlanDiagnostic {
  return {
    code: 'proof-constraint',
    severity: 'error',
    range: { start: line.from, end: line.to },
    message:
      'This states a theorem. Coppice checks a function by running it: write examples as ' +
      '`arguments -> result`, or a property as `holds its name: assert …`.',
  };
}
