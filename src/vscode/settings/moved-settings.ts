/**
 * A setting that has another name, or another form, than it had. The old one stays in the manifest with
 * a `markdownDeprecationMessage` that names the new one, and is read as long as the new one is not set.
 */
export interface MovedSetting {
  /** Full ids: `coppice.search.samples`. */
  readonly from: string;
  readonly to: string;
  /** The old value in the new form; undefined where it says nothing there. Must take any value. */
  readonly convert: (old: unknown) => unknown;
  /** The version that moved it. */
  readonly since: string;
  /** The version that no longer knows the old one: two minor versions later. */
  readonly until: string;
}

/** Settings that have moved, the latest last. `test/unit/manifest.test.ts` holds the manifest to it. */
export const movedSettings: readonly MovedSetting[] = [];

/** Where a setting can be set by its user. */
export type SettingScope = 'user' | 'workspace';

/** What somebody has set a setting to, by scope; undefined where it is not set. */
export type SetValues = Readonly<Partial<Record<SettingScope, unknown>>>;

/** Reads the settings of a window. */
export interface SettingsReader {
  /** The value that counts, a default included. */
  value(id: string): unknown;
  set(id: string): SetValues;
}

/** The value of a setting, by the old name where only that is set. */
export function settingValue(
  settings: SettingsReader,
  id: string,
  moved: readonly MovedSetting[] = movedSettings,
): unknown {
  const old = moved.findLast(({ from, to }) => to === id && isSet(settings.set(from)));
  if (!old || isSet(settings.set(id))) return settings.value(id);
  return old.convert(settings.value(old.from)) ?? settings.value(id);
}

function isSet(values: SetValues): boolean {
  return Object.values(values).some((value) => value !== undefined);
}

/** A value that stands under an old name. */
export interface PendingMove {
  readonly setting: MovedSetting;
  readonly scope: SettingScope;
  /** What goes under the new name; undefined where that is set already, or the old value says nothing. */
  readonly value: unknown;
}

export function pendingMoves(
  settings: SettingsReader,
  moved: readonly MovedSetting[] = movedSettings,
): readonly PendingMove[] {
  const scopes: readonly SettingScope[] = ['user', 'workspace'];
  return moved.flatMap((setting) => {
    const [old, now] = [settings.set(setting.from), settings.set(setting.to)];
    return scopes.flatMap((scope): PendingMove[] => {
      if (old[scope] === undefined) return [];
      const value = now[scope] === undefined ? setting.convert(old[scope]) : undefined;
      return [{ setting, scope, value }];
    });
  });
}

/** Writes a setting; undefined unsets it. Rejects where it cannot be written. */
export type WriteSetting = (id: string, value: unknown, scope: SettingScope) => PromiseLike<void>;

/**
 * Puts values under their new names and takes the old ones away, each only after the other: nothing is lost
 * where a file cannot be written. Gives the moves that failed, with the reason.
 */
export async function moveSettings(
  moves: readonly PendingMove[],
  write: WriteSetting,
): Promise<readonly { readonly move: PendingMove; readonly why: string }[]> {
  const failed: { readonly move: PendingMove; readonly why: string }[] = [];
  for (const move of moves) {
    const { setting, scope, value } = move;
    try {
      if (value !== undefined) await write(setting.to, value, scope);
      await write(setting.from, undefined, scope);
    } catch (error) {
      failed.push({ move, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return failed;
}
