/** The one part of sucrase's parser that has no types of its own where it stands. */
declare module 'sucrase/dist/parser/tokenizer/state.js' {
  interface Snapshot {
    readonly tokensLength: number;
  }
  interface State {
    readonly tokens: unknown[];
    restoreFromSnapshot: (this: State, snapshot: Snapshot) => void;
  }
  const stateModule: { readonly default: { readonly prototype: State } };
  export default stateModule;
}
