import * as vscode from 'vscode';
import { Throttle } from '../throttle.ts';
import { fitted, plain, type Styled } from './styled.ts';

/** Between two writes. Extension terminals have no flow control: more than 20 a second pile up. */
const writeEveryMs = 60;
/** Lines kept for a terminal that is not shown yet. */
const keptLines = 2000;

const clearLine = '\r\u001b[2K';

/**
 * What the integrated terminal "Coppice" shows: finished lines, and one status line redrawn below
 * them. It only shows; verdicts never travel through it. Ctrl-C or closing it stops the run.
 */
export class RunTerminal implements vscode.Pseudoterminal, vscode.Disposable {
  readonly #write = new vscode.EventEmitter<string>();
  readonly onDidWrite = this.#write.event;
  readonly #stop: () => void;
  readonly #closed: () => void;
  readonly #flush = new Throttle(writeEveryMs, () => this.#draw());
  #pending: Styled[] = [];
  #dropped = 0;
  #status = plain('');
  #isOpen = false;
  /** What a terminal has that was never shown. */
  #columns = 80;

  /** `stop` is called for Ctrl-C, `closed` when the user closes the terminal. */
  constructor(stop: () => void, closed: () => void) {
    this.#stop = stop;
    this.#closed = closed;
  }

  open(dimensions: vscode.TerminalDimensions | undefined): void {
    this.#isOpen = true;
    if (dimensions) this.#columns = dimensions.columns;
    this.#flush.request();
  }

  setDimensions({ columns }: vscode.TerminalDimensions): void {
    this.#columns = columns;
    this.#flush.request();
  }

  close(): void {
    this.#isOpen = false;
    this.#stop();
    this.#closed();
  }

  handleInput(data: string): void {
    if (data.includes('\u0003')) this.#stop();
  }

  /** Adds a finished line. */
  line(text: Styled): void {
    this.#pending.push(text);
    if (this.#pending.length > keptLines) {
      this.#pending.shift();
      this.#dropped += 1;
    }
    this.#flush.request();
  }

  /** Replaces the status line; empty to remove it. */
  status(text: Styled): void {
    if (text === this.#status) return;
    this.#status = text;
    this.#flush.request();
  }

  dispose(): void {
    this.#flush.dispose();
    this.#write.dispose();
  }

  #draw(): void {
    if (!this.#isOpen) return;
    const lines = this.#pending.map((line) => `${clearLine}${line}\r\n`);
    if (this.#dropped > 0) {
      lines.unshift(`${clearLine}(${this.#dropped} earlier lines are not kept)\r\n`);
    }
    this.#pending = [];
    this.#dropped = 0;
    this.#write.fire(`${lines.join('')}${clearLine}${fitted(this.#status, this.#columns - 1)}`);
  }
}
