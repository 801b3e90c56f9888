import type { SentRequest } from '../core/engine/runs.ts';
import { contractFromDescription } from '../core/operators/contract-from-description.ts';
import type { CancelSignal, Model, Parser } from '../core/ports.ts';
import { fail, ok } from '../core/result.ts';
import { contextForNew, insertionEdit } from '../core/capture/new-function.ts';
import { requestWithoutSecrets } from '../core/privacy/secrets.ts';
import type { Snapshot } from '../core/text.ts';
import { systemClock } from './clock.ts';
import type { Coppice } from './coppice.ts';
import type { WorkerParser } from './parser/worker-parser.ts';

/** Output limit of a proposed contract, in tokens. */
const proposalTokens = 1024;

export interface ProposalParts {
  readonly model: Model;
  readonly parser: Parser & WorkerParser;
  readonly signal: CancelSignal;
  /** Told of the request once it is answered. */
  readonly onSent?: (sent: SentRequest) => void;
}

/** Has a model propose the stub of a new function, near an offset. */
export async function proposeFunction(
  snapshot: Snapshot,
  offset: number,
  description: string,
  { model, parser, signal, onSent }: ProposalParts,
): ReturnType<Coppice['propose']> {
  const context = await contextForNew(snapshot, description, parser);
  const surroundings = { language: snapshot.languageId, context };
  const input = { surroundings, description, maxTokens: proposalTokens };
  const request = requestWithoutSecrets(contractFromDescription.prompt(input));
  const action = `propose:${contractFromDescription.name}#1`;
  const at = systemClock.now();
  const reply = await model.complete(request, { signal, action });
  onSent?.({
    ...{ action, node: 'a new function', operator: contractFromDescription.name },
    ...{ model: model.id, at, request },
    ...(reply.ok ? { reply: reply.value } : { failure: reply.error }),
  });
  if (!reply.ok) return reply;
  const proposed = await contractFromDescription.parse(reply.value, input, { parser });
  if (!proposed) {
    return fail({
      reason: 'nothing-usable',
      message:
        'The model answered without a function. Describe it in other words, or write its stub yourself and grow that.',
    });
  }
  const edit = await insertionEdit(snapshot, offset, proposed.stub, parser);
  return ok({ ...proposed, edit });
}
