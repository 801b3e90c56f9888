import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const askOnce = fileURLToPath(new URL('./ask-once.ts', import.meta.url));

/** A server that notes what it is asked, tunnels included. */
async function listening(
  answer: string,
): Promise<{ server: Server; url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.end(answer);
  });
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url ?? ''}`);
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

describe('a proxy of the environment', () => {
  for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'ALL_PROXY']) {
    it(`gets no request to a model: ${name}`, async () => {
      const proxy = await listening('from the proxy');
      const model = await listening('from the model');
      try {
        const { stdout } = await promisify(execFile)(
          process.execPath,
          ['--disable-warning=ExperimentalWarning', askOnce, `${model.url}/v1`],
          { env: { NODE_USE_ENV_PROXY: '1', [name]: proxy.url } },
        );
        assert.equal(stdout, 'from the model');
        assert.deepEqual(model.asked, ['POST /v1']);
        assert.deepEqual(proxy.asked, []);
      } finally {
        proxy.server.close();
        model.server.close();
      }
    });
  }
});
