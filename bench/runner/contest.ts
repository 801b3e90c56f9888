/** Contestants take turns, so that a busy minute of the machine falls on all of them. */

export interface Turn {
  readonly candidates: number;
  readonly seconds: number;
  readonly verdicts?: Readonly<Record<string, number>>;
  /** Seconds that batches took, by how they ended. */
  readonly batchSeconds?: Readonly<Record<string, number>>;
}

export interface Contestant {
  readonly name: string;
  readonly language: 'python' | 'javascript';
  readonly set: 'trivial' | 'recorded' | 'recorded, those that end';
  /** What it is compared as. */
  readonly role: 'coppice' | 'fresh' | 'field' | 'floor' | 'in-process';
  turn(): Promise<Turn>;
}

export interface Score {
  readonly name: string;
  readonly language: Contestant['language'];
  readonly set: Contestant['set'];
  readonly role: Contestant['role'];
  /** Of the best turn. */
  readonly candidatesPerSecond: number;
  readonly callsPerSecond: number;
  readonly turns: readonly Turn[];
}

export async function contest(
  contestants: readonly Contestant[],
  rounds: number,
  calls: number,
): Promise<Score[]> {
  const turns = new Map<Contestant, Turn[]>(contestants.map((one) => [one, []]));
  for (let round = 0; round < rounds; round++) {
    for (const one of contestants) {
      const turn = await one.turn();
      turns.get(one)?.push(turn);
      const rate = (turn.candidates / turn.seconds).toFixed(0);
      console.log(`  ${round + 1}/${rounds} ${one.language} ${one.set}: ${one.name}: ${rate}/s`);
    }
  }
  return contestants.map((one) => {
    const own = turns.get(one) ?? [];
    const best = Math.max(...own.map(({ candidates, seconds }) => candidates / seconds));
    return {
      name: one.name,
      language: one.language,
      set: one.set,
      role: one.role,
      candidatesPerSecond: round(best),
      callsPerSecond: round(best * calls),
      turns: own,
    };
  });
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
