import type { ChatMessage, ModelRequest } from '../../core/ports.ts';
import { promptTokens } from '../../core/engine/prices.ts';
import type { ServerWords } from './server-words.ts';
import { readLimitComplaint, type LimitComplaint } from './token-limit.ts';

/** A parameter that some OpenAI-compatible servers reject. */
type Parameter =
  'temperature' | 'n' | 'stop' | 'response_format' | 'stream' | 'stream_options' | 'system';

/** The names that the output limit goes by; `none`: the server takes no limit. */
type LimitName = 'max_tokens' | 'max_completion_tokens' | 'none';

/** Words by which servers name a parameter in a 400; the first match wins. */
const mentions: readonly (readonly [RegExp, Parameter | 'limit'])[] = [
  [/stream_options|include_usage/i, 'stream_options'],
  [/max[_ ](completion_|output_|new_)?tokens|maxOutputTokens|max tokens/i, 'limit'],
  [/temperature/i, 'temperature'],
  [/['"`]stream['"`]|streaming|to stream\b/i, 'stream'],
  [/response_format|json_schema|\bschema\b/i, 'response_format'],
  [/\bstop\b/i, 'stop'],
  [/system (role|message|prompt)|role.{0,20}system|developer instruction/i, 'system'],
  [
    /(['"`]n['"`]|\bn\b:? (must|should|is not|>|greater)|parameter:? n\b|multiple (choices|completions))/i,
    'n',
  ],
];

const explanations: Readonly<Record<Parameter, string>> = {
  temperature: 'it takes no temperature: its default is used',
  n: 'it gives one sample per request: samples are asked for one by one',
  stop: 'it takes no stop strings',
  response_format: 'it takes no answer schema',
  stream: 'it does not stream: answers come as a whole',
  stream_options: 'it reports no usage while streaming: tokens are estimated',
  system: 'it has no system role: instructions go into the first user message',
};

/** An answer of fewer tokens holds no function. */
const fewestTokens = 32;

/** The body of a request. Its fields are those of the Chat Completions protocol. */
export interface RequestBody {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly stream?: true;
  readonly stream_options?: { readonly include_usage: true };
  readonly temperature?: number;
  readonly n?: number;
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
  readonly stop?: readonly string[];
  readonly response_format?: {
    readonly type: 'json_schema';
    readonly json_schema: NonNullable<ModelRequest['schema']>;
  };
}

/**
 * What one endpoint and model turned out not to accept. Learnt from its 400 answers, applied to
 * every later request, and reported once.
 */
export class Adaptations {
  readonly #learnt = new Set<Parameter>();
  #limitName: LimitName = 'max_tokens';
  /** The most tokens that the model gives in an answer. */
  #most = Infinity;
  /** Tokens that prompt and answer may have together. */
  #context = Infinity;
  /** By what they are about: a later one says more than an earlier one that nobody has seen. */
  readonly #unreported = new Map<string, string>();

  get oneByOne(): boolean {
    return this.#learnt.has('n');
  }

  /** The server answered with fewer choices than asked for. */
  learnOneByOne(): void {
    this.#drop('n');
  }

  /** Notices that nobody has seen yet; the caller shows them. */
  takeNotices(): readonly string[] {
    const notices = [...this.#unreported.values()];
    this.#unreported.clear();
    return notices;
  }

  /**
   * Learns from the words with which a request was rejected, and says what is to be asked instead.
   * Where that makes the same body again, nothing helps.
   */
  learn(words: ServerWords, sent: RequestBody, request: ModelRequest): ModelRequest {
    const said = words.said;
    const named = `${words.parameter === undefined ? '' : `'${words.parameter}' `}${said}`;
    const about = mentions.find(([pattern]) => pattern.test(named))?.[1];
    const asked = limitOf(sent);
    const complaint = asked === undefined ? undefined : readLimitComplaint(named, asked);
    // A prompt that leaves room for a shorter answer: servers say so with or without the parameter.
    if (asked !== undefined && complaint?.kind === 'room') {
      this.#context = Math.min(this.#context, complaint.context);
      this.#tell('context', `prompt and answer share ${complaint.context} tokens`);
      // Another prompt leaves other room: this is no limit of the model's.
      return { ...request, maxTokens: smaller(complaint.tokens, asked) ?? asked };
    }
    if (about === 'limit') {
      return asked === undefined ? request : this.#learnLimit(complaint, sent, asked, request);
    }
    if (about !== undefined) this.#drop(about);
    return this.oneByOne ? { ...request, samples: 1 } : request;
  }

  body(model: string, request: ModelRequest): RequestBody {
    const has = (parameter: Parameter) => this.#learnt.has(parameter);
    const messages = has('system') ? withoutSystem(request.messages) : request.messages;
    return {
      model,
      messages: messages.map(({ role, content }) => ({ role, content })),
      ...(has('stream') ? {} : { stream: true }),
      ...(has('stream') || has('stream_options')
        ? {}
        : { stream_options: { include_usage: true } }),
      ...(has('temperature') ? {} : { temperature: request.temperature }),
      ...(has('n') || request.samples === 1 ? {} : { n: request.samples }),
      // OpenAI wants the newer name; most compatible servers know only the older one.
      ...(this.#limitName === 'none' ? {} : { [this.#limitName]: this.#limitFor(request) }),
      ...(request.stop && !has('stop') ? { stop: [...request.stop] } : {}),
      ...(request.schema && !has('response_format')
        ? {
            response_format: {
              type: 'json_schema' as const,
              json_schema: { name: request.schema.name, schema: request.schema.schema },
            },
          }
        : {}),
    };
  }

  #limitFor({ messages, maxTokens }: ModelRequest): number {
    // The estimate of a prompt is high: too little room is asked for rather than too much.
    const room = this.#context - promptTokens(messages);
    return Math.min(maxTokens, this.#most, room >= fewestTokens ? room : Infinity);
  }

  #learnLimit(
    complaint: LimitComplaint | undefined,
    sent: RequestBody,
    asked: number,
    request: ModelRequest,
  ): ModelRequest {
    switch (complaint?.kind) {
      case 'least':
        return { ...request, maxTokens: complaint.tokens };
      case 'most':
      case 'too-many': {
        const most = smaller(complaint.kind === 'most' ? complaint.tokens : asked, asked);
        if (most === undefined) return request;
        this.#most = Math.min(this.#most, most);
        this.#tell('limit', `it gives at most ${most} tokens an answer`);
        return request;
      }
      default:
        this.#rename(sent);
        return request;
    }
  }

  /** The server does not know the limit by the name under which it was sent. */
  #rename(sent: RequestBody): void {
    if (sent.max_completion_tokens === undefined) {
      if (this.#limitName === 'max_tokens') this.#limitName = 'max_completion_tokens';
      this.#tell('limit name', 'it wants max_completion_tokens');
    } else {
      this.#limitName = 'none';
      this.#tell('limit name', 'it takes no limit of tokens: its own holds');
    }
  }

  #drop(parameter: Parameter): void {
    if (this.#learnt.has(parameter)) return;
    this.#learnt.add(parameter);
    this.#tell(parameter, explanations[parameter]);
  }

  #tell(about: string, explanation: string): void {
    this.#unreported.set(about, `The model server was asked differently: ${explanation}.`);
  }
}

/** A limit below the one that was refused: the one given, or where that is none, half. */
function smaller(given: number, refused: number): number | undefined {
  const limit = given < refused ? given : Math.floor(refused / 2);
  return limit < fewestTokens ? undefined : limit;
}

function limitOf(sent: RequestBody): number | undefined {
  return sent.max_tokens ?? sent.max_completion_tokens;
}

function withoutSystem(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const system = messages.filter((message) => message.role === 'system');
  const rest = messages.filter((message) => message.role !== 'system');
  const preamble = system.map((message) => message.content).join('\n\n');
  const [first, ...others] = rest;
  if (!preamble) return rest;
  if (first?.role !== 'user') return [{ role: 'user', content: preamble }, ...rest];
  return [{ role: 'user', content: `${preamble}\n\n${first.content}` }, ...others];
}
