import type {
  ChatMessage,
  ModelApi,
  ModelRequest,
  ModelTraits,
  RefusableParameter,
} from '../../core/ports.ts';
import { mostRoom } from '../../core/engine/answer-room.ts';
import { promptTokens, sampleLimit } from '../../core/engine/prices.ts';
import { apiOfAddress } from './api.ts';
import type { ModelEndpoint } from './endpoint.ts';
import type { ServerWords } from './server-words.ts';
import { nearestEffort, type Effort } from '../../core/effort.ts';
import { effortsTold, effortTokens } from './effort-words.ts';
import { traitTexts } from './traits-text.ts';
import { readLimitComplaint, type LimitComplaint } from './token-limit.ts';

/** Words by which servers name a parameter in a 400; the first match wins. */
const mentions: readonly (readonly [RegExp, RefusableParameter | 'limit'])[] = [
  [/stream_options|include_usage/i, 'stream_options'],
  [/max[_ ](completion_|output_|new_)?tokens|maxOutputTokens|max tokens/i, 'limit'],
  [/chat_template_kwargs|enable_thinking/i, 'chat_template_kwargs'],
  [/effort|thinking|reasoning\b/i, 'effort'],
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

type Suspect = RefusableParameter | 'max_tokens';

/** What is suspected of a refusal that names nothing: first what is merely wished for, then the rest. */
const suspects: readonly (readonly Suspect[])[] = [
  ['temperature', 'n', 'stop', 'response_format', 'stream_options', 'effort'],
  ['max_tokens'],
  ['max_tokens', 'stream', 'system'],
];

/** An answer of fewer tokens holds no function. */
const fewestTokens = 32;

/** The body of a request. Its fields are those of the Chat Completions protocol, but for `effortTokens`. */
export interface RequestBody {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly stream?: true;
  readonly stream_options?: { readonly include_usage: true };
  readonly temperature?: number;
  readonly n?: number;
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
  readonly reasoning_effort?: Effort;
  /** The effort is to be said by this number of tokens, where an API can. */
  readonly effortTokens?: number;
  readonly chat_template_kwargs?: { readonly enable_thinking: false };
  readonly stop?: readonly string[];
  readonly response_format?: {
    readonly type: 'json_schema';
    readonly json_schema: NonNullable<ModelRequest['schema']>;
  };
}

/**
 * What one endpoint and model turned out to want. Learnt from its answers, applied to every later request,
 * and reported once.
 */
export class Adaptations {
  #traits: ModelTraits;
  /** Counts what was learnt. */
  #lessons = 0;
  readonly #unreported = new Set<string>();
  /** What is left out to find out whether a refusal that names nothing was for it. */
  #suspected: readonly Suspect[] = [];
  /** How far that went; beyond the last step nothing is left to suspect. */
  #step = 0;

  readonly #endpoint: Pick<ModelEndpoint, 'baseUrl' | 'api'>;

  constructor(endpoint: Pick<ModelEndpoint, 'baseUrl' | 'api'>, traits: ModelTraits = {}) {
    this.#endpoint = endpoint;
    this.#traits = traits;
  }

  /** How the server is to be asked: as the user says, as it said itself, or as its address says. */
  get api(): ModelApi {
    const { baseUrl, api } = this.#endpoint;
    return api ?? this.#traits.api ?? apiOfAddress(baseUrl);
  }

  /** The server wants to be asked by another API. What the user set stays. */
  learnApi(api: ModelApi): void {
    if (this.#endpoint.api === undefined && this.api !== api) this.#learn('api', { api });
  }

  get traits(): ModelTraits {
    return this.#traits;
  }

  get lessons(): number {
    return this.#lessons;
  }

  get oneByOne(): boolean {
    // The others have one choice.
    return this.api !== 'chat' || this.#refuses('n');
  }

  /** The server answered with fewer choices than asked for. */
  learnOneByOne(): void {
    if (!this.oneByOne) this.#refuse('n');
  }

  /** Answers need so much room for reasoning. */
  learnReasoning(tokens: number): void {
    if (tokens > (this.#traits.reasoningTokens ?? 0)) {
      this.#learn('reasoning', { reasoningTokens: tokens });
    }
  }

  /** The server told how many tokens it reads at once. */
  learnContext(tokens: number): void {
    if (tokens !== this.#traits.contextTokens) this.#learn('context', { contextTokens: tokens });
  }

  /** Only the end of its thoughts is marked. */
  learnUnmarked(): void {
    if (!this.#traits.thinksUnmarked) this.#learn('unmarked', { thinksUnmarked: true });
  }

  /** Notices that nobody has seen yet; the caller shows them. */
  takeNotices(): readonly string[] {
    const texts = traitTexts(this.#traits);
    const notices = [...this.#unreported].flatMap((about) => texts.get(about) ?? []);
    this.#unreported.clear();
    return notices.map((text) => `The model server was asked differently: ${text}.`);
  }

  /**
   * Learns from the words with which a request was rejected, and says what is to be asked instead.
   * Where that makes the same body again, nothing helps.
   */
  learn(words: ServerWords, sent: RequestBody, request: ModelRequest): ModelRequest {
    const said = words.said;
    const named = `${words.parameter === undefined ? '' : `'${words.parameter}' `}${said}`;
    // Some list all that they do not take, sent or not.
    const mentioned = mentions.filter(([pattern]) => pattern.test(named)).map(([, name]) => name);
    const about = mentioned.find((name) => isSent(name, sent)) ?? mentioned[0];
    const asked = limitOf(sent);
    const complaint = asked === undefined ? undefined : readLimitComplaint(named, asked);
    // A prompt that leaves room for a shorter answer: servers say so with or without the parameter.
    if (asked !== undefined && complaint?.kind === 'room') {
      const { contextTokens = Infinity } = this.#traits;
      this.#learn('context', { contextTokens: Math.min(contextTokens, complaint.context) });
      // Another prompt leaves other room: this is no limit of the model's.
      return withLimit(request, smaller(complaint.tokens, asked) ?? asked);
    }
    if (about === 'limit') {
      return asked === undefined ? request : this.#learnLimit(complaint, sent, asked, request);
    }
    if (about === 'effort') this.#learnEffort(said, sent);
    else if (about !== undefined) this.#refuse(about);
    return this.oneByOne ? { ...request, samples: 1 } : request;
  }

  /** Counts the steps of `suspect`: a request made at this one may confirm it. */
  get suspicion(): number {
    return this.#suspected.length > 0 ? this.#step : 0;
  }

  /**
   * The server refuses requests and names nothing: what it may not know is left out of the next one, more with each
   * step. False where all was tried; then the reason is another, and all is asked with as before.
   */
  suspect(sent: RequestBody): boolean {
    while (this.#step < suspects.length) {
      const next = (suspects[this.#step] ?? []).filter(
        (name) => isSent(name === 'max_tokens' ? 'limit' : name, sent) && this.#canLack(name),
      );
      this.#step += 1;
      if (next.length === 0) continue;
      this.#suspected = [...this.#suspected, ...next];
      return true;
    }
    this.#suspected = [];
    return false;
  }

  /** A request of this step of suspicion was answered: the server does not take what was left out. */
  confirm(suspicion: number): void {
    if (suspicion === 0 || suspicion !== this.suspicion) return;
    const suspected = this.#suspected;
    this.#suspected = [];
    this.#step = 0;
    for (const name of suspected) {
      if (name !== 'max_tokens') this.#refuse(name);
      else this.#learn('limit name', { limitName: this.#limitName(suspected) });
    }
  }

  /** Anthropic wants a limit. */
  #canLack(name: Suspect): boolean {
    return name !== 'max_tokens' || this.api === 'chat';
  }

  #limitName(suspected: readonly Suspect[]): 'max_completion_tokens' | 'none' {
    const times = suspected.filter((name) => name === 'max_tokens').length;
    return times > 1 || this.#traits.limitName !== undefined ? 'none' : 'max_completion_tokens';
  }

  body(model: string, request: ModelRequest): RequestBody {
    const has = (parameter: RefusableParameter) => this.#refuses(parameter);
    const isDoubted = this.#suspected.includes('max_tokens');
    const limitName = isDoubted
      ? this.#limitName(this.#suspected)
      : (this.#traits.limitName ?? 'max_tokens');
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
      ...(limitName === 'none' ? {} : { [limitName]: this.#limitFor(request) }),
      ...this.#effortOf(request),
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

  #effortOf({ effort: wanted }: ModelRequest): Partial<RequestBody> {
    const { efforts, effortInTokens } = this.#traits;
    const effort = wanted && efforts ? nearestEffort(wanted, efforts) : wanted;
    if (effort === undefined || this.#refuses('effort')) return {};
    const isTold =
      effort === 'none' && this.api === 'chat' && !this.#refuses('chat_template_kwargs');
    return {
      reasoning_effort: effort,
      ...(effortInTokens ? { effortTokens: effortTokens[effort] } : {}),
      ...(isTold ? { chat_template_kwargs: { enable_thinking: false } } : {}),
    };
  }

  /** The server does not know the effort, or this one, or wants it told in another way. */
  #learnEffort(said: string, sent: RequestBody): void {
    const told = effortsTold(said).filter((effort) => effort !== sent.reasoning_effort);
    const hasTokens = this.api === 'messages' || this.api === 'gemini';
    if (sent.reasoning_effort === undefined) return;
    if (told.length > 0 && this.#traits.efforts === undefined)
      this.#learn('efforts', { efforts: told });
    else if (hasTokens && !this.#traits.effortInTokens)
      this.#learn('effort in tokens', { effortInTokens: true });
    else this.#refuse('effort');
  }

  #limitFor(request: ModelRequest): number {
    const { mostTokens = Infinity, contextTokens = Infinity } = this.#traits;
    // The estimate of a prompt is high: too little room is asked for rather than too much.
    const room = contextTokens - promptTokens(request.messages);
    return Math.min(sampleLimit(request), mostTokens, room >= fewestTokens ? room : Infinity);
  }

  #learnLimit(
    complaint: LimitComplaint | undefined,
    sent: RequestBody,
    asked: number,
    request: ModelRequest,
  ): ModelRequest {
    switch (complaint?.kind) {
      case 'least':
        // What is asked for bounds what is read: a server does not lift that at will.
        return complaint.tokens > mostRoom ? request : withLimit(request, complaint.tokens);
      case 'most':
      case 'too-many': {
        const most = smaller(complaint.kind === 'most' ? complaint.tokens : asked, asked);
        if (most === undefined) return request;
        const { mostTokens = Infinity } = this.#traits;
        this.#learn('limit', { mostTokens: Math.min(mostTokens, most) });
        return request;
      }
      default:
        this.#rename(sent);
        return request;
    }
  }

  /** The server does not know the limit by the name under which it was sent. */
  #rename(sent: RequestBody): void {
    if (sent.max_completion_tokens !== undefined) this.#learn('limit name', { limitName: 'none' });
    else if (this.#traits.limitName === undefined) {
      this.#learn('limit name', { limitName: 'max_completion_tokens' });
    }
  }

  #refuses(parameter: RefusableParameter): boolean {
    return this.#isKnown(parameter) || this.#suspected.includes(parameter);
  }

  #isKnown(parameter: RefusableParameter): boolean {
    return this.#traits.refuses?.includes(parameter) === true;
  }

  #refuse(parameter: RefusableParameter): void {
    if (this.#isKnown(parameter)) return;
    this.#learn(parameter, { refuses: [...(this.#traits.refuses ?? []), parameter] });
  }

  #learn(about: string, traits: ModelTraits): void {
    this.#traits = { ...this.#traits, ...traits };
    this.#lessons += 1;
    this.#unreported.add(about);
  }
}

/** The same with another limit for the whole sample. */
function withLimit(request: ModelRequest, limit: number): ModelRequest {
  return { ...request, maxTokens: limit, reasoningTokens: 0 };
}

/** A limit below the one that was refused: the one given, or where that is none, half. */
function smaller(given: number, refused: number): number | undefined {
  const limit = given < refused ? given : Math.floor(refused / 2);
  return limit < fewestTokens ? undefined : limit;
}

function isSent(name: RefusableParameter | 'limit', sent: RequestBody): boolean {
  switch (name) {
    case 'limit':
      return limitOf(sent) !== undefined;
    case 'effort':
      return sent.reasoning_effort !== undefined;
    case 'system':
      return sent.messages.some(({ role }) => role === 'system');
    default:
      return sent[name] !== undefined;
  }
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
