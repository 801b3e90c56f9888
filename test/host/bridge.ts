/** The tests' side of the channel to the launcher: `workbench` drives the page from inside a test. */
import * as vscode from 'vscode';
import { bridgeVariable } from './protocol.ts';
import type {
  Bridge,
  BridgeReply,
  BridgeRequest,
  Control,
  Spot,
  Theme,
  Workbench,
} from './protocol.ts';
import { until } from './until.ts';

async function call(method: string, args: unknown[]): Promise<unknown> {
  const address = process.env[bridgeVariable];
  if (address === undefined) {
    throw new Error(`Host tests run by \`npm run test:host\`: ${bridgeVariable} is not set.`);
  }
  const request: BridgeRequest = { method, args };
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  const reply = (await response.json()) as BridgeReply;
  if (!reply.ok) {
    throw new Error(`${method}: ${reply.message}`);
  }
  return reply.value;
}

/** Every method of the protocol, sent to the launcher as it is called. */
const bridge = new Proxy({} as Bridge, {
  get:
    (_target, method) =>
    (...args: unknown[]) =>
      call(String(method), args),
});

export const workbench: Workbench = bridge;
export const control: Control = bridge;

/** Theme ids by age: older VS Code says "Default Dark Modern" where newer says "Dark Modern". */
const themeIds: Record<Theme, string[]> = {
  light: ['Light Modern', 'Default Light Modern'],
  dark: ['Dark Modern', 'Default Dark Modern'],
  'high-contrast': ['Default High Contrast'],
  'high-contrast-light': ['Default High Contrast Light'],
};

interface ThemeContribution {
  id?: string;
  label?: string;
}

function themeIdFor(theme: Theme): string {
  const known = vscode.extensions.all.flatMap((extension) => {
    const manifest = extension.packageJSON as { contributes?: { themes?: ThemeContribution[] } };
    return (manifest.contributes?.themes ?? []).map(({ id, label }) => id ?? label);
  });
  const id = themeIds[theme].find((candidate) => known.includes(candidate));
  if (id === undefined) {
    throw new Error(`This VS Code has none of the themes ${themeIds[theme].join(', ')}.`);
  }
  return id;
}

/** Switches the colour theme and waits until the workbench is drawn in it. */
export async function setTheme(theme: Theme): Promise<void> {
  await vscode.workspace
    .getConfiguration('workbench')
    .update('colorTheme', themeIdFor(theme), vscode.ConfigurationTarget.Global);
  await until(`the ${theme} theme`, () => workbench.hasTheme(theme), Boolean);
}

/**
 * Saves a picture under `out/screenshots/<profile>/`. With `theme` the workbench stays in that theme
 * afterwards and the theme is part of the file's name. Returns the file's path.
 */
export async function screenshot(
  name: string,
  { theme, spot }: { theme?: Theme; spot?: Spot } = {},
): Promise<string> {
  if (theme !== undefined) {
    await setTheme(theme);
  }
  return workbench.picture(name, theme ?? null, spot ?? null);
}
