import { languageIds, type TextRange } from '../text.ts';
import type { Diagnosis } from './diagnose.ts';
import { inferredSignature } from './infer-signature.ts';
import type { DefinitionNode } from './syntax.ts';

/** One proposal at a place of a plan document. */
export interface PlanCompletion {
  readonly kind: 'function' | 'language' | 'keyword';
  readonly label: string;
  /** What to insert where it is not the label. */
  readonly insert?: string;
  readonly detail: string;
  readonly documentation: string;
  /** The text that it replaces. */
  readonly range: TextRange;
}

/**
 * What can be written at an offset: on a line of its own, the functions in scope, those of nearer
 * scopes first; in a constraint, functions as values and the words after `->`; after
 * `# language:`, the languages.
 */
export function completionsAt(diagnosis: Diagnosis, offset: number): readonly PlanCompletion[] {
  const { text } = diagnosis.document;
  const lineStart =
    Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const before = text.slice(lineStart, offset);
  const header = diagnosis.document.header;
  if (header !== undefined && offset <= header.range.end && offset >= header.range.start) return [];
  const language = /^#[ \t]*language[ \t]*:[ \t]*(\w*)$/.exec(before)?.[1];
  if (language !== undefined) {
    return languageIds.map((id) => ({
      kind: 'language',
      label: id,
      detail: 'target language',
      documentation: '',
      range: { start: offset - language.length, end: offset },
    }));
  }
  const word = /[\p{L}_$][\p{L}\p{N}_$.]*$/u.exec(before)?.[0] ?? '';
  const range = { start: offset - word.length, end: offset };
  const lead = before.slice(0, before.length - word.length);
  if (lead.trim() === '' && parentOf(diagnosis, lead, lineStart) !== undefined) {
    return namesInScope(diagnosis, lead, lineStart, range);
  }
  if (isInSignatureOrText(lead)) return [];
  const afterArrow = /->\s*$/.test(lead);
  return [
    ...(afterArrow ? keywords(range) : []),
    ...diagnosis.document.definitions
      .filter(({ name }) => name.text !== '')
      .map((definition) => proposal(definition, range)),
  ];
}

/** In a definition, and inside quotes and comments, there is nothing to propose. */
function isInSignatureOrText(lead: string): boolean {
  if (/^\s*(?:[#|]|(?:async\s+)?\*?\s*[\p{L}_$][\p{L}\p{N}_$.]*\()/u.test(lead)) return true;
  const quotes = lead.replace(/\\./g, '').match(/["'`]/g) ?? [];
  return quotes.length % 2 === 1;
}

function parentOf(
  { document }: Diagnosis,
  lead: string,
  lineStart: number,
): DefinitionNode | undefined {
  return document.definitions.findLast(
    ({ range, indent }) => range.start < lineStart && indent.length < lead.length,
  );
}

function namesInScope(
  diagnosis: Diagnosis,
  lead: string,
  lineStart: number,
  range: TextRange,
): readonly PlanCompletion[] {
  const { definitions } = diagnosis.document;
  const parent = parentOf(diagnosis, lead, lineStart);
  if (parent === undefined) return [];
  const inScope = new Set<DefinitionNode>();
  for (let at: DefinitionNode | undefined = parent; at !== undefined; at = at.parent) {
    for (const item of at.items) {
      if (item.kind === 'definition' && item.parent !== parent) inScope.add(item);
    }
    inScope.add(at);
  }
  for (const definition of definitions) {
    if (definition.parent !== parent) inScope.add(definition);
  }
  const called = new Set(
    parent.items.flatMap((item) =>
      item.kind === 'reference' && item.range.start !== range.start ? [item.name.text] : [],
    ),
  );
  return [...inScope]
    .filter(({ name }) => name.text !== '' && !called.has(name.text))
    .map((definition) => proposal(definition, range));
}

function proposal(definition: DefinitionNode, range: TextRange): PlanCompletion {
  return {
    kind: 'function',
    label: definition.name.text,
    detail: inferredSignature(definition),
    documentation: definition.description,
    range,
  };
}

function keywords(range: TextRange): readonly PlanCompletion[] {
  return [
    {
      kind: 'keyword',
      label: 'raises',
      insert: 'raises ',
      detail: 'the call fails with this exception',
      documentation: '`0 -> raises ValueError`',
      range,
    },
  ];
}
