/**
 * What one Candidate did on one Probe or Test. `ms` is wall time inside the sandbox.
 *
 * - `value`: it returned. `value` is the canonical text of `values/`; `mutated` the canonical text
 *   of the arguments after the call where they differ from before; `printed` what it wrote, when asked for.
 * - `exception`: it raised. `message` is data for people and takes no part in equality.
 * - `timeout`: it ran out of wall or CPU time.
 * - `crash`: its process died (signal, memory limit, exit).
 * - `refused`: the program never ran (syntax error, missing function, forbidden module); `detail` says why.
 * - `unencodable`: it returned something that has no canonical text (too big, too deep, a live handle).
 * - `skipped`: not run because an earlier outcome made it pointless or a limit was reached.
 */
export type Outcome =
  | {
      readonly kind: 'value';
      readonly value: string;
      readonly mutated?: string;
      readonly printed?: string;
      /**
       * What equality looks at, where that is less than the texts say: the order of a dict or of
       * fields, Python's 1 against 1.0 and True. See `values/equality.ts`.
       */
      readonly key?: string;
      readonly ms: number;
    }
  | {
      readonly kind: 'exception';
      readonly type: string;
      readonly message: string;
      readonly printed?: string;
      readonly ms: number;
    }
  | { readonly kind: 'timeout'; readonly ms: number }
  | { readonly kind: 'crash'; readonly detail: string; readonly ms: number }
  | { readonly kind: 'refused'; readonly detail: string; readonly ms: number }
  | { readonly kind: 'unencodable'; readonly detail: string; readonly ms: number }
  | { readonly kind: 'skipped'; readonly detail: string; readonly ms: number };

/**
 * The part of an Outcome that takes part in equality: value and mutation, exception type, or kind.
 * Two Candidates with equal keys on all Probes behave alike; see `Fingerprint` in design terms.
 */
export function outcomeKey(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'value':
      if (outcome.key !== undefined) return `=${outcome.key}`;
      return outcome.mutated === undefined
        ? `=${outcome.value}`
        : `=${outcome.value}\u0000${outcome.mutated}`;
    case 'exception':
      return `!${outcome.type}`;
    default:
      return `?${outcome.kind}`;
  }
}

/** True where nothing was learnt about the function's result: such outcomes agree with nobody. */
export function isSilent(outcome: Outcome): boolean {
  return outcome.kind !== 'value' && outcome.kind !== 'exception';
}
