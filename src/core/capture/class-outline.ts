import type { Language } from '../languages/language.ts';
import { outdentRest } from '../languages/kit/indent.ts';
import type { ModuleNames } from './slice.ts';
import type { SyntaxClass, SyntaxFunction } from '../syntax.ts';

/** A constructor is shown whole, since it says what an object holds, unless it is longer than this. */
const longestConstructor = 1200;

/**
 * The class around a target: header, doc, fields and constructor as they are, other members by
 * their signatures. Where that is longer than `limit` characters, the same without block comments; and
 * where that is too long, only header and signatures.
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
  const elided = language.elidedBody;
  let at = owner.range.start;
  let outline = '';
  for (const member of members) {
    const length = member.range.end - member.range.start;
    const isConstructor = /^(?:__init__|constructor)$/.test(member.name);
    if (member.range.start < at) continue;
    if (member !== target && isConstructor && length <= longestConstructor) continue;
    outline += text.slice(at, member.signature.end) + elided;
    at = member.range.end;
  }
  outline += text.slice(at, owner.range.end);
  const bare = withoutComments(outline, language);
  for (const shown of [outline, bare]) {
    if (shown.length <= limit) return outdentRest(shown, indentAt(text, owner), language);
  }
  const lines = [text.slice(owner.header.start, owner.header.end).trimEnd()];
  for (const { signature } of members) {
    lines.push(`    ${text.slice(signature.start, signature.end).trim()}${elided}`);
    if (lines.join('\n').length > limit) return lines.slice(0, -1).join('\n');
  }
  return lines.join('\n');
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
