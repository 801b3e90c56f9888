/** What every way of starting VS Code is given, and what it gives back. */
import type { Page } from 'playwright-core';
import type { Profile } from './profiles.ts';

/** A failure whose message says what to do; shown without a stack. */
export class LaunchError extends Error {}

/** How Coppice and the tests come into VS Code. All paths are absolute. */
export interface ExtensionUnderTest {
  /** Folder that is loaded as the extension under development. */
  developmentPath: string;
  /** Module whose `run()` VS Code calls; undefined when the developed extension calls it itself. */
  testsEntry: string | undefined;
  /** Package to install first. */
  vsix: string | undefined;
}

export interface LaunchRequest {
  profile: Profile;
  extension: ExtensionUnderTest;
  /** Absolute path of the folder to open. */
  workspace: string;
  /** A fresh folder for this launch: user data, logs. */
  scratch: string;
  settings: Record<string, unknown>;
  env: NodeJS.ProcessEnv;
  /** Called with each piece of output of VS Code. */
  onOutput: (text: string) => void;
}

/** A running VS Code with tests on their way. */
export interface Editor {
  page: Page;
  /** Settles with the reason if VS Code ends by itself. Never rejects. */
  ended: Promise<string>;
  dispose(): Promise<void>;
}

/** One of the two ways to have a VS Code. */
export interface EditorKind {
  /** For the log: which VS Code this is. */
  description: string;
  launch(request: LaunchRequest): Promise<Editor>;
}
