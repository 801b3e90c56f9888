import type { TextRange } from '../text.ts';
import type { PlanDiagnostic } from './diagnostic.ts';
import { pieces, scan, trimmed } from './scan.ts';
import type { NameNode, ParameterNode } from './syntax.ts';

const nameStart = '[\\p{L}\\p{Nl}_$]';
const namePart = '[\\p{L}\\p{Nl}\\p{M}\\p{Nd}\\p{Pc}$]';
const simpleName = `${nameStart}${namePart}*`;
const identifier = new RegExp(`^${simpleName}$`, 'u');
const qualified = new RegExp(`^${simpleName}(?:\\.${simpleName})*$`, 'u');
const opening = new RegExp(
  `(async[ \\t]+)?(\\*[ \\t]*)?(${simpleName}(?:\\.${simpleName})*)\\(`,
  'uy',
);

export function isIdentifier(text: string): boolean {
  return identifier.test(text);
}

/** A function's name in a plan: an identifier, or a dotted path of them for a method. */
export function isFunctionName(text: string): boolean {
  return qualified.test(text);
}

/** The first line of a definition, before the tree knows where it belongs. */
export interface Signature {
  readonly name: NameNode;
  readonly async: boolean;
  readonly generator: boolean;
  readonly parameters: readonly ParameterNode[];
  readonly parametersRange: TextRange;
  readonly returns?: NameNode;
  /** The description's first line. */
  readonly description: TextRange;
  readonly diagnostics: readonly PlanDiagnostic[];
}

/**
 * Reads `name(arg, arg=default)[ -> ret]: description` between two offsets of one line; nothing
 * where the line does not start with a name and `(`, or where what follows makes it a constraint.
 */
export function readSignature(text: string, from: number, to: number): Signature | undefined {
  opening.lastIndex = from;
  const match = opening.exec(text);
  if (match === null || opening.lastIndex > to) return undefined;
  const open = opening.lastIndex - 1;
  const nameText = match[3] ?? '';
  const head = {
    name: node(text, { start: open - nameText.length, end: open }),
    async: match[1] !== undefined,
    generator: match[2] !== undefined,
  };
  const close = closingParenthesis(text, open, to);
  if (close === undefined) return readUnclosed(text, head, open, to);
  const rest = trimmed(text, close + 1, to);
  const after = scan(text, rest.start, rest.end, true);
  const colon = after.colons[0];
  const arrow = after.arrows[0];
  const common = {
    ...head,
    parametersRange: { start: open, end: close + 1 },
  };
  if (colon !== undefined) {
    const between = trimmed(text, rest.start, colon);
    const hasReturns = text.startsWith('->', between.start) && between.end >= between.start + 2;
    if (between.start !== between.end && !hasReturns) return undefined;
    const returns = hasReturns ? trimmed(text, between.start + 2, colon) : undefined;
    const { parameters, diagnostics } = readParameters(text, open + 1, close);
    const returned = returns && returns.end > returns.start ? node(text, returns) : undefined;
    return {
      ...common,
      parameters,
      ...(returned === undefined ? {} : { returns: returned }),
      description: trimmed(text, colon + 1, to),
      diagnostics,
    };
  }
  if (
    arrow !== undefined ||
    (rest.start !== rest.end && ',.[('.includes(text.charAt(rest.start)))
  ) {
    return undefined;
  }
  return readWithoutColon(text, common, open, close, rest);
}

function readWithoutColon(
  text: string,
  common: Pick<Signature, 'name' | 'async' | 'generator' | 'parametersRange'>,
  open: number,
  close: number,
  rest: TextRange,
): Signature {
  const name = common.name.text;
  const bare = rest.start === rest.end;
  const message = bare
    ? `The definition of \`${name}\` has no description: write \`:\` and what it does. ` +
      `To say that \`${name}\` is called here, write its name alone.`
    : `A \`:\` is missing between the signature of \`${name}\` and its description.`;
  const whole = { start: common.name.range.start, end: close + 1 };
  const insert = {
    title: 'Insert `:`',
    edits: [{ range: { start: close + 1, end: close + 1 }, newText: ':' }],
  };
  const alone = { title: `Write only \`${name}\``, edits: [{ range: whole, newText: name }] };
  return {
    ...common,
    parameters: readParameters(text, open + 1, close).parameters,
    description: rest,
    diagnostics: [
      {
        code: 'missing-colon',
        severity: 'error',
        range: whole,
        message,
        fixes: bare ? [insert, alone] : [insert],
      },
    ],
  };
}

function readUnclosed(
  text: string,
  head: Pick<Signature, 'name' | 'async' | 'generator'>,
  open: number,
  to: number,
): Signature | undefined {
  const inside = text.slice(open + 1, to);
  const quote = scan(text, open + 1, to).unclosedQuote;
  const colonSpace = inside.search(/:(?=\s|$)/);
  if (colonSpace === -1 || inside.slice(0, colonSpace).includes('->')) return undefined;
  const at = open + 1 + colonSpace;
  const { parameters } = readParameters(text, open + 1, at);
  return {
    ...head,
    parameters,
    parametersRange: { start: open, end: at },
    description: trimmed(text, at + 1, to),
    diagnostics: [
      quote !== undefined && quote < at
        ? {
            code: 'unclosed-quote',
            severity: 'error',
            range: { start: quote, end: at },
            message: `This quote is not closed: write ${text.charAt(quote)} at the end of the text.`,
          }
        : {
            code: 'unclosed-bracket',
            severity: 'error',
            range: { start: open, end: open + 1 },
            message: `The arguments of \`${head.name.text}\` are not closed: write \`)\` before the \`:\`.`,
            fixes: [
              {
                title: 'Insert `)`',
                edits: [{ range: { start: at, end: at }, newText: ')' }],
              },
            ],
          },
    ],
  };
}

function closingParenthesis(text: string, open: number, to: number): number | undefined {
  for (const angles of [true, false]) {
    const stray = scan(text, open + 1, to, angles).strayBracket;
    if (stray !== undefined && text.charAt(stray) === ')') return stray;
  }
  return undefined;
}

/** Reads what stands between the parentheses. */
function readParameters(
  text: string,
  from: number,
  to: number,
): {
  readonly parameters: readonly ParameterNode[];
  readonly diagnostics: readonly PlanDiagnostic[];
} {
  const parameters: ParameterNode[] = [];
  const diagnostics: PlanDiagnostic[] = [];
  const inside = trimmed(text, from, to);
  if (inside.start === inside.end) return { parameters, diagnostics };
  const seen = new Set<string>();
  for (const piece of pieces(text, from, to, scan(text, from, to, true).commas)) {
    if (piece.start === piece.end) {
      if (piece.end !== inside.end || parameters.length === 0) {
        diagnostics.push({
          code: 'bad-parameter',
          severity: 'error',
          range: { start: Math.max(from - 1, piece.start - 1), end: piece.end },
          message: 'An argument is missing here: write its name or take the comma away.',
        });
      }
      continue;
    }
    const parameter = readParameter(text, piece);
    if (parameter.kind !== 'marker' && !isIdentifier(parameter.name.text)) {
      diagnostics.push(badParameter(parameter));
    } else if (parameter.kind !== 'marker') {
      if (seen.has(parameter.name.text)) {
        diagnostics.push({
          code: 'duplicate-parameter',
          severity: 'error',
          range: parameter.name.range,
          message: `\`${parameter.name.text}\` is an argument already: give this one another name.`,
        });
      }
      seen.add(parameter.name.text);
    }
    parameters.push(parameter);
  }
  return { parameters, diagnostics };
}

function readParameter(text: string, piece: TextRange): ParameterNode {
  const { start, end } = piece;
  const whole = text.slice(start, end);
  if (whole === '*' || whole === '/')
    return { kind: 'marker', name: node(text, piece), range: piece };
  const stars = /^(?:\*\*?|\.\.\.)\s*/.exec(whole)?.[0] ?? '';
  const kind = stars === '' ? 'positional' : stars.startsWith('**') ? 'keywords' : 'rest';
  const begin = start + stars.length;
  const found = scan(text, begin, end, true);
  const colon = found.colons[0];
  const assign = found.equals.find((at) => colon === undefined || at > colon) ?? found.equals[0];
  const typed = colon !== undefined && (assign === undefined || colon < assign);
  const nameEnd = typed ? colon : (assign ?? end);
  const type = typed ? trimmed(text, colon + 1, assign ?? end) : undefined;
  const value = assign === undefined ? undefined : trimmed(text, assign + 1, end);
  return {
    kind,
    name: node(text, trimmed(text, begin, nameEnd)),
    ...(type !== undefined && type.end > type.start ? { type: node(text, type) } : {}),
    ...(value !== undefined && value.end > value.start ? { default: node(text, value) } : {}),
    range: piece,
  };
}

function badParameter(parameter: ParameterNode): PlanDiagnostic {
  const { name, type } = parameter;
  const words = name.text.split(/\s+/).filter((word) => isIdentifier(word));
  const several = words.length > 1 && words.join(' ') === name.text.split(/\s+/).join(' ');
  const suffix = type === undefined ? '' : `: ${type.text}`;
  const replacement = words.map((word) => `${word}${suffix}`).join(', ');
  return {
    code: 'bad-parameter',
    severity: 'error',
    range: name.range,
    message: several
      ? `\`${name.text}\` is not one name. Separate arguments by commas: \`${replacement}\`.`
      : `\`${name.text}\` is not a name. An argument is \`name\`, \`name: type\`, \`name=default\` or \`name: type = default\`.`,
    ...(several
      ? {
          fixes: [
            {
              title: `Write \`${replacement}\``,
              edits: [{ range: parameter.range, newText: replacement }],
            },
          ],
        }
      : {}),
  };
}

export function node(text: string, range: TextRange): NameNode {
  return { text: text.slice(range.start, range.end), range };
}
