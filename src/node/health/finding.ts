/** How one thing that Coppice needs stands. `not-tried`: something else has to be mended first. */
export type FindingState = 'good' | 'doubtful' | 'bad' | 'not-tried';

/** What mends a finding. Each surface says it in its own words: a command, a flag. */
export type Fix =
  | 'choose-model'
  | 'set-key'
  | 'forget-learnt'
  | 'set-interpreter'
  | 'show-sandbox'
  | 'allow-unsandboxed'
  | 'trust-folder'
  | 'mend-runs-folder';

/** What was found out about one thing that Coppice needs. Never holds a key. */
export interface Finding {
  /** A title: `Model`, `Python`. */
  readonly about: string;
  readonly state: FindingState;
  /** Sentences for people: what is so, and what was sent or spent to find out. */
  readonly said: readonly string[];
  readonly fixes: readonly Fix[];
}

export function isWrong({ state }: Finding): boolean {
  return state === 'bad' || state === 'doubtful';
}
