/** What is known of a model before it is asked. What nobody tells is absent. */
export interface ModelFacts {
  readonly name: string;
  /** Tokens that prompt and answer may have together, as the server is set up now. */
  readonly contextTokens?: number;
  readonly reasons?: boolean;
  /** In US dollars per million tokens. */
  readonly price?: { readonly prompt: number; readonly completion: number };
  /** On this machine, or elsewhere. */
  readonly place: 'local' | 'hosted';
  /** The month of the table that some of it is from, where the server does not tell. */
  readonly asOf?: string;
}
