import type { ChatMessage, ModelRequest } from '../../core/ports.ts';
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';

/** A parameter that some OpenAI-compatible servers reject. */
type Parameter =
  'temperature' | 'n' | 'max_tokens' | 'stop' | 'response_format' | 'stream_options' | 'system';

/** Words by which servers name a parameter in a 400; the first match wins. */
const mentions: readonly (readonly [RegExp, Parameter])[] = [
  [/stream_options|include_usage/i, 'stream_options'],
  [/max_(completion_)?tokens/i, 'max_tokens'],
  [/temperature/i, 'temperature'],
  [/response_format|json_schema|\bschema\b/i, 'response_format'],
  [/\bstop\b/i, 'stop'],
  [/system (role|message|prompt)|role.{0,20}system|developer instruction/i, 'system'],
  [
    /(['"`]n['"`]|\bn\b (must|should|is not|>|greater)|parameter:? n\b|multiple (choices|completions))/i,
    'n',
  ],
];

const explanations: Readonly<Record<Parameter, string>> = {
  temperature: 'it takes no temperature: its default is used',
  n: 'it gives one sample per request: samples are asked for one by one',
  max_tokens: 'it wants max_completion_tokens',
  stop: 'it takes no stop strings',
  response_format: 'it takes no answer schema',
  stream_options: 'it reports no usage while streaming: tokens are estimated',
  system: 'it has no system role: instructions go into the first user message',
};

/**
 * What one endpoint and model turned out not to accept. Learnt from its 400 answers, applied to
 * every later request, and reported once.
 */
export class Adaptations {
  readonly #learnt = new Set<Parameter>();
  readonly #unreported: string[] = [];

  get count(): number {
    return this.#learnt.size;
  }

  get oneByOne(): boolean {
    return this.#learnt.has('n');
  }

  /** Learns from a 400. False when it names nothing that is known, or nothing new. */
  learn(message: string, named: string | null | undefined): boolean {
    const text = `${named ? `'${named}' ` : ''}${message}`;
    const parameter = mentions.find(([pattern]) => pattern.test(text))?.[1];
    if (!parameter) return false;
    return this.#add(parameter);
  }

  /** The server answered with fewer choices than asked for. */
  learnOneByOne(): void {
    this.#add('n');
  }

  /** Notices that nobody has seen yet; the caller shows them. */
  takeNotices(): readonly string[] {
    return this.#unreported.splice(0);
  }

  parameters(model: string, request: ModelRequest): ChatCompletionCreateParamsStreaming {
    const has = (parameter: Parameter) => this.#learnt.has(parameter);
    const messages = has('system') ? withoutSystem(request.messages) : request.messages;
    return {
      model,
      messages: messages.map(({ role, content }) => ({ role, content })),
      stream: true,
      ...(has('stream_options') ? {} : { stream_options: { include_usage: true } }),
      ...(has('temperature') ? {} : { temperature: request.temperature }),
      ...(has('n') || request.samples === 1 ? {} : { n: request.samples }),
      // OpenAI wants the newer name; most compatible servers know only the older one.
      [has('max_tokens') ? 'max_completion_tokens' : 'max_tokens']: request.maxTokens,
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

  #add(parameter: Parameter): boolean {
    if (this.#learnt.has(parameter)) return false;
    this.#learnt.add(parameter);
    this.#unreported.push(`The model server was asked differently: ${explanations[parameter]}.`);
    return true;
  }
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
