import * as vscode from 'vscode';
import { commands } from '../ids.ts';
import { chooseModel, diagnose, openSettings, setKey, type Remedy } from '../offer.ts';
import { readSetting } from '../settings/read.ts';
import { chosenModel } from '../settings/run-settings.ts';
import type { LiveRun } from './live-run.ts';

/** What can be done about a reason that code knows; what helps most stands first. */
export function remediesFor(reason: string | undefined, run: LiveRun): readonly Remedy[] {
  switch (reason) {
    case 'not-configured':
    case 'unreachable':
      return [chooseModel(), resume(run), diagnose()];
    case 'out-of-credit':
    case 'rejected':
    case 'context-too-long':
    case 'bad-response':
      return [chooseModel(), resume(run), diagnose()];
    case 'server-error':
    case 'rate-limited':
    case 'timeout':
      return [resume(run), diagnose()];
    case 'unauthorised':
      return [...(isEditorModel() ? [] : [setKey()]), chooseModel(), diagnose()];
    case 'no-sandbox':
      return [showSandbox()];
    case 'runner-unreachable':
      return [resume(run), diagnose()];
    case 'no-interpreter':
      return [openSettings('interpreter'), showSandbox()];
    case 'unknown-strategy':
    case 'unknown-selector':
      return [openSettings('search')];
    case 'no-price':
      return [openSettings('prices')];
    case 'interrupted':
    case 'internal-error':
    case 'journal-unwritable':
      return [resume(run)];
    default:
      return [];
  }
}

function resume(run: LiveRun): Remedy {
  return { title: vscode.l10n.t('Resume'), command: commands.resume, args: [{ run: run.key }] };
}

/** Access to the editor's models is granted by the editor: there is no key to set. */
function isEditorModel(): boolean {
  return chosenModel(readSetting)?.provider === 'editor';
}

function showSandbox(): Remedy {
  return { title: vscode.l10n.t('Show Sandbox'), command: commands.showSandbox };
}
