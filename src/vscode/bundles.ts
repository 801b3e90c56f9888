import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as PlanBundle from './plan/plan-bundle.ts';
import type * as Choosing from './settings/choose-model.ts';

/** What activation does without. */
interface Loaded {
  readonly 'plan-language': typeof PlanBundle;
  readonly 'choose-model': typeof Choosing;
}

/** Loads bundles that few windows need, each once. */
export class Bundles {
  readonly #require: NodeJS.Require;

  /** `directory`: where they are. */
  constructor(directory: string) {
    this.#require = createRequire(join(directory, 'extension.cjs'));
  }

  load<Name extends keyof Loaded>(name: Name): Loaded[Name] {
    return this.#require(`./${name}.cjs`) as Loaded[Name];
  }
}
