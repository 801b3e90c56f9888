/** Where `npm run setup:host` puts VS Code's server, and where the host tests look for it. */
export declare const versions: Readonly<{ codeServer: string; node: string }>;
export declare function cacheFolder(): { root: string; folder: string; stamp: string };
export declare function hostCache():
  { folder: string; node: string; serverMain: string } | undefined;
export declare function findChromium(): string | undefined;
