import type { PlanDiagnostic } from './diagnostic.ts';
import { FreeNames } from './free-name.ts';
import { constraintsOf } from './check-constraints.ts';
import type { DefinitionNode, PlanDocument } from './syntax.ts';

/** One root, and every definition with a name and a description. */
export function checkStructure(document: PlanDocument): readonly PlanDiagnostic[] {
  const diagnostics: PlanDiagnostic[] = [];
  const [root, ...others] = document.definitions.filter((definition) => definition.depth === 0);
  if (root === undefined) {
    const end = document.text.length;
    diagnostics.push({
      code: 'no-root',
      severity: 'error',
      range: { start: end, end },
      message: 'A plan starts with its root: write `name(arguments): what it does`.',
    });
  }
  for (const other of others) {
    diagnostics.push({
      code: 'second-root',
      severity: 'error',
      range: other.name.text === '' ? other.range : other.name.range,
      message: `A plan has one root, and ${quote(root)} is it: indent this function below the one that calls it.`,
      ...(root === undefined ? {} : { related: [{ range: root.name.range, message: 'The root' }] }),
    });
  }
  const free = new FreeNames(document.definitions.map((definition) => definition.name.text));
  for (const definition of document.definitions) {
    if (definition.name.text === '') {
      const name = free.take(suggestName(definition.description));
      const signature = `${name}(${suggestArguments(definition)}): `;
      diagnostics.push({
        code: 'missing-signature',
        severity: 'error',
        range: definition.range,
        message: `This function has no name and arguments: write them before its description, for example \`${signature.trim()} …\`.`,
        fixes: [
          {
            title: `Write \`${signature.trim()}\` before it`,
            edits: [{ range: definition.name.range, newText: signature }],
          },
        ],
      });
    } else if (definition.description === '') {
      diagnostics.push({
        code: 'missing-description',
        severity: 'warning',
        range: definition.name.range,
        message: `Say after the \`:\` what ${quote(definition)} does: the description is all that a model sees of it.`,
      });
    }
  }
  return diagnostics;
}

function quote(definition: DefinitionNode | undefined): string {
  const name = definition?.name.text ?? '';
  return name === '' ? 'the first function' : `\`${name}\``;
}

const fillers = new Set(
  'a an the of to in on and or but with all that which is are be by for from into takes take given returns return get gets calls if then else its it'.split(
    ' ',
  ),
);

/** A name made of the first telling words of a description. */
function suggestName(description: string): string {
  const words = (description.match(/[A-Za-z][A-Za-z0-9]*/g) ?? []).map((word) =>
    word.toLowerCase(),
  );
  const telling = words.filter((word) => !fillers.has(word)).slice(0, 3);
  return (telling.length > 0 ? telling : ['helper']).join('_').slice(0, 40);
}

function suggestArguments(definition: DefinitionNode): string {
  const example = constraintsOf(definition).find((item) => item.check !== 'holds');
  const count = example?.arguments.length ?? 1;
  if (count === 1) return 'value';
  return Array.from({ length: count }, (_, index) => `value${index + 1}`).join(', ');
}
