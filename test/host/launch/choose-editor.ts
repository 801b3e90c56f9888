/** Which VS Code the suite runs in. */
import { join } from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { cacheFolder, findChromium, hostCache } from '../../../scripts/host-cache.mjs';
import { DesktopEditor } from './desktop-editor.ts';
import { LaunchError } from './editor.ts';
import type { EditorKind } from './editor.ts';
import { ServedEditor } from './served-editor.ts';

/**
 * The desktop VS Code that VSCODE_EXECUTABLE names; else VS Code's server where `npm run setup:host`
 * has installed it; else a desktop VS Code downloaded now (VSCODE_VERSION, `stable` by default).
 */
export async function chooseEditor(): Promise<EditorKind> {
  const executable = process.env['VSCODE_EXECUTABLE'];
  if (executable) {
    return new DesktopEditor(executable);
  }
  const cache = hostCache();
  const browser = findChromium();
  if (cache !== undefined && browser !== undefined) {
    return new ServedEditor({ node: cache.node, serverMain: cache.serverMain, chromium: browser });
  }
  try {
    const downloaded = await downloadAndUnzipVSCode({
      version: process.env['VSCODE_VERSION'] ?? 'stable',
      cachePath: join(cacheFolder().root, 'desktop'),
    });
    return new DesktopEditor(downloaded);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const missing = cache === undefined ? 'its server is not installed' : 'there is no Chromium';
    throw new LaunchError(
      `No VS Code to test in: it cannot be downloaded (${reason}), and ${missing}.\n` +
        'run: npm run setup:host   (or set VSCODE_EXECUTABLE to a VS Code)',
    );
  }
}
