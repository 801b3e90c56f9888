import type { Parser } from '../ports.ts';
import type { Snapshot, TextRange } from '../text.ts';

/** A function of a file, stub or not. Ranges refer to the snapshot. */
export interface FunctionPlace {
  readonly qualifiedName: string;
  /** The whole declaration. */
  readonly range: TextRange;
  /** Where its name starts. */
  readonly nameAt: number;
  readonly isStub: boolean;
}

/** All functions of a file, in its order. */
export async function findFunctions(
  snapshot: Snapshot,
  reader: Parser,
): Promise<readonly FunctionPlace[]> {
  const { functions } = await reader.summarize(snapshot.languageId, snapshot.text);
  return functions.map(({ qualifiedName, range, nameAt, isStub }) => ({
    qualifiedName,
    range,
    nameAt,
    isStub,
  }));
}
