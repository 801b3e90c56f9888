import * as vscode from 'vscode';
import type { EngineHost } from '../engine-host.ts';
import { readSetting } from '../settings/read.ts';
import { runSettings } from '../settings/run-settings.ts';
import { findFunction, signalOf, type FunctionInput } from './tool-input.ts';
import { verifiedText } from './tool-text.ts';

export interface VerifyInput extends FunctionInput {
  /** Runs in place of what the file has. */
  readonly code?: string;
}

/** Runs a function on its trusted examples and says what it did. No model is asked. */
export class VerifyTool implements vscode.LanguageModelTool<VerifyInput> {
  readonly #host: EngineHost;

  constructor(host: EngineHost) {
    this.#host = host;
  }

  prepareInvocation({
    input,
  }: vscode.LanguageModelToolInvocationPrepareOptions<VerifyInput>): vscode.PreparedToolInvocation {
    const what =
      input.code === undefined
        ? vscode.l10n.t('Coppice runs {0} of {1} on its examples.', input.function, input.file)
        : vscode.l10n.t(
            'Coppice runs code of the model as {0} of {1} on its examples.',
            input.function,
            input.file,
          );
    return {
      invocationMessage: vscode.l10n.t('Running {0} on its examples', input.function),
      confirmationMessages: {
        title: vscode.l10n.t('Run {0} in the sandbox?', input.function),
        message: `${what} ${vscode.l10n.t('No model is asked, and no file is changed.')}`,
      },
    };
  }

  async invoke(
    { input }: vscode.LanguageModelToolInvocationOptions<VerifyInput>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    const { task } = await findFunction(this.#host, input);
    const options = { settings: runSettings(readSetting), signal: signalOf(token) };
    const verified = await this.#host.use((coppice) => coppice.verify(task, input.code, options));
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    if (!verified.ok) throw new Error(verified.error.message);
    return new vscode.LanguageModelToolResult([
      new vscode.LanguageModelTextPart(verifiedText(task.target.qualifiedName, verified.value)),
    ]);
  }
}
