import type { Result } from '../../core/result.ts';
import type { WorkerFailure } from './harness.ts';
import { findNode, type NodeInterpreter } from './javascript/node-interpreter.ts';
import {
  findPython,
  type InterpreterSearch,
  type PythonInterpreter,
} from './python/python-interpreter.ts';

export interface InterpreterSettings {
  readonly python?: Partial<InterpreterSearch>;
  /** Path of the Node that runs JavaScript; found when absent. */
  readonly node?: string;
}

/** The interpreters of this machine. Each is looked for when first asked for, and then known. */
export class Interpreters {
  /** `PATH` of the user. */
  readonly searchPath: string;
  readonly #settings: InterpreterSettings;
  #python: Promise<Result<PythonInterpreter, WorkerFailure>> | undefined;
  #node: Promise<Result<NodeInterpreter, WorkerFailure>> | undefined;

  constructor(settings: InterpreterSettings) {
    this.#settings = settings;
    this.searchPath = settings.python?.searchPath ?? process.env['PATH'] ?? '/usr/bin:/bin';
  }

  python(): Promise<Result<PythonInterpreter, WorkerFailure>> {
    const { searchPath } = this;
    return (this.#python ??= findPython({ searchPath, ...this.#settings.python }));
  }

  node(): Promise<Result<NodeInterpreter, WorkerFailure>> {
    const { node } = this.#settings;
    return (this.#node ??= findNode({
      ...(node === undefined ? {} : { configured: node }),
      path: this.searchPath,
      ownFile: process.execPath,
      electron: process.versions['electron'] !== undefined,
    }));
  }
}
