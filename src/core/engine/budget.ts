import type { BudgetLimits } from '../settings.ts';

/** What actions take. Whole numbers: `money` in millionths of the currency, `runs` in evaluations. */
export interface Amounts {
  readonly tokens: number;
  readonly money: number;
  readonly runs: number;
}

export type Resource = keyof Amounts;

export const nothing: Amounts = { tokens: 0, money: 0, runs: 0 };

const resources = ['tokens', 'money', 'runs'] as const;

/** One million: `Amounts.money` per unit of currency. */
export const moneyScale = 1_000_000;

/** What a lease asks for. `paid`: for an answer that an earlier session has paid for. */
export interface Demand {
  readonly need: Amounts;
  readonly paid: boolean;
}

/**
 * The budget of one routine: a share of its parent's that is its own while it runs. A lease is
 * busy, or waits for more (`waiting`), or has handed its budget to `parts`, or is closed.
 */
export class Lease {
  readonly parent: Lease | undefined;
  free: Amounts;
  waiting: Demand | undefined;
  parts: readonly Lease[] = [];
  closed = false;

  constructor(free: Amounts, parent?: Lease) {
    this.free = free;
    this.parent = parent;
  }

  /** Hands everything free out to new leases, in proportion to `shares`. */
  split(shares: readonly number[]): readonly Lease[] {
    const total = shares.reduce((sum, share) => sum + share, 0);
    const whole = this.free;
    this.parts = shares.map((share) => {
      const part = map(whole, (amount) => portion(amount, share / total));
      this.free = minus(this.free, part);
      return new Lease(part, this);
    });
    return this.parts;
  }

  /** Gives what is left back to the parent. Later credit goes there too. */
  close(): void {
    if (this.closed) return;
    for (const part of this.parts) part.close();
    this.parts = [];
    this.closed = true;
    this.waiting = undefined;
    if (this.parent) {
      this.parent.credit(this.free);
      this.free = nothing;
    }
  }

  credit(amounts: Amounts): void {
    if (this.closed && this.parent) this.parent.credit(amounts);
    else this.free = plus(this.free, amounts);
  }
}

/** What `Budget.resolve` decided about waiting leases: who goes on, or who must do without. */
export interface Resolution {
  readonly granted: readonly Lease[];
  readonly denied?: Lease;
}

/**
 * The budget of one run. Every action reserves what it may take before it starts and settles what
 * it took; what is reserved and spent never exceeds the limits. Leases divide the budget among
 * routines that run side by side, so that who gets what depends on what they ask for and never on
 * whose answer came first: a routine that needs more than its lease waits until all its siblings
 * wait or have finished, and what those left is then shared in the order of the siblings.
 */
export class Budget {
  readonly root: Lease;
  readonly #limits: Amounts;
  #spent: Amounts;
  #reserved: Amounts = nothing;

  /** `spent`: what the run has paid for in earlier sessions. */
  constructor(limits: BudgetLimits, spent: Amounts = nothing) {
    this.#limits = {
      tokens: limits.tokens ?? Infinity,
      money: limits.money === undefined ? Infinity : Math.floor(limits.money * moneyScale),
      runs: limits.runs ?? Infinity,
    };
    this.#spent = spent;
    this.root = new Lease(this.#limits);
  }

  get spent(): Amounts {
    return this.#spent;
  }

  get reserved(): Amounts {
    return this.#reserved;
  }

  /** What neither is spent nor reserved; may be negative where a server took more than was asked. */
  get left(): Amounts {
    return minus(minus(this.#limits, this.#spent), this.#reserved);
  }

  limit(resource: Resource): number {
    return this.#limits[resource];
  }

  /** Reserves what is demanded, or leaves the lease waiting for it. */
  request(lease: Lease, demand: Demand): boolean {
    if (this.#fits(lease.free, demand)) {
      this.#take(lease, demand);
      return true;
    }
    lease.waiting = demand;
    return false;
  }

  /** Reserves what is demanded even where the lease has too little: what is paid for is not denied. */
  overdraw(lease: Lease, demand: Demand): void {
    this.#take(lease, demand);
  }

  /**
   * An action is over: its reservation ends, and what it took counts as spent. To be called when
   * it is known, which may be before the routine hears of it.
   */
  spend(demand: Demand, cost: Amounts): void {
    if (demand.paid) return;
    this.#reserved = minus(this.#reserved, demand.need);
    this.#spent = plus(this.#spent, cost);
  }

  /** The routine hears of it: what is left of the reservation returns to its lease. */
  settle(lease: Lease, demand: Demand, cost: Amounts): void {
    lease.credit(minus(demand.need, cost));
  }

  /**
   * Decides about leases that wait. To be called when every result at hand has been delivered.
   * Returns leases whose `waiting` need is now reserved; when everything waits and nothing fits,
   * the first lease in tree order, which must do without.
   */
  resolve(): Resolution {
    const granted: Lease[] = [];
    if (this.#visit(this.root, granted) !== 'waiting') return { granted };
    const [first] = waitingIn(this.root);
    if (!first) throw new Error('A budget waits for no lease.');
    first.waiting = undefined;
    return { granted, denied: first };
  }

  #visit(lease: Lease, granted: Lease[]): 'moving' | 'waiting' | 'closed' {
    if (lease.closed) return 'closed';
    if (lease.waiting && lease.parts.length === 0) return 'waiting';
    const states = lease.parts.map((part) => this.#visit(part, granted));
    if (!states.includes('waiting') || states.includes('moving')) return 'moving';
    // Everything below waits: what they have left is put together and given out again.
    for (const part of lease.parts) gather(part, lease);
    const served = waitingIn(lease).filter((part) => {
      const demand = part.waiting;
      if (!demand || !this.#fits(lease.free, demand)) return false;
      move(demand.need, lease, part);
      this.#take(part, demand);
      return true;
    });
    if (served.length === 0) return 'waiting';
    granted.push(...served);
    const rest = map(lease.free, (amount) => portion(amount, 1 / served.length));
    for (const part of served) move(rest, lease, part);
    return 'moving';
  }

  #fits(free: Amounts, { need, paid }: Demand): boolean {
    return covers(free, need) && (paid || covers(this.left, need));
  }

  #take(lease: Lease, { need, paid }: Demand): void {
    lease.waiting = undefined;
    lease.free = minus(lease.free, need);
    if (!paid) this.#reserved = plus(this.#reserved, need);
  }
}

/** The first resource of which `need` is more than `have`; undefined where all fits. */
export function lacking(have: Amounts, need: Amounts): Resource | undefined {
  // A resource that is not needed is never lacking, even where the budget is overdrawn.
  return resources.find((resource) => need[resource] > 0 && need[resource] > have[resource]);
}

export function plus(a: Amounts, b: Amounts): Amounts {
  return { tokens: a.tokens + b.tokens, money: a.money + b.money, runs: a.runs + b.runs };
}

function covers(have: Amounts, need: Amounts): boolean {
  return lacking(have, need) === undefined;
}

function minus(a: Amounts, b: Amounts): Amounts {
  return {
    tokens: less(a.tokens, b.tokens),
    money: less(a.money, b.money),
    runs: less(a.runs, b.runs),
  };
}

/** Without limit stays without limit. */
function less(a: number, b: number): number {
  return a === Infinity ? Infinity : a - b;
}

function portion(amount: number, share: number): number {
  if (amount === Infinity) return Infinity;
  return amount > 0 ? Math.floor(amount * share) : 0;
}

function map(amounts: Amounts, change: (amount: number) => number): Amounts {
  return {
    tokens: change(amounts.tokens),
    money: change(amounts.money),
    runs: change(amounts.runs),
  };
}

function move(amounts: Amounts, from: Lease, to: Lease): void {
  from.free = minus(from.free, amounts);
  to.free = plus(to.free, amounts);
}

function gather(part: Lease, into: Lease): void {
  for (const lower of part.parts) gather(lower, into);
  if (part.closed) return;
  into.free = plus(into.free, part.free);
  part.free = map(part.free, (amount) => (amount === Infinity ? Infinity : 0));
}

/** Leases that wait, in tree order. */
function waitingIn(lease: Lease): readonly Lease[] {
  if (lease.closed) return [];
  if (lease.parts.length > 0) return lease.parts.flatMap(waitingIn);
  return lease.waiting ? [lease] : [];
}
