/** Counts and prints the results of a host run as they come. */
import type { HostEvent } from '../protocol.ts';

export class Tally {
  passed = 0;
  failed = 0;
  pending = 0;
  /** Tests that failed once and were tried once more. */
  retried = 0;
  readonly #print: (text: string) => void;

  constructor(print: (text: string) => void) {
    this.#print = print;
  }

  add(event: HostEvent): void {
    switch (event.type) {
      case 'pass':
        this.passed += 1;
        this.#print(`  ✓ ${event.title} (${Math.round(event.durationMs)} ms)`);
        break;
      case 'fail':
        this.failed += 1;
        this.#print(`  ✗ ${event.title}\n${indent(failureText(event))}`);
        break;
      case 'retry':
        this.retried += 1;
        this.#print(`  ↻ ${event.title}: once more, after\n${indent(failureText(event))}`);
        break;
      case 'pending':
        this.pending += 1;
        this.#print(`  - ${event.title}`);
        break;
      case 'start':
      case 'crash':
      case 'end':
        break;
    }
  }

  /** A failure of a launch as a whole: nothing came, VS Code ended, no tests. */
  addLaunchFailure(profile: string, message: string): void {
    this.failed += 1;
    this.#print(`  ✗ ${profile}: ${message}`);
  }
}

/** The stack with the message in front, once. */
function failureText({ message, stack }: { message: string; stack: string }): string {
  return stack.includes(message) ? stack : `${message}\n${stack}`;
}

function indent(text: string): string {
  return text.replace(/^/gm, '      ');
}
