/** Name of the part of a Patch that holds the imports. */
export const importsPart = 'imports';
