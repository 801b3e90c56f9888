import * as vscode from 'vscode';
import type {
  ChatMessage,
  Model,
  ModelFailure,
  ModelOptions,
  ModelReply,
  ModelRequest,
  ModelSample,
} from '../../core/ports.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { sampleLimit } from '../../core/engine/prices.ts';
import { stopTexts } from '../../core/engine/stop-texts.ts';
import { StreamGuard } from '../../core/engine/stream-guard.ts';
import { MarkedThoughts } from '../../node/models/inline-thoughts.ts';
import { Limiter, WaitCancelled } from '../../node/models/limiter.ts';
import { Deadline } from './deadline.ts';
import { editorFailure, missingModel } from './editor-failure.ts';
import { editorModelPrefix, variationOf } from './variation.ts';

/** Which language model of the editor: the name under which the settings keep it is `vendor/id`. */
export interface EditorModelName {
  readonly vendor: string;
  readonly id: string;
}

const cancelled: ModelFailure = { reason: 'cancelled', message: 'The request was cancelled.' };
/** From a request to the first piece of its answer, and between two pieces. */
const firstPieceMs = 300_000;
const idleMs = 60_000;
/** The editor takes no output limit: an answer that is far beyond ours is cut off. */
const charactersPerToken = 6;

const notice =
  'Language models of VS Code take no temperature: candidates differ by a last line of their prompts.';

interface Answer {
  readonly sample: ModelSample;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Tokens that its limit left to it, where it was stopped. */
  readonly savedTokens: number;
}

/**
 * A language model that another extension brings, over `vscode.lm`. It has neither temperature nor
 * system role: what the system says stands first in the user's message, and samples are made to
 * differ by `variationOf`. Each sample is a request of its own.
 */
export class EditorModel implements Model {
  readonly id: string;
  readonly #name: EditorModelName;
  readonly #limiter: Limiter;
  #hasTold = false;

  constructor(name: EditorModelName, concurrency: number) {
    this.#name = name;
    this.id = `${editorModelPrefix}${textOfName(name)}`;
    this.#limiter = new Limiter(concurrency);
  }

  async complete(
    request: ModelRequest,
    options: ModelOptions,
  ): Promise<Result<ModelReply, ModelFailure>> {
    const chat = await this.#chat();
    if (!chat) return fail(missingModel(textOfName(this.#name)));
    const asked = await Promise.all(
      Array.from({ length: request.samples }, (_, sample) =>
        this.#ask(chat, request, options, sample),
      ),
    );
    const answers = asked.flatMap((each) => (each.ok ? [each.value] : []));
    const failed = asked.find((each) => !each.ok);
    // What arrived is kept: the strategy can do with fewer samples than it asked for.
    const isUseless = answers.every(({ sample }) => sample.text.trim() === '');
    if (failed && (isUseless || options.signal.aborted)) return failed;
    const sum = (of: (answer: Answer) => number) =>
      answers.reduce((all, each) => all + of(each), 0);
    const notices = new Set(this.#hasTold ? [] : [notice]);
    for (const { sample } of answers) if (sample.stopped) notices.add(stopTexts[sample.stopped]);
    this.#hasTold = true;
    const savedTokens = sum((answer) => answer.savedTokens);
    return ok({
      samples: answers.map(({ sample }) => sample),
      usage: {
        promptTokens: sum(({ promptTokens }) => promptTokens),
        completionTokens: sum(({ completionTokens }) => completionTokens),
        ...(savedTokens > 0 ? { savedTokens } : {}),
        // Counted by the model's tokenizer, but by nobody who bills.
        estimated: true,
      },
      model: chat.id,
      notices: [...notices],
    });
  }

  async #chat(): Promise<vscode.LanguageModelChat | undefined> {
    const lm = vscode.lm as Partial<typeof vscode.lm> | undefined;
    const [chat] = (await lm?.selectChatModels?.({ ...this.#name })) ?? [];
    return chat;
  }

  async #ask(
    chat: vscode.LanguageModelChat,
    request: ModelRequest,
    { signal, action, run = '', onProgress }: ModelOptions,
    sample: number,
  ): Promise<Result<Answer, ModelFailure>> {
    const texts = promptOf(request.messages, variationOf(request, action, sample));
    const source = new vscode.CancellationTokenSource();
    const cancel = () => source.cancel();
    signal.addEventListener('abort', cancel);
    try {
      return await this.#limiter.run(run, signal, async () => {
        const messages = texts.map(messageOf);
        const promptTokens = await countAll(chat, messages, source.token);
        if (promptTokens > chat.maxInputTokens) {
          const message = `The request has ${promptTokens} tokens, but ${chat.name} reads ${chat.maxInputTokens} at most.`;
          return fail({ reason: 'context-too-long', message });
        }
        const limit = sampleLimit(request);
        const read = await readAnswer(chat, messages, source, limit, (length) =>
          onProgress?.(sample, { characters: length, reasoning: 0 }),
        );
        if (signal.aborted) return fail(cancelled);
        if (read === undefined) return fail(overdue(chat.name));
        const completionTokens = await chat.countTokens(read.text);
        const savedTokens = read.stopped ? Math.max(0, limit - completionTokens) : 0;
        return ok({ sample: read, promptTokens, completionTokens, savedTokens });
      });
    } catch (error) {
      if (signal.aborted || error instanceof WaitCancelled) return fail(cancelled);
      return fail(editorFailure(error, chat.name));
    } finally {
      signal.removeEventListener('abort', cancel);
      source.dispose();
    }
  }
}

/** How the settings and the journal write the name. */
export function textOfName({ vendor, id }: EditorModelName): string {
  return `${vendor}/${id}`;
}

/** Reads what `textOfName` wrote; ids may hold slashes of their own. */
export function editorModelNamed(text: string): EditorModelName | undefined {
  const slash = text.indexOf('/');
  if (slash < 1 || slash === text.length - 1) return undefined;
  return { vendor: text.slice(0, slash), id: text.slice(slash + 1) };
}

/** System text stands first in the user's message that follows it; the variation stands last. */
function promptOf(messages: readonly ChatMessage[], variation: string): readonly ChatMessage[] {
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const said = messages.filter(({ role }) => role !== 'system');
  return said.map((message, index) => {
    const parts = [
      ...(index === 0 ? system : []),
      message.content,
      ...(index === said.length - 1 ? [variation] : []),
    ];
    return { role: message.role, content: parts.join('\n\n') };
  });
}

function messageOf({ role, content }: ChatMessage): vscode.LanguageModelChatMessage {
  return role === 'assistant'
    ? vscode.LanguageModelChatMessage.Assistant(content)
    : vscode.LanguageModelChatMessage.User(content);
}

async function countAll(
  chat: vscode.LanguageModelChat,
  messages: readonly vscode.LanguageModelChatMessage[],
  token: vscode.CancellationToken,
): Promise<number> {
  const counts = await Promise.all(messages.map((message) => chat.countTokens(message, token)));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Reads one answer as it comes. Undefined where nothing came for too long. */
async function readAnswer(
  chat: vscode.LanguageModelChat,
  messages: vscode.LanguageModelChatMessage[],
  source: vscode.CancellationTokenSource,
  maxTokens: number,
  onLength: (characters: number) => void,
): Promise<ModelSample | undefined> {
  const deadline = new Deadline(source);
  const marked = new MarkedThoughts();
  const guard = new StreamGuard({ thoughts: 0, thinksUnmarked: false });
  let text = '';
  try {
    deadline.extend(firstPieceMs);
    const justification = vscode.l10n.t('Coppice asks it for candidates of the function you grow.');
    const response = await chat.sendRequest(messages, { justification }, source.token);
    for await (const piece of response.text) {
      deadline.extend(idleMs);
      text += piece;
      onLength(text.length);
      if (text.length > maxTokens * charactersPerToken) {
        source.cancel();
        return { text, finish: 'length' };
      }
      guard.add(marked.add(piece));
      const { reason: stopped } = guard;
      if (stopped) {
        source.cancel();
        return { text, finish: stopped === 'goes-on' ? 'stop' : 'cut', stopped };
      }
    }
    if (deadline.isOver) return text === '' ? undefined : { text, finish: 'cut' };
    return { text, finish: 'stop' };
  } catch (error) {
    if (!deadline.isOver) throw error;
    return text === '' ? undefined : { text, finish: 'cut' };
  } finally {
    deadline.dispose();
  }
}

function overdue(name: string): ModelFailure {
  return { reason: 'timeout', message: `${name} sent nothing for too long.` };
}

/** Models that other extensions bring; none where this editor knows no such thing. */
export async function editorModels(): Promise<readonly vscode.LanguageModelChat[]> {
  const lm = vscode.lm as Partial<typeof vscode.lm> | undefined;
  return (await lm?.selectChatModels?.()) ?? [];
}
