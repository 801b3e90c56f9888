/** Why something is believed. `weight` is the share of the decision it carried, 0..1. */
export interface Evidence {
  readonly source:
    | 'trusted-examples'
    | 'generated-tests'
    | 'agreement'
    | 'determinism'
    | 'size'
    | 'user'
    | 'model'
    | 'sandbox'
    | 'file';
  readonly weight: number;
  /** One sentence for people. */
  readonly note: string;
}
