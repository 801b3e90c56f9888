import { closingBracket, topLevel, type Mask } from '../kit/lexis.ts';
import { escaped, trimBlank, type DeclarationParts } from '../kit/declaration.ts';
import { dedent } from '../kit/indent.ts';
import { pythonLexis } from './lexis.ts';

export function pythonParts(code: string, mask: Mask, name: string): DeclarationParts | undefined {
  const start = new RegExp(`(?:^|\\n)[ \\t]*(?:async\\s+)?def\\s+${escaped(name)}\\s*[(\\[]`).exec(
    mask,
  );
  if (start === null) return undefined;
  let close = closingBracket(mask, start.index + start[0].length - 1);
  if (close >= 0 && mask[start.index + start[0].length - 1] === '[') {
    close = closingBracket(mask, mask.indexOf('(', close));
  }
  if (close < 0) return undefined;
  const colon = topLevel(mask.slice(close + 1), ':')[0];
  if (colon === undefined) return undefined;
  const end = close + 1 + colon + 1;
  const rest = code.slice(end);
  const lineEnd = mask.slice(end).indexOf('\n');
  const inline = (lineEnd < 0 ? mask.slice(end) : mask.slice(end, end + lineEnd)).trim() !== '';
  const block = dedent(inline ? rest.trim() : rest.replace(/^[^\n]*\n/, ''), pythonLexis);
  const { doc, text } = withoutDocstring(block);
  return { header: code.slice(0, end).trim(), body: { kind: 'block', text }, doc, cut: false };
}

function withoutDocstring(block: string): { doc: string; text: string } {
  const literal =
    /^\s*([rRuU]?(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"[^"\n]*"|'[^'\n]*'))[ \t]*(?:;|\n|$)/;
  const match = literal.exec(block);
  if (match === null) return { doc: '', text: trimBlank(block) };
  return { doc: match[1] ?? '', text: trimBlank(block.slice(match[0].length)) };
}
