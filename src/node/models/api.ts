import type { ModelApi } from '../../core/ports.ts';

/** What the user may choose: an API, or that it follows from the server. */
export const apiNames = ['auto', 'chat', 'responses', 'messages', 'gemini'] as const;

/** An API by its name in settings and flags; undefined for `auto` and whatever is none. */
export function apiNamed(name: unknown): ModelApi | undefined {
  return apiNames.find((each): each is ModelApi => each === name && each !== 'auto');
}

/** The API that a server's address speaks of; all others have Chat Completions. */
export function apiOfAddress(baseUrl: string): ModelApi {
  const { hostname, pathname } = new URL(baseUrl);
  const parts = pathname.split('/');
  if (parts.includes('openai')) return 'chat';
  if (hostname === 'api.anthropic.com' || parts.includes('anthropic')) return 'messages';
  return hostname === 'generativelanguage.googleapis.com' ? 'gemini' : 'chat';
}

/**
 * The API that a server wants to be asked by, from its refusal of a chat completion: OpenAI has models that
 * are only in `v1/responses`, and a server that speaks of what it lacks as Anthropic does has Messages.
 */
export function apiWanted(
  { said, code = '' }: { readonly said: string; readonly code?: string },
  status: number | undefined,
): ModelApi | undefined {
  if (/v1\/responses|\bresponses (api|endpoint)/i.test(said)) return 'responses';
  const isMissing = status === 404 || status === 405;
  // Ollama says so of a model that it lacks.
  const isPath = code === 'not_found_error' && !/model/i.test(said);
  return isMissing && isPath ? 'messages' : undefined;
}
