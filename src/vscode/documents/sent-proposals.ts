import type { SentRequest } from '../../core/engine/runs.ts';

/** Requests kept; older ones go. */
const most = 100;

/**
 * What was sent to have functions proposed. That is no run and has no journal, so that the window
 * remembers it, by the file that it was sent for.
 */
export class SentProposals {
  readonly #sent: { readonly uri: string; readonly request: SentRequest }[] = [];

  add(uri: string, request: SentRequest): void {
    this.#sent.push({ uri, request });
    this.#sent.splice(0, this.#sent.length - most);
  }

  of(uri: string): readonly SentRequest[] {
    return this.#sent.flatMap((each) => (each.uri === uri ? [each.request] : []));
  }
}
