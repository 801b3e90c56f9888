import type { Language } from '../languages/language.ts';
import { outdentRest } from '../languages/kit/indent.ts';
import type { ModuleNames } from './slice.ts';
import type { SyntaxClass, SyntaxFunction } from '../syntax.ts';

/** A constructor is shown whole, since it says what an object holds, unless it is longer than this. */
const longestConstructor = 1200;

/** How much of other members is told: those of at most so many characters whole, and docs of the rest. */
interface Detail {
  readonly whole: number;
  readonly docs: boolean;
}

const withBodies: readonly Detail[] = [
  { whole: 1600, docs: true },
  { whole: 500, docs: true },
];
const withoutBodies: readonly Detail[] = [
  { whole: 0, docs: true },
  { whole: 0, docs: false },
];

/**
 * A class: header, doc, fields and constructor as they are, other members as far as `limit` characters
 * allow: with their bodies, which tell what is usual there; short ones alone; with their docs; by their
 * signatures. Where that is too long, the same without block comments; and where that is too long,
 * only header and signatures.
 *
 * @param target The member at work: its body is hidden. Without one, the class is only used, and no body is told.
 */
export function classOutline(
  names: ModuleNames,
  owner: SyntaxClass,
  target: SyntaxFunction | undefined,
  limit: number,
): string {
  const { text, language, summary } = names;
  const index = summary.classes.indexOf(owner);
  const members = summary.functions.filter(
    ({ enclosing }) => enclosing?.kind === 'class' && enclosing.index === index,
  );
  const details = [...(target ? withBodies : []), ...withoutBodies];
  const outlines = details.map((detail) => outlineOf(names, owner, members, target, detail));
  const bare = withoutComments(outlines.at(-1) ?? '', language);
  for (const shown of [...outlines, bare]) {
    if (shown.length <= limit) return outdentRest(shown, indentAt(text, owner), language);
  }
  const lines = [text.slice(owner.header.start, owner.header.end).trimEnd()];
  for (const { signature } of members) {
    lines.push(
      `    ${text.slice(signature.start, signature.end).trim()}${names.language.elidedBody}`,
    );
    if (lines.join('\n').length > limit) return lines.slice(0, -1).join('\n');
  }
  return lines.join('\n');
}

function outlineOf(
  { text, language }: ModuleNames,
  owner: SyntaxClass,
  members: readonly SyntaxFunction[],
  target: SyntaxFunction | undefined,
  { whole, docs }: Detail,
): string {
  let at = owner.range.start;
  let outline = '';
  for (const member of members) {
    const { range, signature, doc, name } = member;
    const isConstructor = /^(?:__init__|constructor)$/.test(name);
    const most = Math.max(whole, isConstructor ? longestConstructor : 0);
    if (range.start < at) continue;
    if (member !== target && range.end - range.start <= most) continue;
    const isInside = doc !== undefined && doc.start >= signature.end;
    if (docs && isInside && member !== target) {
      const indent = /[ \t]*$/.exec(text.slice(0, doc.start))?.[0] ?? '';
      outline += `${text.slice(at, doc.end)}\n${indent}${language.elidedBody.trim()}`;
    } else outline += text.slice(at, signature.end) + language.elidedBody;
    at = range.end;
  }
  return outline + text.slice(at, owner.range.end);
}

/** Block comments that stand on lines of their own, and blank lines, say least. */
function withoutComments(code: string, { blockComment }: Language): string {
  if (blockComment === undefined) return code;
  const [open, close] = blockComment.map((mark) => mark.replace(/[*]/g, '\\*'));
  const alone = `^[ \\t]*${open}(?![^\\n]*${close}[ \\t]*\\S)[^]*?${close}[ \\t]*\\n`;
  return code.replace(new RegExp(alone, 'gm'), '').replace(/\n(?:[ \t]*\n)+/g, '\n');
}

function indentAt(text: string, { range }: SyntaxClass): string {
  return /[ \t]*$/.exec(text.slice(0, range.start))?.[0] ?? '';
}
