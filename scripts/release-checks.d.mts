export const limits: {
  readonly activation: number;
  readonly client: number;
  readonly package: number;
};
export const clients: readonly string[];
export function versionProblems(
  version: string,
  changelog: string,
  tags: readonly string[],
): readonly string[];
export function contentProblems(files: readonly string[]): readonly string[];
export function sizeProblems(sizes: {
  readonly activation: number;
  /** By file. */
  readonly clients?: Readonly<Record<string, number>>;
  readonly vsix: number;
}): readonly string[];
