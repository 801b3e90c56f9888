import { outcomeKey } from '../../src/core/outcome.ts';
import { isFault } from '../../src/core/selectors/faults.ts';
import { defaultSettings } from '../../src/core/settings.ts';
import { languageOf } from '../../src/core/languages/languages.ts';
import { levelOf } from '../../src/core/verdict.ts';
import type { RunView } from '../../src/core/view/view.ts';
import type { Composition } from '../../src/node/composition.ts';
import type { ScriptedServer } from '../../test/support/scripted-server.ts';
import type { Drawn } from './drawn.ts';
import { isNamedIn } from './suite-calls.ts';

/** What became of one drawn function. */
export interface Grown {
  readonly file: string;
  readonly name: string;
  readonly captured: boolean;
  /** Some candidate did something on some input, which was no fault of the program made for it. */
  readonly ran: boolean;
  /** What the file would hold after Accept. */
  readonly written: 'original' | 'mutant' | 'other' | 'nothing';
  readonly level: string;
  /** The selector took it. */
  readonly accepted: boolean;
  readonly isNamed: boolean;
  /** Trusted tests that come from the project's own tests. */
  readonly projectTests: number;
  readonly columns: number;
  readonly ms: number;
  /** Where a mutant is written: what stands in it, and in the original. */
  readonly change: string;
  readonly why: string;
}

export interface Growing {
  readonly coppice: Composition;
  readonly server: ScriptedServer;
  readonly suite: readonly string[];
}

/** Grows one function as a user would, and looks at the file that Accept would make. */
export async function grow(drawn: Drawn, { coppice, server, suite }: Growing): Promise<Grown> {
  const { asked, name } = drawn;
  const last = name.split('.').at(-1) ?? name;
  const began = performance.now();
  const about = { file: drawn.file.name, name, isNamed: isNamedIn(suite, last) };
  const nothing = { ran: false, written: 'nothing', level: '', accepted: false } as const;
  const none = { ...about, ...nothing, captured: false, projectTests: 0, columns: 0, change: '' };
  const ms = () => Math.round(performance.now() - began);
  const captured = await coppice.capture(asked, drawn.at);
  if (!captured.ok) return { ...none, ms: ms(), why: captured.error.message };
  const task = captured.value;
  if (task.target.qualifiedName !== name) {
    return { ...none, ms: ms(), why: `captured ${task.target.qualifiedName} instead` };
  }
  const common = { ...none, captured: true };
  const endpoint = { baseUrl: `${server.origin}/v1`, model: 'scripted' };
  const model = { endpoint, prices: {}, concurrency: 4 };
  const outcome = await coppice.grow(task, defaultSettings, model, {
    signal: new AbortController().signal,
    onView: () => undefined,
    onQuestion: () => Promise.resolve({ kind: 'unanswered' }),
  });
  if (!outcome.ok) return { ...common, ms: ms(), why: outcome.error.message };
  const { solution, view, message = '' } = outcome.value;
  const patch = solution && (await coppice.patchOf(outcome.value.task, solution, asked));
  const after = patch?.ok ? patch.value.after : undefined;
  const spent = ms();
  return {
    ...common,
    ...whatRan(view),
    ...(await meaningOf(after, drawn, coppice)),
    level: levelOf(solution),
    accepted: solution?.accepted === true,
    ms: spent,
    why: patch && !patch.ok ? patch.error.message : message,
  };
}

function whatRan({ root, nodes }: RunView): Pick<Grown, 'ran' | 'columns' | 'projectTests'> {
  const matrix = root === undefined ? undefined : nodes.get(root)?.matrix;
  const results = [...(matrix?.rows.values() ?? [])].flat();
  const ran = results.some(
    ({ outcome }) =>
      outcome.kind === 'value' || (outcome.kind === 'exception' && !isFault(outcomeKey(outcome))),
  );
  const columns = matrix?.columns ?? [];
  // Tests that do not reach the function are left out by then.
  const projectTests = columns.filter(
    ({ check }) => 'source' in check && check.source === 'project',
  ).length;
  return { ran, columns: columns.length, projectTests };
}

/** Whose text the file is, whatever its layout and comments. */
async function meaningOf(
  after: string | undefined,
  { original, versions }: Drawn,
  { parser }: Composition,
): Promise<Pick<Grown, 'written' | 'change'>> {
  if (after === undefined) return { written: 'nothing', change: '' };
  const { languageId } = original;
  const { reading } = languageOf(languageId);
  const form = async (text: string) =>
    reading.normalForm((await parser.tree(languageId, text)).root);
  const written = await form(after);
  for (const [index, version] of versions.entries()) {
    if ((await form(version)) !== written) continue;
    if (index === 0) return { written: 'original', change: '' };
    return { written: 'mutant', change: changeOf(original.text, version) };
  }
  return { written: 'other', change: '' };
}

/** The first place where a mutant differs, with some text around it. */
function changeOf(original: string, mutant: string): string {
  let at = 0;
  while (original[at] === mutant[at]) at += 1;
  const [before, after] = [original, mutant].map((text) =>
    text.slice(Math.max(0, at - 24), at + 24).replace(/\s+/g, ' '),
  );
  return `${before} => ${after}`;
}
