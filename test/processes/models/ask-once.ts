/** Sends one request to a server, as models are asked, and tells what it answered: `ask-once.ts URL`. */
import { send } from '../../../src/node/models/http.ts';

const [, , url = ''] = process.argv;
const answer = await send(url, new URL(url), {
  method: 'POST',
  headers: { authorization: 'Bearer the-key' },
  body: '{}',
  signal: AbortSignal.timeout(20_000),
}).catch(String);
process.stdout.write(typeof answer === 'string' ? answer : await answer.text());
