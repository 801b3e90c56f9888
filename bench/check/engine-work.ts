import { Cancellation } from '../../src/core/engine/cancellation.ts';
import { Engine } from '../../src/core/engine/engine.ts';
import { defaultSettings } from '../../src/core/settings.ts';
import { sha256 } from '../../src/node/hash.ts';
import { MemoryStore } from '../../test/support/memory-store.ts';
import { instantModel, instantRunner } from '../engine/instant-ports.ts';
import { benchTask, growing, rankless } from '../engine/strategies.ts';
import type { Counts } from './counts.ts';

/** A clock that stands still, so that journals are the same to the byte. */
const noon = { now: () => 1_764_000_000_000, monotonic: () => 0 };
const unparsed = () => Promise.reject(new Error('nothing to parse'));

/** What the engine does and keeps for 1,000 candidates of a scripted strategy. */
export async function engineWork(): Promise<Counts> {
  const store = new MemoryStore();
  const engine = new Engine({
    model: instantModel,
    runner: instantRunner,
    parser: { tree: unparsed, summarize: unparsed, nodes: unparsed },
    store,
    clock: noon,
    hash: sha256,
    strategies: [growing({ waves: 50, samples: 20, probes: 10, shown: true }, () => undefined)],
    selectors: [rankless],
    version: 'bench',
  });
  let facts = 0;
  let views = 0;
  const result = await engine.start(
    benchTask,
    { ...defaultSettings, budget: { tokens: 1e9 } },
    {
      signal: new Cancellation(),
      onFact: () => (facts += 1),
      onView: () => (views += 1),
    },
  );
  if (!result.ok || result.value.state !== 'solved') throw new Error(JSON.stringify(result));
  const stored = await store.read(result.value.id);
  if (!stored.ok) throw new Error(stored.error.message);
  const { lines } = stored.value;
  return {
    'engine, 1,000 candidates: actions': result.value.view.finished,
    'engine, 1,000 candidates: facts': facts,
    'engine, 1,000 candidates: views': views,
    'engine, 1,000 candidates: journal lines': lines.length,
    'engine, 1,000 candidates: journal bytes': lines.reduce(
      (sum, line) => sum + Buffer.byteLength(line) + 1,
      0,
    ),
  };
}
