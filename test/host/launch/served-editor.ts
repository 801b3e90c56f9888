/** VS Code's own server and web workbench in headless Chromium: needs `npm run setup:host`, no network. */
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { LaunchError } from './editor.ts';
import type { Editor, EditorKind, LaunchRequest } from './editor.ts';
import { startProcess } from './processes.ts';
import type { OwnedProcess } from './processes.ts';

const serverStartMs = 60_000;
/** Lines of the extension host's console that are shown when `run()` fails. */
const keptLogLines = 40;
const windowSize = { width: 1440, height: 900 };
const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-proxy-server',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export class ServedEditor implements EditorKind {
  readonly #node: string;
  readonly #serverMain: string;
  readonly #chromium: string;

  /** Paths of Node, of the server's `server-main.js`, and of Chromium. */
  constructor(paths: { node: string; serverMain: string; chromium: string }) {
    this.#node = paths.node;
    this.#serverMain = paths.serverMain;
    this.#chromium = paths.chromium;
  }

  get description(): string {
    return `VS Code's server in Chromium (${this.#serverMain})`;
  }

  async launch(request: LaunchRequest): Promise<Editor> {
    const port = await freePort();
    const [server, browser] = await this.#startBoth(request, port);
    try {
      const authority = `localhost:${port}`;
      const page = await newPage(browser, authority, request);
      const { testsEnded } = await openWorkbench(page, authority, request);
      const browserGone = new Promise<string>((resolve) => {
        browser.once('disconnected', () => resolve('Chromium ended'));
        page.once('crash', () => resolve('the page crashed'));
      });
      const serverGone = server.ended.then((how) => `VS Code's server ${how}\n${server.output()}`);
      return {
        page,
        ended: Promise.race([testsEnded, browserGone, serverGone]),
        async dispose() {
          await browser.close();
          await server.dispose();
        },
      };
    } catch (error) {
      await browser.close();
      await server.dispose();
      throw error;
    }
  }

  /** Starts the server and Chromium side by side; neither is left behind when the other fails. */
  async #startBoth(request: LaunchRequest, port: number): Promise<[OwnedProcess, Browser]> {
    const [server, browser] = await Promise.allSettled([
      this.#startServer(request, port),
      chromium.launch({
        executablePath: this.#chromium,
        args: chromiumFlags,
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
      }),
    ]);
    if (server.status === 'fulfilled' && browser.status === 'fulfilled') {
      return [server.value, browser.value];
    }
    if (server.status === 'fulfilled') {
      await server.value.dispose();
    }
    if (browser.status === 'fulfilled') {
      await browser.value.close();
    }
    throw server.status === 'rejected' ? server.reason : (browser as PromiseRejectedResult).reason;
  }

  async #startServer(request: LaunchRequest, port: number): Promise<OwnedProcess> {
    const data = join(request.scratch, 'server');
    await mkdir(join(data, 'data', 'Machine'), { recursive: true });
    await writeFile(
      join(data, 'data', 'Machine', 'settings.json'),
      JSON.stringify({
        'security.workspace.trust.enabled': request.profile.workspaceTrust,
        ...request.settings,
      }),
    );
    if (request.extension.vsix !== undefined) {
      await this.#install(request.extension.vsix, data, request);
    }
    const ready = Promise.withResolvers<undefined>();
    let printed = '';
    const server = startProcess(
      this.#node,
      [
        this.#serverMain,
        ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
        ...['--accept-server-license-terms', '--telemetry-level', 'off'],
        ...['--enable-smoke-test-driver', '--server-data-dir', data],
        ...(request.profile.workspaceTrust ? [] : ['--disable-workspace-trust']),
      ],
      {
        env: request.env,
        onOutput: (text) => {
          request.onOutput(text);
          printed += text;
          if (printed.includes('Web UI available')) {
            ready.resolve(undefined);
          }
        },
      },
    );
    const timer = setTimeout(
      () => ready.reject(new LaunchError(`VS Code's server was not ready in time.\n${printed}`)),
      serverStartMs,
    );
    server.ended.then(
      (how) => ready.reject(new LaunchError(`VS Code's server ${how}\n${printed}`)),
      ready.reject,
    );
    try {
      await ready.promise;
    } catch (error) {
      await server.dispose();
      throw error;
    } finally {
      clearTimeout(timer);
    }
    return server;
  }

  async #install(vsix: string, data: string, request: LaunchRequest): Promise<void> {
    const install = startProcess(
      this.#node,
      [
        this.#serverMain,
        ...['--server-data-dir', data, '--accept-server-license-terms'],
        ...['--install-extension', vsix],
      ],
      request,
    );
    const how = await install.ended;
    if (install.child.exitCode !== 0) {
      throw new LaunchError(`installing ${vsix} ${how}\n${install.output()}`);
    }
  }
}

/** A page as a person's browser would have it, in a fresh browser profile. */
async function newPage(browser: Browser, authority: string, request: LaunchRequest): Promise<Page> {
  const context = await browser.newContext({ viewport: windowSize });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], {
    origin: `http://${authority}`,
  });
  const page = await context.newPage();
  // The page asks before it closes; nothing is there to be lost.
  page.on('dialog', (dialog) => void dialog.accept().catch(request.onOutput));
  page.on('console', (message) => request.onOutput(`[page] ${message.text()}\n`));
  return page;
}

/**
 * Opens the workbench with the extension and the tests. The workbench calls two functions of the page
 * where a desktop VS Code prints and exits; what is returned settles with how `run()` ended.
 */
async function openWorkbench(
  page: Page,
  authority: string,
  request: LaunchRequest,
): Promise<{ testsEnded: Promise<string> }> {
  const log: string[] = [];
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
    log.push(`[${type}] ${args.map(shown).join(' ')}\n`);
    request.onOutput(log.at(-1) ?? '');
  });
  const exit = Promise.withResolvers<string>();
  await page.exposeFunction('codeAutomationExit', (code: number) =>
    exit.resolve(`run() ended with code ${code}\n${log.slice(-keptLogLines).join('')}`),
  );
  const { developmentPath, testsEntry } = request.extension;
  const remote = (path: string) => `vscode-remote://${authority}${path}`;
  const address = new URL(`http://${authority}/`);
  address.searchParams.set('folder', request.workspace);
  address.searchParams.set(
    'payload',
    JSON.stringify([
      ['extensionDevelopmentPath', remote(developmentPath)],
      ...(testsEntry === undefined ? [] : [['extensionTestsPath', remote(testsEntry)]]),
    ]),
  );
  await page.goto(address.href, { waitUntil: 'commit' });
  return { testsEnded: exit.promise };
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
