import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelRequest } from '../../../src/core/ports.ts';
import { ServerModel } from '../../../src/node/models/server-model.ts';
import { RecordedModel, RecordingModel } from '../../../src/node/models/recorded-model.ts';
import { readRecording, writeRecording } from '../../../src/node/models/recording.ts';
import { ScriptedServer } from '../../support/scripted-server.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const request: ModelRequest = {
  messages: [{ role: 'user', content: 'Write add.' }],
  samples: 2,
  temperature: 0,
  maxTokens: 10,
};

describe('recordings', () => {
  let directory: string;
  let server: ScriptedServer;
  const signal = new AbortController().signal;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'coppice-recording-'));
    server = new ScriptedServer(() => ({ kind: 'answer', samples: ['first', 'second'] }));
  });
  after(async () => {
    await server.stop();
    await rm(directory, { recursive: true });
  });

  it('answers as the model did, by action, and warns once when the prompt has changed', async () => {
    const random = { next: () => 0.5, below: () => 0, fork: () => random };
    const recorder = new RecordingModel(
      new ServerModel(
        { baseUrl: await server.start(), model: 'scripted' },
        { random, clock: { now: () => 0, monotonic: () => 0 } },
      ),
      hash,
    );
    const live = await recorder.complete(request, { signal, action: 'root/sample#0' });
    const path = join(directory, 'demo.jsonl');
    await writeRecording(path, {
      header: { coppiceRecording: 1, origin: 'scripted server of a test' },
      answers: recorder.answers,
    });
    const recording = await readRecording(path);
    assert.ok(recording.ok);
    const model = new RecordedModel(recording.value, hash);
    const replayed = await model.complete(request, { signal, action: 'root/sample#0' });
    assert.deepEqual(replayed, live);

    const drifted = { ...request, messages: [{ role: 'user' as const, content: 'Write sub.' }] };
    const warned = await model.complete(drifted, { signal, action: 'root/sample#0' });
    assert.ok(warned.ok);
    assert.match(warned.value.notices.join(), /has changed.*Record again/);
    const again = await model.complete(drifted, { signal, action: 'root/sample#0' });
    assert.deepEqual(again.ok && again.value.notices, []);

    const unknown = await model.complete(request, { signal, action: 'root/divide#0' });
    assert.ok(!unknown.ok && unknown.error.reason === 'not-recorded');
  });

  it('names the line that is not part of a recording', async () => {
    const path = join(directory, 'broken.jsonl');
    await writeFile(path, '{"coppiceRecording":1,"origin":"x"}\n{"action":"a"}\n');
    const result = await readRecording(path);
    assert.ok(!result.ok && result.error.reason === 'not-a-recording');
    assert.match(result.error.message, /broken\.jsonl:2/);
  });
});
