import manifest from '../../package.json' with { type: 'json' };

/** Coppice's version, as its manifest has it. */
export const version: string = manifest.version;
