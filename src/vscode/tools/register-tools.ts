import * as vscode from 'vscode';
import { tools } from '../ids.ts';
import { GrowTool, RepairTool, type GrowToolParts } from './grow-tools.ts';
import { VerifyTool } from './verify-tool.ts';

/** Registers the tools that language models may call, where this editor has such. */
export function registerTools(parts: GrowToolParts): vscode.Disposable {
  // Editors made from VS Code leave the namespace out, or parts of it.
  const lm = vscode.lm as Partial<typeof vscode.lm> | undefined;
  if (lm?.registerTool === undefined) return new vscode.Disposable(() => undefined);
  return vscode.Disposable.from(
    lm.registerTool(tools.grow, new GrowTool(parts)),
    lm.registerTool(tools.repair, new RepairTool(parts)),
    lm.registerTool(tools.verify, new VerifyTool(parts.host)),
  );
}
