import * as vscode from 'vscode';

/** What is wrong with a function. */
export interface Problem {
  /** For the model: a diagnostic's words, a test's message, what the user says. May be empty. */
  readonly message: string;
  /** Test code that ought to hold. */
  readonly asserted?: string;
}

/** A failing test prints a lot; its beginning says what it is about. */
const longestMessage = 1500;
const mostDiagnostics = 5;

/** Reads the argument of a command or of a code action. */
export function problemIn(argument: unknown): Problem | undefined {
  if (typeof argument !== 'object' || argument === null || !('problem' in argument)) {
    return undefined;
  }
  const { message, asserted } = (argument.problem ?? {}) as Partial<Record<keyof Problem, unknown>>;
  if (typeof message !== 'string') return undefined;
  return { message, ...(typeof asserted === 'string' ? { asserted } : {}) };
}

/** What errors and warnings in a range say, each with the line that it is about. */
export function diagnosedIn(
  document: vscode.TextDocument,
  range: vscode.Range,
  diagnostics: readonly vscode.Diagnostic[] = vscode.languages.getDiagnostics(document.uri),
): string {
  return diagnostics
    .filter(
      (each) =>
        each.severity <= vscode.DiagnosticSeverity.Warning &&
        range.intersection(each.range) !== undefined,
    )
    .toSorted((a, b) => a.severity - b.severity)
    .slice(0, mostDiagnostics)
    .map(({ range: { start }, source, message }) => {
      const by = source === undefined ? '' : `${source} says: `;
      return `In the line \`${document.lineAt(start.line).text.trim()}\` ${by}${message}`;
    })
    .join('\n');
}

/** What the message of a failed test says, without colours. */
export function messageOfTest(message: vscode.TestMessage): string {
  const { message: text, expectedOutput, actualOutput } = message;
  const said = typeof text === 'string' ? text : text.value;
  const parts = [
    said,
    expectedOutput === undefined ? '' : `Expected: ${expectedOutput}`,
    actualOutput === undefined ? '' : `Actual: ${actualOutput}`,
  ];
  return parts
    .filter((part) => part !== '')
    .join('\n')
    .replaceAll(/\u001b\[[\d;]*[A-Za-z]/g, '')
    .slice(0, longestMessage);
}
