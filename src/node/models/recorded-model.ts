import { fail, ok, type Result } from '../../core/result.ts';
import type {
  Hash,
  Model,
  ModelFailure,
  ModelOptions,
  ModelReply,
  ModelRequest,
  ModelTraits,
} from '../../core/ports.ts';
import type { RecordedAnswer, Recording } from './recording.ts';

/** Answers from a recording, by action id. Says once when a prompt is no longer the recorded one. */
export class RecordedModel implements Model {
  readonly id: string;
  readonly #recording: Recording;
  readonly #hash: Hash;
  #drifted = false;

  constructor(recording: Recording, hash: Hash) {
    this.#recording = recording;
    this.#hash = hash;
    this.id = `recording of a ${recording.header.origin}`;
  }

  complete(
    request: ModelRequest,
    options: ModelOptions,
  ): Promise<Result<ModelReply, ModelFailure>> {
    if (options.signal.aborted) {
      return Promise.resolve(fail({ reason: 'cancelled', message: 'The request was cancelled.' }));
    }
    const answer = this.#recording.answers.get(options.action);
    if (!answer) {
      return Promise.resolve(
        fail({
          reason: 'not-recorded',
          message: `The recording holds no answer to "${options.action}". Record again with: coppice grow … --record FILE`,
        }),
      );
    }
    const notices: string[] = [];
    if (!this.#drifted && answer.promptHash !== promptHash(request, this.#hash)) {
      this.#drifted = true;
      notices.push(
        `The prompt of "${options.action}" has changed since its answer was recorded; the answer may not fit it. Record again with: coppice grow … --record FILE`,
      );
    }
    answer.samples.forEach(({ text }, index) =>
      options.onProgress?.(index, { characters: text.length, reasoning: 0 }),
    );
    return Promise.resolve(
      ok({
        samples: answer.samples.slice(0, request.samples),
        usage: answer.usage,
        model: answer.model,
        notices,
      }),
    );
  }
}

/** Passes requests on and keeps the answers. The owner writes `recording` when the run has ended. */
export class RecordingModel implements Model {
  readonly id: string;
  readonly answers = new Map<string, RecordedAnswer>();
  readonly #model: Model;
  readonly #hash: Hash;

  constructor(model: Model, hash: Hash) {
    this.#model = model;
    this.#hash = hash;
    this.id = model.id;
  }

  traits(): Promise<ModelTraits> {
    return this.#model.traits?.() ?? Promise.resolve({});
  }

  async complete(
    request: ModelRequest,
    options: ModelOptions,
  ): Promise<Result<ModelReply, ModelFailure>> {
    const result = await this.#model.complete(request, options);
    if (result.ok) {
      const { samples, usage, model } = result.value;
      this.answers.set(options.action, {
        action: options.action,
        promptHash: promptHash(request, this.#hash),
        model,
        samples,
        usage,
      });
    }
    return result;
  }
}

function promptHash(request: ModelRequest, hash: Hash): string {
  return hash(JSON.stringify(request.messages));
}
