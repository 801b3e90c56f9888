import * as vscode from 'vscode';
import type { TestFramework } from '../../core/test-files/test-project.ts';
import type { PlacedTestFile } from '../../node/test-files/place-test-file.ts';

/** A file with tests that Coppice wrote and the user took. */
export interface AcceptedFile {
  readonly uri: string;
  readonly framework: TestFramework;
  /** Absolute path of the folder that they are run in. */
  readonly folder: string;
  /** From that folder, with `/`. */
  readonly path: string;
  readonly names: readonly (readonly string[])[];
}

const storeKey = 'coppice.acceptedTests';
const mostFiles = 200;

/** Remembers, for this workspace, which tests were accepted. The files say which of them are left. */
export class AcceptedTests {
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  get files(): readonly AcceptedFile[] {
    return this.#state.get<readonly AcceptedFile[]>(storeKey, []);
  }

  async add(file: PlacedTestFile): Promise<void> {
    const { uri, framework, root, folder, path, tests } = file;
    const known = this.files.find((each) => each.uri === uri)?.names ?? [];
    const isKnown = (name: readonly string[]) =>
      known.some((each) => each.join('\n') === name.join('\n'));
    const accepted: AcceptedFile = {
      uri,
      framework,
      folder: folder === '' ? root : `${root}/${folder}`,
      path: folder === '' ? path : path.slice(folder.length + 1),
      names: [...known, ...tests.filter((name) => !isKnown(name))],
    };
    const others = this.files.filter((each) => each.uri !== uri);
    await this.#state.update(storeKey, [...others, accepted].slice(-mostFiles));
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** The id of a test in the Test Explorer. */
export function testId(uri: string, name: readonly string[]): string {
  return [uri, ...name].join('\n');
}
