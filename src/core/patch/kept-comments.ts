import { subjectOfTarget } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import { indentBy } from '../languages/kit/indent.ts';
import type { Task } from '../task.ts';

/**
 * The new declaration with the remarks that the user wrote into the stub's body: they say how it is
 * to be done and stay above what does it. TODOs are done and go.
 */
export function withKeptComments(task: Task, declaration: string): string {
  const { target } = task;
  if (!target.isStub) return declaration;
  const language = languageOf(task.language);
  const { text } = target.snapshot;
  const doc = target.doc;
  const from = doc && doc.start >= target.body.start ? doc.end : target.body.start;
  const lines = text
    .slice(from, target.body.end)
    .split(/\r?\n/)
    .map((line) => line.trim());
  const kept = lines.filter(
    (line) =>
      line.startsWith(language.lineComment) &&
      !/TODO|FIXME|XXX/.test(line) &&
      !declaration.includes(line),
  );
  if (kept.length === 0) return declaration;
  const at = bodyStart(task, declaration);
  if (at === undefined) return declaration;
  const rest = declaration.slice(at);
  const indent = /^[ \t]*(?=\S)/.exec(rest)?.[0] ?? language.indentUnit;
  return `${declaration.slice(0, at)}${indentBy(kept.join('\n'), indent, language)}\n${rest}`;
}

/** Start of the first line after header and docstring; undefined where the header is another. */
function bodyStart(task: Task, declaration: string): number | undefined {
  const { header, doc } = subjectOfTarget(task);
  const place = declaration.indexOf(header);
  if (place < 0) return undefined;
  let at = declaration.indexOf('\n', place + header.length) + 1;
  if (at === 0) return undefined;
  const opening = declaration.slice(place + header.length, at).trim();
  if (languageOf(task.language).blocks === 'braced') return opening === '{' ? at : undefined;
  if (opening !== '') return undefined;
  if (doc !== '' && /^[ \t]*[rRuU]?["']/.test(declaration.slice(at))) {
    const lines = doc.split('\n').length;
    for (let line = 0; line < lines && at > 0; line++) at = declaration.indexOf('\n', at) + 1;
  }
  return at > 0 ? at : undefined;
}
