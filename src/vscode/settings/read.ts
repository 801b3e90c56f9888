import * as vscode from 'vscode';
import { settingValue, type SettingsReader } from './moved-settings.ts';

/** The settings of this window; for a setting of files, those of one file. */
export function windowSettings(scope?: vscode.ConfigurationScope): SettingsReader {
  const configuration = vscode.workspace.getConfiguration(undefined, scope);
  return {
    value: (id) => configuration.get(id),
    set: (id) => {
      const { globalValue: user, workspaceValue: workspace } = configuration.inspect(id) ?? {};
      return { user, workspace };
    },
  };
}

/** Reads a setting of this window by its full id, `coppice.search.samples`; an old name of it counts too. */
export function readSetting(id: string, scope?: vscode.ConfigurationScope): unknown {
  return settingValue(windowSettings(scope), id);
}
