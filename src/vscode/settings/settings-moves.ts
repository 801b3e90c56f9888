import * as vscode from 'vscode';
import { commands } from '../ids.ts';
import { movedSettings, moveSettings, pendingMoves, type PendingMove } from './moved-settings.ts';
import { windowSettings } from './read.ts';
import { showErrorMessage, showInformationMessage } from '../shown.ts';

const storeKey = 'coppice.movesOffered';

const targets = {
  user: vscode.ConfigurationTarget.Global,
  workspace: vscode.ConfigurationTarget.Workspace,
} as const;

/** Offers to move settings that stand under old names, once for each, and moves them. */
export class SettingsMoves {
  readonly #state: vscode.Memento;
  #isOffered = false;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** Called on every use of Coppice; does something on the first. */
  offerOnce(): void {
    if (this.#isOffered || movedSettings.length === 0) return;
    this.#isOffered = true;
    void this.#offer();
  }

  /** `Coppice: Move Settings to Their New Names` */
  readonly run = async (): Promise<void> => {
    const moves = pendingMoves(windowSettings());
    const failed = await moveSettings(moves, (id, value, scope) =>
      vscode.workspace.getConfiguration().update(id, value, targets[scope]),
    );
    const [first] = failed;
    if (first) {
      void showErrorMessage(
        vscode.l10n.t(
          '{0} could not be moved: {1} Open the settings file and rename it to {2}.',
          ...[first.move.setting.from, first.why, first.move.setting.to],
        ),
      );
      return;
    }
    void showInformationMessage(
      moves.length === 0
        ? vscode.l10n.t('No setting of Coppice stands under an old name.')
        : vscode.l10n.t('Moved: {0}.', namesOf(moves)),
    );
  };

  async #offer(): Promise<void> {
    const offered = this.#state.get<readonly string[]>(storeKey, []);
    const moves = pendingMoves(windowSettings()).filter(
      ({ setting }) => !offered.includes(setting.from),
    );
    if (moves.length === 0) return;
    await this.#state.update(storeKey, [...offered, ...moves.map(({ setting }) => setting.from)]);
    const move = vscode.l10n.t('Move Settings');
    const chosen = await showInformationMessage(
      vscode.l10n.t(
        'Settings of Coppice have new names: {0}. The old ones are read for two more versions.',
        namesOf(moves),
      ),
      move,
    );
    if (chosen === move) await vscode.commands.executeCommand(commands.moveSettings);
  }
}

/** `coppice.a → coppice.b, …`, each once. */
function namesOf(moves: readonly PendingMove[]): string {
  return [...new Set(moves.map(({ setting: { from, to } }) => `${from} → ${to}`))].join(', ');
}
