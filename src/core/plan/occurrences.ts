import { fail, ok, type Failure, type Result } from '../result.ts';
import type { TextEdit, TextRange } from '../text.ts';
import type { Diagnosis } from './diagnose.ts';
import { nameTokens } from './free-names.ts';
import { isFunctionName } from './read-definition.ts';
import type { ConstraintNode, DefinitionNode, NameNode } from './syntax.ts';

/** A place where a function is named. `mention`: inside a constraint, as a value or a call. */
export interface Occurrence {
  readonly kind: 'definition' | 'reference' | 'mention';
  readonly range: TextRange;
  readonly definition: DefinitionNode;
}

/** Every place where a function of the plan is named, in source order. */
export function occurrencesOf(diagnosis: Diagnosis): readonly Occurrence[] {
  const { document, names } = diagnosis;
  const found: Occurrence[] = [];
  const byName = new Map<string, readonly DefinitionNode[]>();
  for (const definition of document.definitions) {
    const name = definition.name.text;
    byName.set(name, [...(byName.get(name) ?? []), definition]);
  }
  for (const [reference, definition] of names.targets) {
    found.push({ kind: 'reference', range: reference.name.range, definition });
  }
  for (const definition of document.definitions) {
    if (definition.name.text !== '') {
      found.push({ kind: 'definition', range: definition.name.range, definition });
    }
    for (const item of definition.items) {
      if (item.kind !== 'constraint') continue;
      for (const { text, range } of expressionsOf(item)) {
        for (const { name, start } of nameTokens(text)) {
          const [target, ...others] = byName.get(name) ?? [];
          if (target === undefined || others.length > 0) continue;
          const at = range.start + start;
          found.push({
            kind: 'mention',
            range: { start: at, end: at + name.length },
            definition: target,
          });
        }
      }
    }
  }
  return found.sort((a, b) => a.range.start - b.range.start);
}

/** The expressions of a constraint that stand in the text as they are read. */
function expressionsOf(constraint: ConstraintNode): readonly NameNode[] {
  if (constraint.check === 'holds') return [];
  return constraint.check === 'equals'
    ? [constraint.input, constraint.expected]
    : [constraint.input];
}

/** The function that is named at an offset. */
export function occurrenceAt(diagnosis: Diagnosis, offset: number): Occurrence | undefined {
  return occurrencesOf(diagnosis).find(({ range }) => range.start <= offset && offset <= range.end);
}

/** All places that name one function. */
export function placesOf(diagnosis: Diagnosis, definition: DefinitionNode): readonly Occurrence[] {
  return occurrencesOf(diagnosis).filter((place) => place.definition === definition);
}

export type RenameFailure = Failure<'no-name' | 'invalid-name' | 'name-taken'>;

/** The edits that give the function at an offset another name everywhere. */
export function renameAt(
  diagnosis: Diagnosis,
  offset: number,
  newName: string,
): Result<readonly TextEdit[], RenameFailure> {
  const place = occurrenceAt(diagnosis, offset);
  if (place === undefined) {
    return fail({ reason: 'no-name', message: 'There is no function name here to change.' });
  }
  if (!isFunctionName(newName)) {
    return fail({
      reason: 'invalid-name',
      message: `"${newName}" is not a name: use letters, digits and _, and start with no digit.`,
    });
  }
  const taken = diagnosis.document.definitions.some(
    (definition) => definition !== place.definition && definition.name.text === newName,
  );
  if (taken) {
    return fail({
      reason: 'name-taken',
      message: `Another function of this plan is called "${newName}": choose a name that is free.`,
    });
  }
  const edits = placesOf(diagnosis, place.definition).map(({ range }) => ({
    range,
    newText: newName,
  }));
  return ok(edits);
}
