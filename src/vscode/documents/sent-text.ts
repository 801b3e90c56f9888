import type { SentRequest } from '../../core/engine/runs.ts';
import { editorModelPrefix, variationOf } from '../models/variation.ts';

/** Everything that a run sent to a model and what came back, as Markdown. */
export function sentText(title: string, sent: readonly SentRequest[]): string {
  const lines = [`# What was sent for ${title}`, ''];
  if (sent.length === 0) lines.push('Nothing was sent.', '');
  else lines.push(summary(sent), '');
  sent.forEach((request, index) => lines.push(...section(request, index + 1)));
  return `${lines.join('\n').trimEnd()}\n`;
}

function summary(sent: readonly SentRequest[]): string {
  const models = [...new Set(sent.map(({ model }) => model))];
  const requests = sent.length === 1 ? '1 request' : `${sent.length} requests`;
  return `${requests} to ${models.map((model) => `\`${model}\``).join(', ')}. Everything that was sent is below.`;
}

function section(
  { action, operator, node, at, model, request, reply, failure }: SentRequest,
  number: number,
): readonly string[] {
  const lines = [
    `## ${number}. ${operator} for \`${node}\``,
    '',
    `${new Date(at).toISOString()} · \`${model}\` · ${samples(request.samples)} · temperature ${request.temperature} · ${limitText(request)}`,
    '',
  ];
  for (const { role, content } of request.messages) {
    lines.push(`### ${capital(role)}`, '', fenced(content), '');
  }
  if (model.startsWith(editorModelPrefix)) {
    lines.push('### Last line of each sample, after a blank line', '');
    for (let sample = 0; sample < request.samples; sample++) {
      lines.push(fenced(variationOf(request, action, sample)), '');
    }
  }
  if (failure) lines.push('### No answer', '', failure.message, '');
  reply?.samples.forEach(({ text, finish, why, reasoning }, index) => {
    const of = reply.samples.length > 1 ? ` ${index + 1} of ${reply.samples.length}` : '';
    const end = finish === 'stop' ? '' : finish === 'length' ? ' (hit the limit)' : ' (cut off)';
    if (reasoning !== undefined) lines.push(`### Reasoning${of}`, '', fenced(reasoning), '');
    lines.push(`### Answer${of}${end}`, '', why ?? fenced(text), '');
  });
  return lines;
}

function limitText({ maxTokens, reasoningTokens }: SentRequest['request']): string {
  const room = reasoningTokens === undefined ? '' : ` and ${reasoningTokens} for reasoning`;
  return `at most ${maxTokens} tokens${room} each`;
}

function samples(count: number): string {
  return count === 1 ? '1 sample' : `${count} samples`;
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

/** A fence that is longer than any in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
