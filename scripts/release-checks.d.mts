export const limits: { readonly activation: number; readonly package: number };
export function versionProblems(
  version: string,
  changelog: string,
  tags: readonly string[],
): readonly string[];
export function contentProblems(files: readonly string[]): readonly string[];
export function sizeProblems(sizes: {
  readonly activation: number;
  readonly vsix: number;
}): readonly string[];
