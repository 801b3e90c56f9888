import type { ChatRequest } from './scripted-server.ts';

/** Where a server takes requests, by API; what such a request says in the words of a chat completion. */
interface Route {
  readonly path: RegExp;
  read(body: Json, path: string): ChatRequest;
}

type Json = Readonly<Record<string, unknown>>;

const messagesOf = (value: unknown) => value as ChatRequest['messages'];

const routes: readonly Route[] = [
  {
    path: /^\/v1\/chat\/completions$/,
    read: (body) => ({ ...(body as unknown as ChatRequest), api: 'chat' }),
  },
  {
    path: /^\/v1\/responses$/,
    read: ({ model, input, max_output_tokens, temperature, stream }) =>
      ({
        api: 'responses',
        model,
        messages: messagesOf(input),
        max_tokens: max_output_tokens,
        temperature,
        stream,
      }) as ChatRequest,
  },
  {
    path: /^\/anthropic\/v1\/messages$/,
    read: ({ model, system, messages, max_tokens, temperature, stream }) =>
      ({
        api: 'messages',
        model,
        messages: [
          ...(system === undefined ? [] : [{ role: 'system', content: textOf(system) }]),
          ...(messages as { role: string; content: unknown }[]).map(({ role, content }) => ({
            role,
            content: textOf(content),
          })),
        ],
        max_tokens,
        temperature,
        stream,
      }) as ChatRequest,
  },
  {
    path: /^\/v1beta\/models\/[^:]+:(streamG|g)enerateContent(\?alt=sse)?$/,
    read: ({ systemInstruction, contents, generationConfig }, path) => {
      const { maxOutputTokens, temperature } = generationConfig as Json;
      const parts = (value: unknown) => textOf((value as { parts: unknown }).parts);
      return {
        api: 'gemini',
        model: /models\/([^:]+)/.exec(path)?.[1],
        messages: [
          ...(systemInstruction ? [{ role: 'system', content: parts(systemInstruction) }] : []),
          ...(contents as { role: string }[]).map((each) => ({
            role: each.role,
            content: parts(each),
          })),
        ],
        max_tokens: maxOutputTokens,
        temperature,
        stream: path.includes('streamG'),
      } as ChatRequest;
    },
  },
];

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return (content as { text: string }[]).map(({ text }) => text).join('');
}

/** A request in the words of a chat completion; undefined where no API has such a path. */
export function requestAt(path: string, body: unknown): ChatRequest | undefined {
  return routes.find((route) => route.path.test(path))?.read(body as Json, path);
}
