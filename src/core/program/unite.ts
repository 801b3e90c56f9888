import { applyEdits } from '../apply-edits.ts';
import type { Candidate } from '../candidate.ts';
import type { Language } from '../languages/language.ts';
import type { Parser } from '../ports.ts';
import type { SyntaxNode } from '../syntax-tree.ts';
import type { Brought } from './place-declarations.ts';

/** Code of one function, with what it needs: the part of a Candidate that runs. */
export type ProgramPart = Pick<Candidate, 'code' | 'beside' | 'loads' | 'imports'>;

/** Private declarations of all parts, each once, and the parts' codes in the same order. */
export interface United {
  readonly declarations: readonly string[];
  /** The same, with what they bind and need to load. */
  readonly brought: readonly Brought[];
  readonly codes: readonly string[];
}

/**
 * Brings the private declarations of several parts into one module. Equal ones are kept once; where
 * two parts mean different things by one name, the later part's is renamed throughout that part.
 */
export async function unite(
  parts: readonly ProgramPart[],
  reserved: readonly string[],
  language: Language,
  parser: Parser,
): Promise<United> {
  const read = async (text: string) =>
    (await language.reading.snippet(parser, language.id, text)).root;
  const known = new Map<string, string>();
  const taken = new Set(reserved);
  const brought: Brought[] = [];
  const codes: string[] = [];
  for (const part of parts) {
    let texts = [...(part.beside ?? []), part.code];
    let { loads } = part;
    for (let at = 0; at < texts.length - 1; at++) {
      const declaration = await read(texts[at] ?? '');
      const name = language.reading.declarations(declaration.tree)[0]?.names[0];
      const meaning = language.reading.normalForm(declaration);
      if (name === undefined || known.get(name) === meaning) continue;
      let fresh = name;
      if (taken.has(name)) {
        const nodes = await Promise.all(texts.map(read));
        fresh = freshName(name, taken, nodes, language);
        texts = nodes.map((node) => renamed(node, name, fresh, language));
        loads = loads?.map((needed) => needed.map((one) => (one === name ? fresh : one)));
      }
      const code = texts[at] ?? '';
      known.set(fresh, fresh === name ? meaning : language.reading.normalForm(await read(code)));
      taken.add(fresh);
      const needed = loads?.[at];
      brought.push({ names: [fresh], code, ...(needed && { loads: needed }) });
    }
    codes.push(texts.at(-1) ?? '');
  }
  return { declarations: brought.map(({ code }) => code), brought, codes };
}

/** A name like this one that nobody has: neither the module nor any scope of the part. */
function freshName(
  name: string,
  taken: ReadonlySet<string>,
  part: readonly SyntaxNode[],
  { reading }: Language,
): string {
  const mentioned = new Set(part.flatMap((node) => reading.names(node).mentioned));
  let fresh = name;
  for (let count = 2; taken.has(fresh) || mentioned.has(fresh); count++) fresh = `${name}_${count}`;
  return fresh;
}

function renamed(node: SyntaxNode, from: string, to: string, { reading }: Language): string {
  const { text } = node.tree;
  return applyEdits(text, reading.names(node).renaming(new Map([[from, to]])) ?? []);
}
