import type { Opened, Oracle, Variant, Variation } from '../oracle.ts';
import type { Judgement } from '../outcome.ts';
import { judgeScript } from './judge.ts';
import { functionsOf, isStub, parseScript, type FoundFunction } from './script-file.ts';
import { answerFor, type Answered, type Asked } from './variants.ts';

/** TypeScript's own parser, for JavaScript and TypeScript. */
export class ScriptOracle implements Oracle {
  #functions: readonly FoundFunction[] = [];
  #asked: Asked | undefined;
  readonly #answered = new Map<Variant, Answered>();

  open(path: string, text: string): Promise<Opened> {
    const parsed = parseScript(path, text);
    if (!('file' in parsed)) return Promise.resolve(parsed);
    const { file } = parsed;
    this.#functions = functionsOf(file);
    const functions = this.#functions.map(({ name, qualifiedName, node, nameAt, start }) => ({
      name,
      qualifiedName,
      line: file.getLineAndCharacterOfPosition(start).line + 1,
      nameAt,
      isStub: isStub(node),
    }));
    return Promise.resolve({ functions });
  }

  vary(at: number, variants: readonly Variant[]): Promise<readonly Variation[]> {
    const found = this.#functions[at];
    if (!found) throw new RangeError(`The open file has no function ${at}.`);
    const asked: Asked = { file: found.node.getSourceFile(), found, at };
    this.#asked = asked;
    this.#answered.clear();
    const { start, end } = found;
    return Promise.resolve(
      variants.flatMap((variant) => {
        const made = answerFor(variant, asked);
        if (!made) return [];
        this.#answered.set(variant, made);
        const { answer, text, wanted } = made;
        return [
          { variant, answer, range: { start, end }, text, needsImport: wanted !== undefined },
        ];
      }),
    );
  }

  judge(variant: Variant, after: string): Promise<Judgement> {
    const answered = this.#answered.get(variant);
    if (!this.#asked || !answered) throw new RangeError(`There is no answer "${variant}".`);
    return Promise.resolve(judgeScript(this.#asked, answered, after));
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}
