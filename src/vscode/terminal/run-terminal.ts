import * as vscode from 'vscode';
import { Throttle } from '../throttle.ts';
import { printable } from './printable.ts';

/** Between two writes. Extension terminals have no flow control: more than 20 a second pile up. */
const writeEveryMs = 60;
/** VS Code loses what is written just before a terminal says that it has closed. */
const closeAfterMs = 100;
/** Lines kept for a terminal that is not shown yet. */
const keptLines = 2000;

const clearLine = '\r\u001b[2K';

/**
 * The integrated terminal "Coppice": finished lines, and one status line redrawn below them. It only
 * shows; verdicts never travel through it. Ctrl-C or closing it stops the run.
 */
export class RunTerminal implements vscode.Pseudoterminal, vscode.Disposable {
  readonly #write = new vscode.EventEmitter<string>();
  readonly #closed = new vscode.EventEmitter<number>();
  readonly onDidWrite = this.#write.event;
  readonly onDidClose = this.#closed.event;
  readonly #stop: () => void;
  readonly #flush = new Throttle(writeEveryMs, () => this.#draw());
  #pending: string[] = [];
  #dropped = 0;
  #status = '';
  #isOpen = false;

  constructor(stop: () => void) {
    this.#stop = stop;
  }

  open(): void {
    this.#isOpen = true;
    this.#flush.request();
  }

  close(): void {
    this.#isOpen = false;
    this.#stop();
  }

  handleInput(data: string): void {
    if (data.includes('\u0003')) this.#stop();
  }

  /** Adds a finished line. Control characters of candidate text are taken out. */
  line(text: string): void {
    this.#pending.push(printable(text));
    if (this.#pending.length > keptLines) {
      this.#pending.shift();
      this.#dropped += 1;
    }
    this.#flush.request();
  }

  /** Replaces the status line; empty to remove it. */
  status(text: string): void {
    this.#status = printable(text);
    this.#flush.request();
  }

  /** Ends the terminal after its last lines were drawn. */
  end(): void {
    this.#draw();
    setTimeout(() => this.#closed.fire(0), closeAfterMs);
  }

  dispose(): void {
    this.#flush.dispose();
    this.#write.dispose();
    this.#closed.dispose();
  }

  #draw(): void {
    if (!this.#isOpen) return;
    const lines = this.#pending.map((line) => `${clearLine}${line}\r\n`);
    if (this.#dropped > 0) {
      lines.unshift(`${clearLine}(${this.#dropped} earlier lines are not kept)\r\n`);
    }
    this.#pending = [];
    this.#dropped = 0;
    this.#write.fire(`${lines.join('')}${clearLine}${this.#status}`);
  }
}
