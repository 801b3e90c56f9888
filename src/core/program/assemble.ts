import { stubOf, subjectOfTarget } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import type { Language } from '../languages/language.ts';
import type { Candidate } from '../candidate.ts';
import { preludeFor } from './prelude.ts';
import type { Scaffold, Task } from '../task.ts';
import { declaredName } from '../languages/kit/declaration.ts';
import { indentBy } from '../languages/kit/indent.ts';
import { renameName } from '../languages/kit/lexis.ts';
import { normalised } from '../languages/kit/normalise.ts';

/** Code of one function, with what it needs: the part of a Candidate that runs. */
export type ProgramPart = Pick<Candidate, 'code' | 'beside' | 'imports'>;

/** What goes into one runnable module. */
export interface Assembly {
  readonly task: Task;
  /** The function under test. */
  readonly part: ProgramPart;
  /** True where `part` is the task's target, false where it is a helper. */
  readonly isTarget: boolean;
  /** Functions it may call, dependencies first. */
  readonly helpers: readonly ProgramPart[];
  /** The target as far as it is written, for a helper that may call back. */
  readonly target?: ProgramPart;
  /** Code of the calls that the program will be asked for: it has what of the file they mention. */
  readonly checks?: readonly string[];
  /** Names of the plan, which private declarations must not take. */
  readonly reserved: readonly string[];
}

/**
 * The source of a module that runs without the workspace: imports, prelude, helpers, and the target
 * in its class where it has one.
 */
export function assembleProgram(assembly: Assembly): string {
  const { task, isTarget, reserved, checks = [] } = assembly;
  const { scaffold } = task;
  const language = languageOf(task.language);
  const target = isTarget ? assembly.part : assembly.target;
  const parts = [...assembly.helpers, ...(isTarget ? [] : [assembly.part])];
  const { declarations, codes } = unite(
    [...parts, ...(target ? [target] : [])],
    reserved,
    language,
  );
  const outer = codes.slice(0, parts.length);
  const inner = codes[parts.length] ?? (inClass(scaffold) ? stubOf(subjectOfTarget(task)) : '');
  const imports = [...parts, ...(target ? [target] : [])].flatMap((part) => part.imports);
  const { prelude, first, others } = placeImports(
    preludeFor(scaffold, [...declarations, ...codes, inner, ...checks], language),
    imports,
  );
  return [
    ...first,
    ...others,
    prelude,
    ...declarations,
    ...outer,
    scaffold.open,
    indentBy(inner, scaffold.indent, language),
    scaffold.close,
  ]
    .map((text) => text.replace(/\s+$/, ''))
    .filter((text) => text.trim() !== '')
    .join('\n'.repeat(language.blankLinesBetween + 1))
    .concat('\n');
}

function inClass(scaffold: Scaffold): boolean {
  return scaffold.open.trim() !== '';
}

/** Imports that the prelude has are dropped; `from __future__` must stand before everything. */
function placeImports(prelude: string, imports: readonly string[]) {
  const lines = prelude.split('\n');
  const have = new Set(lines.map((line) => line.trim()));
  const wanted = [...new Set(imports)].filter((line) => !have.has(line.trim()));
  const isFuture = (line: string) => /^from\s+__future__\b/.test(line);
  const first = [...lines, ...wanted].filter(isFuture);
  return {
    prelude: first.length === 0 ? prelude : lines.filter((line) => !isFuture(line)).join('\n'),
    first: first.length === 0 ? [] : [[...new Set(first)].join('\n')],
    others: [wanted.filter((line) => !isFuture(line)).join('\n')],
  };
}

/** Private declarations of all parts, each once, and the parts' codes in the same order. */
export interface United {
  readonly declarations: readonly string[];
  readonly codes: readonly string[];
}

/**
 * Brings the private declarations of several parts into one module. Equal ones are kept once; where
 * two parts mean different things by one name, the later part's is renamed throughout that part.
 */
export function unite(
  parts: readonly ProgramPart[],
  reserved: readonly string[],
  language: Language,
): United {
  const known = new Map<string, string>();
  const taken = new Set(reserved);
  const declarations: string[] = [];
  const codes = parts.map((part) => {
    let texts = [...(part.beside ?? [])];
    let { code } = part;
    for (let at = 0; at < texts.length; at++) {
      const text = texts[at] ?? '';
      const name = declaredName(text, language);
      const meaning = normalised(text, language);
      if (name === undefined || known.get(name) === meaning) continue;
      let fresh = name;
      for (let count = 2; taken.has(fresh); count++) fresh = `${name}_${count}`;
      if (fresh !== name) {
        texts = texts.map((other) => renameName(other, name, fresh, language));
        code = renameName(code, name, fresh, language);
      }
      known.set(fresh, normalised(texts[at] ?? '', language));
      taken.add(fresh);
      declarations.push(texts[at] ?? '');
    }
    return code;
  });
  return { declarations, codes };
}

/** The dotted name under which a function of the task can be reached in its program. */
export function entryOf(task: Task, name: string): string {
  const { target, contract } = task;
  return name === contract.name && target.kind === 'method' ? target.qualifiedName : name;
}
