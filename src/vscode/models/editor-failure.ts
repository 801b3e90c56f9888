import type { ModelFailure } from '../../core/ports.ts';

/**
 * Why a language model of the editor did not answer. VS Code's errors are known by their `code`,
 * which is `Unknown` for what the model's own extension threw; that is the `cause` then.
 */
export function editorFailure(error: unknown, name: string): ModelFailure {
  const { code, cause } = (error ?? {}) as { readonly code?: unknown; readonly cause?: unknown };
  const said = messageOf(error);
  switch (code) {
    case 'NoPermissions':
      return {
        reason: 'unauthorised',
        message: `VS Code does not let Coppice use ${name}. Allow it with "Manage Language Model Access" in the menu of the accounts, or choose another model. (${said})`,
      };
    case 'Blocked':
      return {
        reason: 'rate-limited',
        message: `${name} takes no more requests now: its quota may be used up. Try again later, or choose another model. (${said})`,
      };
    case 'NotFound':
      return missingModel(name);
    default: {
      const why = cause === undefined ? said : messageOf(cause);
      return { reason: 'server-error', message: `${name} did not answer: ${why}` };
    }
  }
}

/** No extension offers the model now. */
export function missingModel(name: string): ModelFailure {
  return {
    reason: 'not-configured',
    message: `VS Code offers no language model ${name} now. Sign in to the extension that brings it, or choose another model.`,
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
