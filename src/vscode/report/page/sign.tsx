import type { Tone } from '../messages.ts';

/** Drawn in a square of 16; every tone has a shape of its own, so that colour is never alone. */
const shapes: Readonly<Record<Tone, string>> = {
  planned: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11',
  working: 'M8 2.5a5.5 5.5 0 0 1 5.500 5.500',
  asking:
    'M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12M6.200 6.300c.1-1.100.8-1.700 1.800-1.700s1.800.700 1.800 1.600c0 1.300-1.700 1.400-1.700 2.700M8.050 11v.3',
  passed: 'M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12M5.200 8.200l2 2l3.700-4.200',
  doubtful: 'M8 2.300l6.200 11.200h-12.400zM8 6.500v3.300M8 11.600v.2',
  failed: 'M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12M5.800 5.800l4.400 4.400M10.200 5.800l-4.400 4.400',
  stopped: 'M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12M3.900 12.100l8.200-8.200',
};

interface SignProps {
  readonly tone: Tone;
  readonly x?: number;
  readonly y?: number;
}

/** How something stands, as a picture. What it says stands beside it in words. */
export function Sign({ tone, x, y }: SignProps) {
  return (
    <svg
      class={`sign ${tone}`}
      x={x}
      y={y}
      width="16"
      height="16"
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      <path d={shapes[tone]} />
    </svg>
  );
}
