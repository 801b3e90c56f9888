import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  Budget,
  nothing,
  type Amounts,
  type Demand,
  type Lease,
} from '../../../src/core/engine/budget.ts';
import { amountText, denial } from '../../../src/core/engine/denial.ts';
import { priceOf, promptTokens, requestNeed, usageCost } from '../../../src/core/engine/prices.ts';
import { branching } from './branching.ts';
import { benchOf, options, PortModel, answerFor, settingsOf, task, valueOf } from './kit.ts';
import { ok } from '../../../src/core/result.ts';

const limits = fc.record({
  tokens: fc.nat(1000),
  money: fc.nat(1000).map((millionths) => millionths / 1_000_000),
  runs: fc.nat(100),
});

const amounts = fc.record({ tokens: fc.nat(400), money: fc.nat(400), runs: fc.nat(40) });

/** What a made-up routine does next with its lease. */
const move = fc.record({
  kind: fc.constantFrom('ask', 'settle', 'split', 'close', 'resolve'),
  at: fc.nat(),
  need: amounts,
  /** Share of the need that is really used. */
  used: fc.double({ min: 0, max: 1, noNaN: true }),
  parts: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }),
});

/** A budget with routines that do as the moves say; checks the invariants after each. */
class Play {
  readonly budget: Budget;
  readonly idle: Lease[];
  readonly flying: { lease: Lease; demand: Demand }[] = [];
  readonly waiting: Lease[] = [];

  constructor(budget: Budget) {
    this.budget = budget;
    this.idle = [budget.root];
  }

  step({ kind, at, need, used, parts }: typeof move extends fc.Arbitrary<infer T> ? T : never) {
    if (kind === 'resolve') {
      const { granted, denied } = this.budget.resolve();
      for (const lease of granted) this.fly(lease);
      if (denied) this.idle.push(...this.waiting.splice(this.waiting.indexOf(denied), 1));
      return;
    }
    if (kind === 'settle') {
      const [flight] = this.flying.splice(at % (this.flying.length || 1), 1);
      if (!flight) return;
      const { lease, demand } = flight;
      const cost = scale(demand.need, used);
      this.budget.spend(demand, cost);
      this.budget.settle(lease, demand, cost);
      this.idle.push(lease);
      return;
    }
    const lease = this.idle[at % (this.idle.length || 1)];
    if (!lease) return;
    this.idle.splice(this.idle.indexOf(lease), 1);
    if (kind === 'split') this.idle.push(...lease.split(parts));
    else if (kind === 'close' && lease.parent) {
      lease.close();
      const { parent } = lease;
      if (parent.parts.every(({ closed }) => closed)) {
        parent.parts = [];
        this.idle.push(parent);
      }
    } else if (kind === 'ask') {
      const demand = { need, paid: false };
      if (this.budget.request(lease, demand)) this.flying.push({ lease, demand });
      else {
        this.demands.set(lease, demand);
        this.waiting.push(lease);
      }
    } else this.idle.push(lease);
  }

  readonly demands = new Map<Lease, Demand>();

  fly(lease: Lease) {
    const demand = this.demands.get(lease);
    assert.ok(demand);
    this.waiting.splice(this.waiting.indexOf(lease), 1);
    this.flying.push({ lease, demand });
  }

  check(whole: Amounts) {
    const { spent, reserved, root } = this.budget;
    const free = freeIn(root);
    for (const resource of ['tokens', 'money', 'runs'] as const) {
      assert.ok(spent[resource] + reserved[resource] <= whole[resource], `${resource} exceeded`);
      assert.equal(free[resource] + spent[resource] + reserved[resource], whole[resource]);
    }
  }
}

function scale(need: Amounts, part: number): Amounts {
  return {
    tokens: Math.floor(need.tokens * part),
    money: Math.floor(need.money * part),
    runs: Math.floor(need.runs * part),
  };
}

function freeIn(lease: Lease): Amounts {
  return lease.parts.reduce<Amounts>((sum, part) => {
    if (part.closed) return sum;
    const free = freeIn(part);
    return {
      tokens: sum.tokens + free.tokens,
      money: sum.money + free.money,
      runs: sum.runs + free.runs,
    };
  }, lease.free);
}

describe('budget', () => {
  it('never exceeds its limits and loses nothing, whatever routines do', () => {
    fc.assert(
      fc.property(limits, fc.array(move, { maxLength: 60 }), (given, moves) => {
        const play = new Play(new Budget(given));
        const whole = {
          tokens: given.tokens,
          money: Math.floor(given.money * 1_000_000),
          runs: given.runs,
        };
        for (const each of moves) {
          play.step(each);
          play.check(whole);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is never exceeded by a run, at any moment', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 0, max: 3000 }),
        async (scheduler, tokens) => {
          const open = new Map<string, number>();
          let spent = 0;
          const model = new PortModel(async (request, { action }) => {
            open.set(action, requestNeed(request, undefined).tokens);
            const reserved = [...open.values()].reduce((sum, need) => sum + need, 0);
            assert.ok(spent + reserved <= tokens, `${spent} + ${reserved} > ${tokens}`);
            const answer = answerFor(request, action);
            await scheduler.schedule(Promise.resolve(), action);
            spent += answer.usage.promptTokens + answer.usage.completionTokens;
            open.delete(action);
            return ok(answer);
          });
          const { engine } = benchOf(branching, { model });
          const run = engine.start(task, settingsOf({ budget: { tokens } }), options());
          const result = valueOf(await scheduler.waitFor(run));
          assert.equal(result.reason === 'internal-error' ? result.message : '', '');
          assert.equal(result.view.tokens, spent);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('leases by share, waits for what siblings leave, and denies what nobody can give', () => {
    const budget = new Budget({ tokens: 100 });
    const [small, large] = budget.root.split([1, 3]);
    assert.ok(small && large);
    const demand = (tokens: number) => ({ need: { ...nothing, tokens }, paid: false });
    assert.equal(small.free.tokens, 25);
    assert.equal(budget.request(small, demand(40)), false);
    assert.deepEqual(budget.resolve(), { granted: [] }, 'the large one may still use its own');
    assert.equal(budget.request(large, demand(60)), true);
    budget.spend(demand(60), { ...nothing, tokens: 20 });
    budget.settle(large, demand(60), { ...nothing, tokens: 20 });
    large.close();
    assert.deepEqual(budget.resolve().granted, [small]);
    budget.spend(demand(40), { ...nothing, tokens: 40 });
    budget.settle(small, demand(40), { ...nothing, tokens: 40 });
    assert.equal(budget.request(small, demand(41)), false);
    assert.equal(budget.resolve().denied, small);
  });

  it('has room for everything where nothing is limited', () => {
    const budget = new Budget({});
    const [one, two] = budget.root.split([1, 1]);
    assert.ok(one && two);
    const demand = { need: { tokens: 1e9, money: 1e9, runs: 1e9 }, paid: false };
    assert.ok(budget.request(one, demand) && budget.request(two, demand));
    one.close();
    two.close();
    assert.deepEqual(budget.root.free, { tokens: Infinity, money: Infinity, runs: Infinity });
  });

  it('counts money in millionths, by the price of the longest name that fits', () => {
    const prices = {
      mini: { prompt: 1, completion: 2 },
      'gpt-mini': { prompt: 0.15, completion: 0.6 },
      '*': { prompt: 9, completion: 9 },
    };
    assert.equal(priceOf(prices, 'openai/gpt-mini'), prices['gpt-mini']);
    assert.equal(priceOf(prices, 'maximini'), prices['*']);
    assert.equal(priceOf({ mini: prices.mini }, 'large'), undefined);
    const usage = { promptTokens: 1001, completionTokens: 10, estimated: false };
    assert.deepEqual(usageCost(usage, prices['gpt-mini']), { tokens: 1011, money: 157, runs: 0 });
  });

  it('estimates prompts by bytes, so that no script is counted short', () => {
    assert.equal(promptTokens([{ role: 'user', content: 'abcdef' }]), 8 + 2);
    assert.equal(promptTokens([{ role: 'user', content: '木木木' }]), 8 + 3);
    assert.equal(promptTokens([{ role: 'user', content: '😀😀😀' }]), 8 + 4);
  });

  it('says how many samples would still fit', () => {
    const budget = new Budget({ tokens: 350 });
    const asked = {
      messages: [{ role: 'user' as const, content: '' }],
      samples: 5,
      temperature: 0,
      maxTokens: 100,
    };
    const demand = { need: requestNeed(asked, undefined), paid: false };
    const { fits, limit, message } = denial({ demand, asked }, budget);
    assert.deepEqual([fits, limit], [3, 'tokens']);
    assert.match(message, /350 tokens left; this needs up to 508 tokens/);
    assert.equal(amountText('tokens', 1234567), '1,234,567 tokens');
  });
});
