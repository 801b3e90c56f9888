import assert from 'node:assert/strict';
import { classify, ServerRefused } from '../../../src/node/models/failures.ts';
import { ConnectionFailed } from '../../../src/node/models/http.ts';

describe('failures to connect', () => {
  const endpoint = { baseUrl: 'http://localhost:1/v1', model: 'm' };
  const failing = (code: string) =>
    classify(
      new ConnectionFailed(
        new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code }) }),
      ),
      endpoint,
      0,
    );

  it('are not tried again for long where nothing listens', () => {
    for (const code of ['ECONNREFUSED', 'ENOTFOUND']) {
      const { failure, retry } = failing(code);
      assert.equal(failure.reason, 'unreachable');
      assert.ok(failure.message.includes(`(${code})`));
      assert.deepEqual(retry, { tries: 2 });
    }
  });

  it('are tried again as often as any other where a connection broke', () => {
    assert.deepEqual(failing('ECONNRESET').retry, {});
  });

  it('are not tried again where the certificate is not trusted', () => {
    for (const code of ['DEPTH_ZERO_SELF_SIGNED_CERT', 'CERT_HAS_EXPIRED']) {
      const { failure, retry } = failing(code);
      assert.equal(failure.reason, 'not-configured');
      assert.match(failure.message, /^The certificate of http:\/\/localhost:1\/v1 is not trusted/);
      assert.equal(retry, undefined);
    }
  });
});

describe('how long a server asks to wait', () => {
  const asked = (headers: Record<string, string>) =>
    classify(
      new ServerRefused({ said: 'mill' }, 429, new Headers(headers)),
      { baseUrl: 'http://localhost:1/v1', model: 'm' },
      0,
    ).retry;

  it('is read from milliseconds, seconds or a date', () => {
    assert.deepEqual(asked({ 'retry-after-ms': '1500', 'retry-after': '9' }), { afterMs: 1500 });
    assert.deepEqual(asked({ 'retry-after': '9' }), { afterMs: 9000 });
    assert.deepEqual(asked({ 'retry-after': 'Thu, 01 Jan 1970 00:00:05 GMT' }), { afterMs: 5000 });
  });

  it('is nothing of its own where it says nothing that can be read', () => {
    assert.deepEqual(asked({ 'retry-after-ms': '' }), {});
    assert.deepEqual(asked({ 'retry-after-ms': ' ', 'retry-after': '9' }), { afterMs: 9000 });
    assert.deepEqual(asked({ 'retry-after': 'soon' }), {});
  });

  it('is no time before now', () => {
    assert.deepEqual(asked({ 'retry-after': '-9' }), { afterMs: 0 });
    assert.deepEqual(asked({ 'retry-after-ms': '-9' }), { afterMs: 0 });
  });
});
