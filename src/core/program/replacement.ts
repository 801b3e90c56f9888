import type { Language } from '../languages/language.ts';
import { subjectOf, subjectOfTarget } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import type { SolvedFunction } from '../solution.ts';
import type { Task } from '../task.ts';
import { unite } from './assemble.ts';
import { declaredName } from '../languages/kit/declaration.ts';
import { firstIndent, outdentRest, reindent } from '../languages/kit/indent.ts';

/** A module-level declaration that goes into the file beside the target. */
export interface HelperText {
  readonly name: string;
  /** The whole declaration at column 0, doc comment included. */
  readonly code: string;
}

/** What a Solution changes in the user's file, as texts at column 0 with `\n` line ends. */
export interface Replacement {
  /** Stands in the place of `Target.range`: same header, `export` and trailing `;` as before. */
  readonly target: string;
  /** Dependencies first; they belong before the target's outermost declaration. */
  readonly helpers: readonly HelperText[];
  /** Import statements that the file lacks. */
  readonly imports: readonly string[];
}

/** The final texts of a Solution's functions (target first). Undefined where there are none. */
export function replacementFor(
  task: Task,
  functions: readonly SolvedFunction[],
): Replacement | undefined {
  const [root, ...helpers] = functions;
  if (root === undefined) return undefined;
  const language = languageOf(task.language);
  const ordered = [...helpers].reverse();
  const parts = [...ordered, root].map(({ candidate }) => candidate);
  const reserved = [...functions.map(({ contract }) => contract.name), ...task.context.moduleNames];
  const { declarations, codes } = unite(parts, reserved, language);
  const unit = fileUnit(task, language.indentUnit);
  const inFile = (text: string) => reindent(text, unit, language);
  const target = codes.at(-1) ?? '';
  return {
    target: inFile(`${exportOf(task, target, language)}${target}`),
    helpers: [
      ...declarations.map((code) => ({
        name: declaredName(code, language) ?? '',
        code: inFile(code),
      })),
      ...ordered.map(({ contract }, at) => {
        const before = language.docPlace === 'before';
        const doc = before ? subjectOf(contract, task.language).doc : '';
        const code = inFile(codes[at] ?? '');
        return { name: contract.name, code: doc === '' ? code : `${doc}\n${code}` };
      }),
    ],
    imports: [...new Set(parts.flatMap((part) => part.imports))],
  };
}

/** The `export` that the file's header has and the candidate's does not. */
function exportOf(task: Task, code: string, language: Language): string {
  const written = outdentRest(task.target.signature.trim(), task.target.indent, language);
  const prefix = language.declarations.exportPrefix(written);
  const decorated = subjectOfTarget(task).header.startsWith('@') || code.startsWith('@');
  return task.target.kind === 'function' && !decorated ? prefix : '';
}

/** The white space of one level in the user's file. */
function fileUnit(task: Task, usual: string): string {
  const { text } = task.target.snapshot;
  return /^\t/m.test(text) ? '\t' : (firstIndent(text) ?? usual);
}
