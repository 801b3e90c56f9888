/**
 * `npm run bench:models -- --base-url URL --model NAME [--api API]`: what a real server supports, as a table
 * that can be pasted into an issue. The key stands in COPPICE_API_KEY. It takes a few small requests.
 */
import { parseArgs } from 'node:util';
import { apiNamed } from '../src/node/models/api.ts';
import { serverTable } from './models/server-table.ts';

const { values } = parseArgs({
  options: { 'base-url': { type: 'string' }, model: { type: 'string' }, api: { type: 'string' } },
});
const { 'base-url': baseUrl, model } = values;
if (baseUrl === undefined || model === undefined || !URL.canParse(baseUrl)) {
  console.error('Usage: npm run bench:models -- --base-url URL --model NAME [--api API]');
  process.exit(2);
}
const apiKey = process.env['COPPICE_API_KEY'];
const api = apiNamed(values.api);
const table = await serverTable({
  baseUrl,
  model,
  ...(apiKey === undefined ? {} : { apiKey }),
  ...(api === undefined ? {} : { api }),
});
console.log(table);
