/** A figure that is not known: hardly less, probably, hardly more. */
export interface Span {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

export function span(low: number, likely: number, high: number): Span {
  return { low, likely, high };
}

export function exactly(value: number): Span {
  return span(value, value, value);
}

export function plusSpan(a: Span, b: Span): Span {
  return span(a.low + b.low, a.likely + b.likely, a.high + b.high);
}

export function timesSpan(a: Span, b: Span): Span {
  return span(a.low * b.low, a.likely * b.likely, a.high * b.high);
}

export function mapSpan({ low, likely, high }: Span, change: (value: number) => number): Span {
  return span(change(low), change(likely), change(high));
}
