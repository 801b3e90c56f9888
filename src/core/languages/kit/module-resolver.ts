import type { WorkspaceModule } from '../../module-set.ts';
import type { ModuleReference } from './module-reference.ts';
import type { AbsenceReason } from '../../task.ts';

/** A module that a reference leads to. */
export interface ResolvedModule extends Pick<WorkspaceModule, 'path' | 'name' | 'source'> {
  /** It is only on the way, such as the package of a module: it may never be run. */
  readonly onTheWay?: boolean;
  /** It belongs to an installed package: those have limits of their own. */
  readonly isPackage?: boolean;
}

export interface Resolution {
  readonly found: readonly ResolvedModule[];
  /** The module that a JavaScript specifier means. */
  readonly path?: string;
  /** Why nothing was found, where the reference surely means a module of the workspace. */
  readonly why?: AbsenceReason;
}

export const nothingFound: Resolution = { found: [] };

/** Says what imports mean in the workspace, by the rules of a language. */
export interface ModuleResolver {
  /** The target's file. */
  readonly home: Pick<WorkspaceModule, 'path' | 'name'>;
  resolve(
    reference: ModuleReference,
    from: Pick<WorkspaceModule, 'path' | 'name'>,
  ): Promise<Resolution>;
}
