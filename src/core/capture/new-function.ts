import type { Parser } from '../ports.ts';
import type { Contract } from '../contract.ts';
import { languageOf } from '../languages/languages.ts';
import { parseSource } from '../languages/parsed-source.ts';
import type { Snapshot, TextEdit } from '../text.ts';
import { gatherContext } from './context.ts';
import { moduleNames } from './slice.ts';
import type { Task, TaskContext } from '../task.ts';

/** What a model should know of a file to which a function described by `about` is added. */
export async function contextForNew(
  snapshot: Snapshot,
  about: string,
  reader: Parser,
): Promise<TaskContext> {
  const summary = await reader.summarize(snapshot.languageId, snapshot.text);
  const names = moduleNames(summary, snapshot.languageId, snapshot.text);
  const mentioned = about.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
  return gatherContext({
    names,
    target: undefined,
    enclosing: undefined,
    home: undefined,
    about: mentioned.filter((word) => names.all.has(word)).join('\n'),
    elsewhere: [],
    language: snapshot.languageId,
  });
}

/** The name of a function that has none yet. */
const nameless = 'a new function';

/** The task of having a function proposed for a description, near an offset of a file. */
export async function taskForNew(
  snapshot: Snapshot,
  offset: number,
  description: string,
  reader: Parser,
): Promise<Task> {
  const here = { start: offset, end: offset };
  return {
    language: snapshot.languageId,
    target: {
      snapshot,
      kind: 'new',
      qualifiedName: nameless,
      range: here,
      body: here,
      signature: '',
      indent: '',
      isStub: true,
    },
    contract: { name: nameless, parameters: [], description, examples: [] },
    examples: [],
    context: await contextForNew(snapshot, description, reader),
    scaffold: { open: '', close: '', indent: '' },
  };
}

/**
 * A proposed Contract as the file has its functions: one that was proposed as exported stays so only
 * where the file exports some of its functions, or has none yet.
 */
export async function asFileExports(
  contract: Contract,
  { languageId, text }: Snapshot,
  reader: Parser,
): Promise<Contract> {
  const { exported = false, ...others } = contract;
  if (!exported) return others;
  const { exportPrefix } = languageOf(languageId).declarations;
  const { functions } = await parseSource(reader, languageId, text);
  const top = functions.filter(({ qualifiedName }) => !qualifiedName.includes('.'));
  const fits = top.length === 0 || top.some(({ code }) => exportPrefix(code) !== '');
  return fits ? contract : others;
}

/**
 * Puts a new declaration, given at column 0, near an offset: between top-level statements, after the
 * one that holds the offset, with the blank lines that the language wants around it.
 */
export async function insertionEdit(
  snapshot: Snapshot,
  offset: number,
  code: string,
  reader: Parser,
): Promise<TextEdit> {
  const { text, languageId } = snapshot;
  const { statements } = await reader.summarize(languageId, text);
  const holder = statements.find(({ range }) => offset > range.start && offset < range.end);
  const at = endOfLine(text, holder?.range.end ?? offset);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const blank = languageOf(languageId).blankLinesBetween;
  const before = text.slice(0, at);
  const after = text.slice(at);
  const have = /(?:\r?\n[ \t]*)*$/.exec(before)?.[0].split('\n').length ?? 1;
  const lead = before.trim() === '' ? '' : eol.repeat(Math.max(0, blank + 1 - (have - 1)));
  const following = /^(?:\r?\n[ \t]*)*/.exec(after)?.[0].split('\n').length ?? 1;
  const missing =
    after.trim() === ''
      ? Number(!after.startsWith('\n') && !after.startsWith('\r'))
      : blank + 1 - (following - 1);
  const newText = `${lead}${code.trimEnd().replaceAll('\n', eol)}${eol.repeat(Math.max(0, missing))}`;
  return { range: { start: at, end: at }, newText };
}

function endOfLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  if (newline < 0) return text.length;
  return text.charAt(newline - 1) === '\r' ? newline - 1 : newline;
}
