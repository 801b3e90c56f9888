/**
 * Model servers as the common ones behave on the wire, for tests. A `Dialect` says what a server refuses and
 * how it writes reasoning, text and counts; `dialectScript` makes a script for `ScriptedServer` of it: a
 * model that thinks for so many tokens before every answer, against the limit that it is given, and that
 * gets into trouble where the test wants it. The documents behind each are named beside it.
 */
import { apiDialects, type Written } from './api-dialects.ts';
import { chatForms, type ChatForm } from './chat-forms.ts';
import type { Behaviour, ChatRequest, Script } from './scripted-server.ts';

/** What the model has to say to one request: one text for each sample. */
export type Author = (request: ChatRequest) => readonly string[];

/** How a server fails once: at its n-th answer, from 0. Refused requests do not count, nor those that are not meant. */
export interface Trouble {
  readonly kind: 'empty' | 'cut' | 'busy' | 'error' | 'refusal' | 'parts' | 'null';
  readonly at: number;
  readonly isMeant?: (request: ChatRequest) => boolean;
}

/** Where a piece stands in the reasoning. */
interface Place {
  readonly isFirst: boolean;
  /** Not where the limit cut it off. */
  readonly isLast: boolean;
}

/** An answer as it is told, piece by piece. */
export interface Said {
  readonly reasoning: readonly string[];
  readonly text: readonly string[];
  readonly finish: string;
  readonly refusal: string | undefined;
}

/** What a server counts. */
export interface Counted {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly reasoningTokens: number;
}

export interface Dialect {
  readonly name: string;
  /** Path of its base URL; `/v1` where absent. */
  readonly base?: string;
  /** The API that has to be set; where absent it is found. */
  readonly api?: 'gemini';
  /** Its own events, where it has no chat completions. */
  events?(answer: Said, counted: Counted): Written;
  /** Whether its reasoning can be seen while it goes on; where absent, as `reasoning` says. */
  readonly showsReasoning?: boolean;
  /** The body of its 400, where it does not take a request; `status` where it is another. */
  refuses?(request: ChatRequest): object | undefined;
  /** Whether it gives `n` choices, or one whatever is asked for. */
  readonly choices: 'n' | 'one';
  /** Fields of the deltas that carry a piece; nothing where the server keeps it to itself. */
  reasoning?(piece: string, at: Place): object | undefined;
  text?(piece: string): object;
  /** How its events are written, where they are of Chat Completions. */
  readonly form?: ChatForm;
  /** A line that it sends before the first event. */
  readonly comment?: string;
  readonly lineEnd?: '\r\n';
}

const said = (message: string, param: string, code: string) => ({
  error: { message, type: 'invalid_request_error', param, code },
});

/** Only the default is taken (https://platform.openai.com/docs/guides/reasoning). */
function onlyDefault(name: 'temperature' | 'n', value: number | undefined): object | undefined {
  return value === undefined || value === 1
    ? undefined
    : said(
        `Unsupported value: '${name}' does not support ${value} with this model. Only the default (1) value is supported.`,
        name,
        'unsupported_value',
      );
}

export const dialects = {
  /**
   * OpenAI's reasoning models: reasoning is hidden, counts against `max_completion_tokens` and is told in
   * `usage.completion_tokens_details.reasoning_tokens`; a limit that it uses up leaves an empty message
   * with `finish_reason: "length"` (https://platform.openai.com/docs/guides/reasoning and
   * https://platform.openai.com/docs/api-reference/chat/create).
   */
  openai: {
    name: 'OpenAI reasoning',
    choices: 'one',
    refuses: (request) =>
      request.max_tokens === undefined
        ? (onlyDefault('temperature', request.temperature) ?? onlyDefault('n', request.n))
        : said(
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
            'max_tokens',
            'unsupported_parameter',
          ),
    showsReasoning: false,
    text: (piece) => ({ content: piece }),
    form: chatForms.openai,
  },
  /**
   * DeepSeek: `reasoning_content` beside a `content` of null; `temperature` has no effect, and lines of
   * comment keep the connection (https://api-docs.deepseek.com/guides/reasoning_model,
   * https://api-docs.deepseek.com/quick_start/rate_limit).
   */
  deepseek: {
    name: 'DeepSeek',
    choices: 'one',
    reasoning: (piece) => ({ content: null, reasoning_content: piece }),
    text: (piece) => ({ content: piece, reasoning_content: null }),
    form: chatForms.deepseek,
    comment: ': keep-alive',
  },
  /** Qwen3 behind vLLM without a reasoning parser: the model writes both tags into its content. */
  qwen: {
    name: 'Qwen with both tags',
    choices: 'n',
    reasoning: (piece, at) => ({
      content: `${at.isFirst ? '<think>\n' : ''}${piece}${at.isLast ? '\n</think>\n\n' : ''}`,
    }),
    text: (piece) => ({ content: piece }),
    form: chatForms.vllm,
  },
  /**
   * Qwen3 Thinking 2507 and Qwen3.5: the chat template puts `<think>` into the prompt, so that only `</think>`
   * is written (https://docs.vllm.ai/en/latest/api/vllm/reasoning/qwen3_reasoning_parser/).
   */
  qwenUnmarked: {
    name: 'Qwen with the closing tag alone',
    showsReasoning: false,
    choices: 'n',
    reasoning: (piece, at) => ({ content: `${piece}${at.isLast ? '\n</think>\n\n' : ''}` }),
    text: (piece) => ({ content: piece }),
    form: chatForms.vllm,
  },
  /**
   * Ollama's `/v1`: `reasoning` beside an empty `content` (https://docs.ollama.com/api/openai-compatibility,
   * https://docs.ollama.com/capabilities/thinking); behind some proxies with CR LF as line ends.
   */
  ollama: {
    name: 'Ollama',
    choices: 'one',
    reasoning: (piece) => ({ content: '', reasoning: piece }),
    text: (piece) => ({ content: piece }),
    form: chatForms.ollama,
    lineEnd: '\r\n',
  },
  /** llama.cpp with `--reasoning-format auto`: `reasoning_content`, and `timings` in the last event (tools/server/README.md there). */
  llamaCpp: {
    name: 'llama.cpp',
    choices: 'one',
    reasoning: (piece) => ({ reasoning_content: piece }),
    text: (piece) => ({ content: piece }),
    form: chatForms.llamaCpp,
  },
  /** Mistral's reasoning models: parts of the type `thinking` (https://docs.mistral.ai/capabilities/reasoning/). */
  mistral: {
    name: 'Mistral',
    choices: 'n',
    reasoning: (piece) => ({
      content: [{ type: 'thinking', thinking: [{ type: 'text', text: piece }] }],
    }),
    text: (piece) => ({ content: [{ type: 'text', text: piece }] }),
    form: chatForms.mistral,
  },
} satisfies Record<string, Dialect>;

/** All of them. */
export const allDialects: readonly Dialect[] = [
  ...Object.values(dialects),
  ...Object.values(apiDialects),
];

/** Characters of a token, everywhere in these servers. */
const perToken = 4;

/** What servers counted, to be held against what the client says it took. */
export interface Ledger {
  promptTokens: number;
  completionTokens: number;
  reasoningTokens: number;
  /** Requests that were answered 400. */
  refused: number;
}

export interface Thinker {
  readonly dialect: Dialect;
  /** Tokens of reasoning before every answer. */
  readonly thinks: number;
  readonly author: Author;
  readonly trouble?: Trouble;
}

/** The script of a server, and what it counts. */
export function dialectScript({ dialect, thinks, author, trouble }: Thinker): {
  readonly script: Script;
  readonly ledger: Ledger;
} {
  const ledger: Ledger = { promptTokens: 0, completionTokens: 0, reasoningTokens: 0, refused: 0 };
  let answered = 0;
  const script: Script = (request) => {
    const refusal = dialect.refuses?.(request);
    if (refusal) {
      ledger.refused += 1;
      const { status = 400, ...body } = refusal as { readonly status?: number };
      return json(status, body);
    }
    const isMeant = trouble?.isMeant?.(request) ?? true;
    const isTroubled = isMeant && trouble?.at === answered;
    if (isMeant) answered += 1;
    if (isTroubled && trouble.kind === 'busy') {
      return json(429, { error: { message: 'Rate limit reached' } }, { 'retry-after': '0' });
    }
    const samples = dialect.choices === 'n' ? (request.n ?? 1) : 1;
    const texts = author(request).slice(0, samples);
    const kind = isTroubled ? trouble.kind : undefined;
    const choices = texts.map((text) => choiceOf(text, thinks, request, kind));
    const prompt = request.messages.reduce((sum, { content }) => sum + content.length, 0);
    const count = {
      promptTokens: Math.ceil(prompt / perToken),
      completionTokens: sum(choices, ({ tokens }) => tokens),
      reasoningTokens: sum(choices, ({ reasoning }) => Math.ceil(reasoning.length / perToken)),
    };
    if (kind !== 'cut' && kind !== 'error') {
      ledger.promptTokens += count.promptTokens;
      ledger.completionTokens += count.completionTokens;
      ledger.reasoningTokens += count.reasoningTokens;
    }
    const [first] = choices;
    if (dialect.events && first) return ownStream(dialect.events(saidIn(first), count), kind);
    return stream(dialect, choices, count, request, kind);
  };
  return { script, ledger };
}

interface Choice {
  readonly reasoning: string;
  readonly text: string;
  readonly finish: string;
  readonly tokens: number;
  readonly refusal?: string;
}

/** One sample under the limit of a request: reasoning is spent first. */
function choiceOf(
  text: string,
  thinks: number,
  request: ChatRequest,
  kind: Trouble['kind'] | undefined,
): Choice {
  const limit = (request.max_completion_tokens ?? request.max_tokens ?? Infinity) * perToken;
  const thought = 'I weigh the edge cases. '.repeat(Math.ceil((thinks * perToken) / 24));
  const reasoning = thought.slice(0, Math.min(thinks * perToken, limit));
  if (kind === 'empty' || kind === 'null') {
    return { reasoning, text: '', finish: 'stop', tokens: Math.ceil(reasoning.length / perToken) };
  }
  if (kind === 'refusal') {
    const refusal = 'I cannot help with that.';
    return { reasoning: '', text: '', finish: 'stop', tokens: 7, refusal };
  }
  const room = Math.max(0, limit - reasoning.length);
  const kept = text.slice(0, room);
  const tokens = Math.ceil((reasoning.length + kept.length) / perToken);
  return { reasoning, text: kept, finish: kept === text ? 'stop' : 'length', tokens };
}

const reasoningPiece = 2000;
const textPiece = 40;

function saidIn({ reasoning, text, finish, refusal }: Choice): Said {
  return {
    reasoning: cutUp(reasoning, reasoningPiece),
    text: cutUp(text, textPiece),
    finish,
    refusal,
  };
}

/** An answer in events of the server's own. */
function ownStream(
  { head, body, tail, failure }: Written,
  kind: Trouble['kind'] | undefined,
): Behaviour {
  const headers = { 'content-type': 'text/event-stream' };
  if (kind === 'cut') {
    const half = body.slice(0, Math.ceil(body.length / 2));
    return { kind: 'wire', headers, pieces: [...head, ...half], breaks: true };
  }
  if (kind === 'error') return { kind: 'wire', headers, pieces: [...head, failure] };
  return { kind: 'wire', headers, pieces: [...head, ...body, ...tail] };
}

function stream(
  dialect: Dialect,
  choices: readonly Choice[],
  count: Omit<Ledger, 'refused'>,
  request: ChatRequest,
  kind: Trouble['kind'] | undefined,
): Behaviour {
  const end = dialect.lineEnd ?? '\n';
  const event = (data: unknown) =>
    `data: ${typeof data === 'string' ? data : JSON.stringify(data)}${end}${end}`;
  const { form } = dialect;
  if (!form) throw new Error(`${dialect.name} has neither events of its own nor a form of them`);
  const usage = request.stream_options?.include_usage ? form.usage(count) : null;
  const textOf = (piece: string) =>
    kind === 'parts' ? { content: [{ type: 'text', text: piece }] } : (dialect.text?.(piece) ?? {});
  const pieces = choices.flatMap(({ reasoning, text, finish, refusal }, index) => {
    const thoughts = cutUp(reasoning, reasoningPiece);
    const isWhole = finish === 'stop' || text !== '';
    const deltas = [
      ...thoughts.flatMap((piece, at) => {
        const isLast = at === thoughts.length - 1 && isWhole;
        return dialect.reasoning?.(piece, { isFirst: at === 0, isLast }) ?? [];
      }),
      ...(refusal === undefined ? [] : [{ refusal }]),
      ...(kind === 'null' ? [{ content: null }] : []),
      ...cutUp(text, textPiece).map(textOf),
    ];
    const chunk = (delta: object, isFirst: boolean) =>
      event(form.chunk([form.choice(delta, { index, finish: null, isFirst })], null, isFirst));
    const hasRole = (at: number) => form.role === 'each' || (form.role === 'first' && at === 0);
    const withRole = (delta: object, at: number) =>
      hasRole(at) ? { role: 'assistant', ...delta } : delta;
    const isEnded = kind !== 'cut' && kind !== 'error';
    const counts = form.countsWith === 'end' && index === choices.length - 1 ? usage : null;
    const last = form.choice(withRole(form.last, deltas.length), { index, finish, isFirst: false });
    return [
      ...(form.first ? [chunk(form.first, true)] : []),
      ...deltas.map((delta, at) => chunk(withRole(delta, at), false)),
      ...(isEnded ? [event(form.chunk([last], counts, false))] : []),
    ];
  });
  const head = { 'content-type': 'text/event-stream' };
  const comment = dialect.comment === undefined ? [] : [`${dialect.comment}${end}${end}`];
  if (kind === 'cut') {
    // In the middle of what it says, or of what it thinks.
    const begun = form.first ? 1 : 0;
    const half = pieces.slice(0, begun + Math.ceil((pieces.length - begun) / 2));
    return { kind: 'wire', headers: head, pieces: [...comment, ...half], breaks: true };
  }
  if (kind === 'error') {
    const failure = event({ error: { message: 'The upstream model fell over.', code: 502 } });
    return { kind: 'wire', headers: head, pieces: [...comment, failure] };
  }
  const own = usage && form.countsWith === 'own event' ? [event(form.chunk([], usage, false))] : [];
  return { kind: 'wire', headers: head, pieces: [...comment, ...pieces, ...own, event('[DONE]')] };
}

function json(
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Behaviour {
  return {
    kind: 'wire',
    status,
    headers: { 'content-type': 'application/json', ...headers },
    pieces: [JSON.stringify(body)],
  };
}

function cutUp(text: string, length: number): readonly string[] {
  return Array.from({ length: Math.ceil(text.length / length) }, (_, at) =>
    text.slice(at * length, (at + 1) * length),
  );
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
