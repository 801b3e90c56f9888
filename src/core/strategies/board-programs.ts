import type { Candidate } from '../candidate.ts';
import { codeOfCheck, type Probe, type Test } from '../check.ts';
import { derive, type Routine } from '../engine/step.ts';
import { languageOf } from '../languages/languages.ts';
import type { Program, RunRequest } from '../ports.ts';
import type { BoardSetup, MutableEntry } from './board-setup.ts';
import { referenceFor } from './reference.ts';

/** Makes the programs of a board: a module holds what of the file its checks mention. */
export class BoardPrograms {
  readonly #setup: BoardSetup;
  /** Grows with every change of the checks. */
  #version = 0;

  constructor(setup: BoardSetup) {
    this.#setup = setup;
  }

  /** The checks are others now: every program is made anew where it is next asked for. */
  renew(): void {
    this.#version += 1;
  }

  /** A text for each candidate that is equal where their programs differ only in layout and comments. */
  *normalForms(candidates: readonly Candidate[]): Routine<readonly string[]> {
    const { node, language, program } = this.#setup;
    const { reading } = languageOf(language);
    return yield* derive(node, 'equal candidates', ({ parser }) =>
      Promise.all(
        candidates.map(async (candidate) => {
          const source = await program(candidate, [], parser);
          return reading.normalForm((await parser.tree(language, source)).root);
        }),
      ),
    );
  }

  *of(
    entries: readonly MutableEntry[],
    checks: readonly (Probe | Test)[],
  ): Routine<readonly Program[]> {
    const { node, program, entryName, yields = false } = this.#setup;
    const version = this.#version;
    const stale = entries.filter(({ made }) => made?.version !== version);
    if (stale.length > 0) {
      const codes = checks.map(codeOfCheck);
      const sources = yield* derive(node, 'programs', ({ parser }) =>
        Promise.all(stale.map(({ candidate }) => program(candidate, codes, parser))),
      );
      stale.forEach((entry, at) => (entry.made = { source: sources[at] ?? '', version }));
    }
    return entries.map(({ candidate: { id }, made }) => {
      const source = made?.source ?? '';
      return { id, source, entry: entryName, ...(yields ? { yields: true } : {}) };
    });
  }

  /** The program in which the function is not written, for some checks. */
  *stubFor(checks: readonly Test[]): Routine<string> {
    const { node, reference } = this.#setup;
    const codes = checks.map(codeOfCheck);
    return yield* derive(node, 'a stub', ({ parser }) => reference(codes, parser));
  }

  /** In what expected values that are code are evaluated, where there are any. */
  *referenceFor(checks: readonly (Probe | Test)[]): Routine<Pick<RunRequest, 'reference'>> {
    const { node, language, reference } = this.#setup;
    return yield* referenceFor(node, checks, language, reference);
  }
}
