/**
 * What the extension host and the launcher say to each other during a host run.
 *
 * Tests run inside VS Code's extension host, where nothing can click or read the screen. The launcher
 * holds the page (Playwright), so tests ask it over a loopback HTTP channel. The same channel
 * carries the results back. The tests' side is `bridge.ts`, the launcher's `launch/bridge-server.ts`.
 */

export type Theme = 'light' | 'dark' | 'high-contrast' | 'high-contrast-light';

/** Where to act on the page: a CSS selector, narrowed to elements that contain a text. */
export interface Spot {
  selector: string;
  /** Part of the element's text, upper and lower case alike. */
  text?: string;
  /** Which of several matches, from 0; the first by default. */
  nth?: number;
}

export interface TreeRow {
  label: string;
  description: string;
  /** What a screen reader is told. */
  ariaLabel: string;
  /** Depth in the tree, from 1. */
  level: number;
  /** Undefined for a row without children. */
  expanded: boolean | undefined;
  selected: boolean;
}

export interface StatusItem {
  id: string;
  text: string;
  ariaLabel: string;
}

export interface QuickInput {
  title: string;
  /** The line under the input: a prompt, or why the value is refused. */
  message: string;
  placeholder: string;
  value: string;
  /** Labels of the picks on the screen, in order. */
  items: string[];
}

export interface Notification {
  message: string;
  buttons: string[];
}

/**
 * The workbench as a person sees it. Every call looks or acts once and at once, except that an action
 * waits up to ten seconds for its element. To wait for something to appear, use `until` (`until.ts`)
 * around a call that looks. Lists in VS Code are virtual: only rows on the screen are there.
 */
export interface Workbench {
  /** Presses keys as Playwright names them: `Control+Shift+P`, `Enter`, `F1`. */
  pressKeys(...keys: string[]): Promise<void>;
  typeText(text: string): Promise<void>;
  click(spot: Spot): Promise<void>;
  doubleClick(spot: Spot): Promise<void>;
  hover(spot: Spot): Promise<void>;
  /** Texts of the elements that match, in the page's order. */
  texts(spot: Spot): Promise<string[]>;
  /** What the elements that match say when the pointer rests on them, in the page's order. */
  tooltips(spot: Spot): Promise<string[]>;
  /** The accessibility tree under a spot, as Playwright's YAML. */
  ariaSnapshot(spot: Spot): Promise<string>;

  /** Texts of the code lenses on the screen, top to bottom, one for each lens. */
  codeLenses(): Promise<string[]>;
  clickCodeLens(text: string, nth?: number): Promise<void>;

  /** Rows of the tree view with this title, top to bottom. Empty when the view is not shown. */
  treeRows(view: string): Promise<TreeRow[]>;
  /** The first row of that label, or that screen readers begin to read so. */
  clickTreeRow(view: string, label: string): Promise<void>;
  /** Presses an inline action of a row. */
  clickTreeRowAction(view: string, label: string, action: string): Promise<void>;

  /** The whole text of the terminal in front, scrollback included, without trailing empty lines. */
  terminalText(): Promise<string>;
  /** Puts the keyboard into the terminal in front. */
  focusTerminal(): Promise<void>;

  statusItems(): Promise<StatusItem[]>;
  clickStatusItem(text: string): Promise<void>;

  /** Labels of the actions at the top right of the active editor. */
  editorActions(): Promise<string[]>;
  clickEditorAction(label: string): Promise<void>;

  /** Lines of the visible diff editor on the screen, each side top to bottom. */
  diffLines(): Promise<{ original: string[]; modified: string[] }>;

  /** The quick pick or input box that is open, or null. */
  quickInput(): Promise<QuickInput | null>;
  /** Replaces what is in the open quick input. */
  fillQuickInput(text: string): Promise<void>;
  pickQuickItem(label: string): Promise<void>;
  /** Runs a command by its title through the command palette, as a person does. */
  runFromPalette(title: string): Promise<void>;

  /** Opens the notification centre and reads it: VS Code shows no toasts while it is driven. */
  notifications(): Promise<Notification[]>;
  /** Presses a button in the notification centre, which `notifications` has opened. */
  clickNotification(button: string): Promise<void>;

  /** Text inside every webview on the screen, one entry for each. */
  webviewTexts(): Promise<string[]>;
  /** The value of an expression in the page of the webview in sight. */
  webviewEvaluate(expression: string): Promise<unknown>;
  webviewClick(selector: string): Promise<void>;
  /** The accessibility tree under a spot of the webview, as Playwright's YAML. */
  webviewAriaSnapshot(selector: string): Promise<string>;
  /** What axe has against the webview in sight: one entry for each element. */
  webviewViolations(): Promise<string[]>;

  /**
   * Says that the next dialog whose text contains `text` is expected, and which button to press.
   * Any other dialog is refused and fails the test. Dialogs are shown in `packaged` profiles only.
   */
  expectDialog(text: string, button: string): Promise<void>;

  resize(width: number, height: number): Promise<void>;
  /** Saves a picture of the window, or of one spot, and returns the file's path. */
  picture(name: string, theme: Theme | null, spot: Spot | null): Promise<string>;
  /** Whether the workbench is drawn in this theme now. */
  hasTheme(theme: Theme): Promise<boolean>;
}

/** What `run()` asks of the launcher itself. */
export interface Control {
  plan(): Promise<RunPlan>;
  report(event: HostEvent): Promise<void>;
  /** Texts of dialogs that were refused since the last call. */
  takeRefusedDialogs(): Promise<string[]>;
}

export type Bridge = Workbench & Control;

/** What this launch is to run. */
export interface RunPlan {
  profile: string;
  /** Absolute paths of compiled test files. */
  files: string[];
  grep: string | null;
  /** Limit of one test, in milliseconds. */
  timeoutMs: number;
}

export type HostEvent =
  | { type: 'start'; total: number }
  | { type: 'pass'; title: string; durationMs: number }
  | { type: 'fail'; title: string; message: string; stack: string }
  | { type: 'pending'; title: string }
  /** It failed once and is tried once more. */
  | { type: 'retry'; title: string; message: string; stack: string }
  /** The tests could not be run at all: a file does not load. */
  | { type: 'crash'; message: string }
  | { type: 'end' };

export interface BridgeRequest {
  method: string;
  args: unknown[];
}

export type BridgeReply = { ok: true; value: unknown } | { ok: false; message: string };

/** Environment variable that tells the extension host where the launcher listens. */
export const bridgeVariable = 'COPPICE_HOST_BRIDGE';
