import type { Language } from '../languages/language.ts';
import { subjectOf, subjectOfTarget } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import type { SolvedFunction } from '../solution.ts';
import type { Task } from '../task.ts';
import { unite } from './unite.ts';
import { atColumnZero } from '../languages/target-code.ts';
import type { Parser } from '../ports.ts';

/** A module-level declaration that goes into the file beside the target. */
export interface HelperText {
  readonly name: string;
  /** The whole declaration at column 0, doc comment included. */
  readonly code: string;
  /** Names that it needs while it is loaded. */
  readonly loads?: readonly string[];
}

/** What a Solution changes in the user's file, as texts at column 0 with `\n` line ends. */
export interface Replacement {
  /** Stands in the place of `Target.range`: same header, `export` and trailing `;` as before. */
  readonly target: string;
  /** Dependencies first; they belong before the target's outermost declaration, or below what they load. */
  readonly helpers: readonly HelperText[];
  /** Import statements that the file lacks. */
  readonly imports: readonly string[];
}

/** The final texts of a Solution's functions (target first). Undefined where there are none. */
export async function replacementFor(
  task: Task,
  functions: readonly SolvedFunction[],
  parser: Parser,
): Promise<Replacement | undefined> {
  const [root, ...helpers] = functions;
  if (root === undefined) return undefined;
  const language = languageOf(task.language);
  const ordered = [...helpers].reverse();
  const parts = [...ordered, root].map(({ candidate }) => candidate);
  const reserved = [...functions.map(({ contract }) => contract.name), ...task.context.moduleNames];
  const { brought, codes } = await unite(parts, reserved, language, parser);
  const { text } = task.target.snapshot;
  const unit = language.reading.layout(await parser.tree(task.language, text)).unit;
  const inFile = (code: string) => withLevels(code, unit ?? language.indentUnit, language, parser);
  const target = codes.at(-1) ?? '';
  const besides = brought.map(async ({ names: [name = ''], code, loads }) => ({
    name,
    code: await inFile(code),
    loads: loads ?? (await neededToLoad(code, language, parser)),
  }));
  const planned = ordered.map(async ({ contract }, at) => {
    const before = language.docPlace === 'before';
    const doc = before ? subjectOf(contract, task.language).doc : '';
    const code = await inFile(codes[at] ?? '');
    const loads = await neededToLoad(code, language, parser);
    return { name: contract.name, code: doc === '' ? code : `${doc}\n${code}`, loads };
  });
  return {
    target: withOwnHeader(
      task,
      target,
      await inFile(`${exportOf(task, target, language)}${target}`),
    ),
    helpers: await Promise.all([...besides, ...planned]),
    imports: [...new Set(parts.flatMap((part) => part.imports))],
  };
}

async function neededToLoad(code: string, { id, reading }: Language, parser: Parser) {
  const { root } = await reading.snippet(parser, id, code);
  return [...reading.names(root).reachedByLoading()];
}

/** The `export` that the file's header has and the candidate's does not. */
function exportOf(task: Task, code: string, language: Language): string {
  const written = atColumnZero(task.target.signature.trim(), task.target);
  const prefix = language.declarations.exportPrefix(written);
  const decorated = subjectOfTarget(task).header.startsWith('@') || code.startsWith('@');
  return task.target.kind === 'function' && !decorated ? prefix : '';
}

/** The laid out code with the lines of the file's own header as the file has them. */
function withOwnHeader(task: Task, code: string, laidOut: string): string {
  const { header } = subjectOfTarget(task);
  if (!code.startsWith(header)) return laidOut;
  const lines = laidOut.split('\n');
  const continued = code.split('\n').slice(1, header.split('\n').length);
  return [...lines.slice(0, 1), ...continued, ...lines.slice(1 + continued.length)].join('\n');
}

/**
 * The code with the file's white space for one level. What is level by its tree moves; strings and
 * the alignment of continuations stay.
 */
async function withLevels(
  code: string,
  unit: string,
  { id, reading }: Language,
  parser: Parser,
): Promise<string> {
  const layout = reading.layout(await reading.snippet(parser, id, code));
  return layout.reindented({ indent: '', unit, docstrings: 'move' });
}
