import assert from 'node:assert/strict';
import { classify } from '../../../src/node/models/failures.ts';
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
