import assert from 'node:assert/strict';
import { modelsToOffer } from '../../../src/vscode/settings/model-order.ts';

const named = (...names: readonly string[]) =>
  names.map((name) => ({ name, place: 'local' as const }));
const offered = (...names: readonly string[]) =>
  modelsToOffer(named(...names)).map(({ name }) => name);

describe('the models of a server, as they are offered', () => {
  it('begin with those made for code, else in the order of the server', () => {
    assert.deepEqual(
      offered(
        'llama3.2:3b',
        'qwen2.5-coder:7b',
        'mistral-small',
        'codestral-latest',
        'gpt-5-codex',
      ),
      ['qwen2.5-coder:7b', 'codestral-latest', 'gpt-5-codex', 'llama3.2:3b', 'mistral-small'],
    );
  });

  it('leave out those that write no text', () => {
    const silent = [
      'nomic-embed-text:latest',
      'text-embedding-3-small',
      'mxbai-embed-large',
      'bge-m3',
      'snowflake-arctic-embed2',
      'jina-reranker-v2',
      'whisper-1',
      'gpt-4o-mini-tts',
      'gpt-4o-transcribe',
      'dall-e-3',
      'gpt-image-1',
      'omni-moderation-latest',
      'llama-guard-3-8b',
    ];
    assert.deepEqual(offered(...silent, 'gpt-4o'), ['gpt-4o']);
  });

  it('keep names that only look like these', () => {
    const names = ['gemma3:4b', 'granite4:tiny-h', 'magistral-medium', 'decodeur', 'eclipse-7b'];
    assert.deepEqual(offered(...names), names);
  });

  it('are all offered where none writes text', () => {
    assert.deepEqual(offered('nomic-embed-text'), ['nomic-embed-text']);
  });
});
