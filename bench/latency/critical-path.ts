/** Something that a run waited for: an action, from its beginning to its result. Times in ms. */
export interface Span {
  readonly name: string;
  readonly kind: 'ask' | 'run' | 'question';
  readonly from: number;
  readonly to: number;
}

/** A stretch of the critical path. */
export interface Stretch {
  readonly what: string;
  readonly ms: number;
  readonly isGap: boolean;
}

/** A journal's line, as far as it is looked at. */
interface Line {
  readonly type?: string;
  readonly id?: string;
  readonly at?: string;
  readonly ask?: object;
  readonly run?: object;
}

/** What a journal says of its actions; those without a result are left out. */
export function spansIn(journal: string): readonly Span[] {
  const begun = new Map<string, { readonly kind: Span['kind']; readonly from: number }>();
  const spans: Span[] = [];
  for (const text of journal.split('\n').filter((each) => each !== '')) {
    const { type, id = '', at = '', ask, run } = JSON.parse(text) as Line;
    const time = Date.parse(at);
    if (type === 'action') {
      begun.set(id, { kind: ask ? 'ask' : run ? 'run' : 'question', from: time });
    } else if (type === 'result') {
      const action = begun.get(id);
      if (action) spans.push({ name: id, ...action, to: time });
    }
  }
  return spans;
}

/**
 * The chain of actions that a run took its time for, from its end back to its beginning: before each comes the
 * one whose result was the last to be there when it began. What lies between is a gap, named for its two sides.
 */
export function criticalPath(
  spans: readonly Span[],
  { began, ended }: { readonly began: number; readonly ended: number },
): readonly Stretch[] {
  const path: Stretch[] = [];
  const gap = (what: string, ms: number) => {
    if (ms > 0) path.unshift({ what, ms, isGap: true });
  };
  let rest = spans;
  let next = { name: 'the end', from: ended };
  for (;;) {
    const before = rest.filter(({ to }) => to <= next.from);
    const last = before.reduce<Span | undefined>(
      (latest, span) => (latest === undefined || span.to > latest.to ? span : latest),
      undefined,
    );
    if (!last) break;
    gap(`${last.name} → ${next.name}`, next.from - last.to);
    path.unshift({ what: `${last.kind} ${last.name}`, ms: last.to - last.from, isGap: false });
    rest = before.filter((span) => span !== last);
    next = last;
  }
  gap(`start → ${next.name}`, next.from - began);
  return path;
}
