export interface Part {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}
export interface Component {
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}
export interface Sbom {
  readonly components: readonly Component[];
}
export interface BundleInputs {
  readonly outputs: Readonly<
    Record<
      string,
      { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }
    >
  >;
}
/** `copied`: files that stand beside the bundles, where they come from. */
export function bundledFolders(
  metafiles: readonly BundleInputs[],
  copied: readonly string[],
): readonly string[];
/** Throws where a package has no text of a licence. */
export function partsOf(folders: readonly string[]): readonly Part[];
export function notices(parts: readonly Part[]): string;
export function sbomProblems(
  sbom: Sbom,
  parts: readonly Pick<Part, 'name' | 'version'>[],
): readonly string[];
export function markedSbom(sbom: Sbom, parts: readonly Pick<Part, 'name' | 'version'>[]): Sbom;
export interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly dev?: boolean; readonly hasInstallScript?: boolean }>
  >;
}
export function withoutDevelopment<L extends Lock>(
  manifest: Readonly<Record<string, unknown>>,
  lock: L,
): { readonly manifest: Readonly<Record<string, unknown>>; readonly lock: L };
