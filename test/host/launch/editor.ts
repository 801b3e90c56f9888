/** What every way of starting VS Code is given, and what it gives back. */
import type { Page } from 'playwright-core';
import type { Profile } from './profiles.ts';

/** A failure whose message says what to do; shown without a stack. */
export class LaunchError extends Error {}

export interface LaunchRequest {
  profile: Profile;
  /** Absolute path of the checkout: the extension under development. */
  repository: string;
  /** Absolute path of the compiled module with `run()`. */
  testsEntry: string;
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
