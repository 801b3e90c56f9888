import type { BuildOptions } from 'esbuild';

export function bundlesFor(kind: { readonly production: boolean }): readonly BuildOptions[];
export function commonFor(kind: { readonly production: boolean }): BuildOptions;
