/** The desktop VS Code, downloaded by `@vscode/test-electron` or named by VSCODE_EXECUTABLE. */
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resolveCliPathFromVSCodeExecutablePath } from '@vscode/test-electron';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { LaunchError } from './editor.ts';
import type { Editor, EditorKind, LaunchRequest } from './editor.ts';
import { startProcess } from './processes.ts';
import type { OwnedProcess } from './processes.ts';
import { freePort } from './served-editor.ts';

const windowStartMs = 60_000;
const lookAgainMs = 200;

/**
 * Started here and not by test-electron's `runTests`, which always turns workspace trust off (Restricted
 * Mode could not be tested) and keeps the process to itself (it could not be ended on a time limit).
 */
export class DesktopEditor implements EditorKind {
  readonly #executable: string;

  constructor(executable: string) {
    this.#executable = executable;
  }

  get description(): string {
    return `desktop VS Code (${this.#executable})`;
  }

  async launch(request: LaunchRequest): Promise<Editor> {
    const userData = join(request.scratch, 'user-data');
    await mkdir(join(userData, 'User'), { recursive: true });
    await writeFile(join(userData, 'User', 'settings.json'), JSON.stringify(request.settings));
    const extensions = join(request.scratch, 'extensions');
    const { developmentPath, testsEntry, vsix } = request.extension;
    if (vsix !== undefined) {
      await this.#install(
        vsix,
        [`--user-data-dir=${userData}`, `--extensions-dir=${extensions}`],
        request,
      );
    }
    const port = await freePort();
    const [program, before] = withDisplay(this.#executable);
    const editor = startProcess(
      program,
      [
        ...before,
        request.workspace,
        `--extensionDevelopmentPath=${developmentPath}`,
        ...(testsEntry === undefined ? [] : [`--extensionTestsPath=${testsEntry}`]),
        `--user-data-dir=${userData}`,
        `--extensions-dir=${extensions}`,
        `--remote-debugging-port=${port}`,
        '--enable-smoke-test-driver',
        '--use-inmemory-secretstorage',
        '--password-store=basic',
        '--no-sandbox',
        '--disable-gpu-sandbox',
        '--disable-updates',
        '--skip-welcome',
        '--skip-release-notes',
        '--no-cached-data',
        ...(request.profile.workspaceTrust ? [] : ['--disable-workspace-trust']),
      ],
      { env: request.env, onOutput: request.onOutput },
    );
    const ended = editor.ended.then((how) => `VS Code ${how}\n${editor.output()}`);
    try {
      const { browser, page } = await connect(port, editor);
      return {
        page,
        ended,
        async dispose() {
          await browser.close();
          await editor.dispose();
        },
      };
    } catch (error) {
      await editor.dispose();
      throw error;
    }
  }

  async #install(vsix: string, folders: readonly string[], request: LaunchRequest): Promise<void> {
    const cli = resolveCliPathFromVSCodeExecutablePath(this.#executable);
    const install = startProcess(cli, [...folders, '--install-extension', vsix], request);
    const how = await install.ended;
    if (install.child.exitCode !== 0) {
      throw new LaunchError(`installing ${vsix} ${how}\n${install.output()}`);
    }
  }
}

/** On Linux without a display, a virtual one. */
function withDisplay(executable: string): [program: string, before: string[]] {
  const hasDisplay = Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
  if (process.platform !== 'linux' || hasDisplay) {
    return [executable, []];
  }
  if (spawnSync('sh', ['-c', 'command -v xvfb-run'], { stdio: 'ignore' }).status !== 0) {
    throw new LaunchError(
      'There is no display for VS Code. Install xvfb (Debian: apt-get install xvfb), or set DISPLAY.',
    );
  }
  return ['xvfb-run', ['-a', executable]];
}

/** Waits for the debugging port and then for the workbench's window. */
async function connect(
  port: number,
  editor: OwnedProcess,
): Promise<{ browser: Browser; page: Page }> {
  const deadline = performance.now() + windowStartMs;
  let gone: string | undefined;
  void editor.ended.then((how) => (gone = how));
  let browser: Browser | undefined;
  let lastError = 'its debugging port is closed';
  while (performance.now() < deadline && gone === undefined) {
    try {
      browser ??= await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    } catch (error) {
      lastError = error instanceof Error ? error.message : String(error);
    }
    const pages = browser?.contexts().flatMap((context) => context.pages()) ?? [];
    const page = pages.find((candidate) => candidate.url().includes('/workbench/'));
    if (browser !== undefined && page !== undefined) {
      return { browser, page };
    }
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
  }
  await browser?.close();
  throw new LaunchError(
    `VS Code ${gone ?? `showed no window in ${windowStartMs} ms (${lastError})`}\n${editor.output()}`,
  );
}
