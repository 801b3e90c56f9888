import { useRef, useState } from 'preact/hooks';
import { boxHeight, boxWidth } from '../../../core/report/plan-picture.ts';
import type { PlanBox } from '../../../core/report/report.ts';
import type { ShownRun } from '../messages.ts';
import { Sign } from './sign.tsx';

/** Characters that fit into a box. */
const nameFits = 21;
const textFits = 31;

export interface PlanSectionProps {
  readonly shown: ShownRun;
  readonly onSelect: (path: string) => void;
}

/** The plan as a picture whose boxes choose the function below, and the same in words. */
export function PlanSection({ shown, onSelect }: PlanSectionProps) {
  const { picture, boxes } = shown;
  const selected = shown.function?.path;
  const [focused, setFocused] = useState<string>();
  const svg = useRef<SVGSVGElement>(null);
  const paths = picture.boxes.map(({ path }) => path);
  const stop = [focused, selected, paths[0]].find(
    (path) => path !== undefined && paths.includes(path),
  );

  const onKeyDown = (event: KeyboardEvent) => {
    const at = paths.indexOf(stop ?? '');
    const last = paths.length - 1;
    const next: Readonly<Record<string, number>> = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: last,
    };
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      if (stop !== undefined) onSelect(stop);
      return;
    }
    const to = next[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const path = paths[Math.min(last, Math.max(0, to))];
    setFocused(path);
    const box = [...(svg.current?.querySelectorAll<SVGGElement>('[data-path]') ?? [])].find(
      (each) => each.dataset['path'] === path,
    );
    box?.focus();
  };

  if (picture.boxes.length === 0) return null;
  return (
    <section aria-labelledby="plan-title">
      <h2 id="plan-title">Plan</h2>
      <div class="plan">
        <svg
          ref={svg}
          role="tablist"
          aria-label="Functions of the plan"
          width={picture.width}
          height={picture.height}
          viewBox={`0 0 ${picture.width} ${picture.height}`}
          onKeyDown={onKeyDown}
        >
          <g aria-hidden="true">
            {picture.arrows.map(({ from, to, kind, line }) => (
              <path
                key={`${from} ${to}`}
                class={`arrow ${kind} ${from === selected || to === selected ? 'near' : ''}`}
                d={line}
              />
            ))}
          </g>
          {picture.boxes.map((box) => (
            <Box
              key={box.path}
              box={box}
              text={boxes[box.path]?.text ?? ''}
              tone={boxes[box.path]?.tone ?? 'planned'}
              isSelected={box.path === selected}
              isStop={box.path === stop}
              onSelect={() => {
                setFocused(box.path);
                onSelect(box.path);
              }}
            />
          ))}
        </svg>
      </div>
      {picture.boxes.length > 1 && (
        <details>
          <summary>Plan in words</summary>
          <ul>
            {picture.boxes.map((box) => (
              <li key={box.path}>
                <code dir="ltr">{box.name}</code>: {inWords(box, boxes[box.path]?.state)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

interface BoxProps {
  readonly box: PlanBox;
  readonly tone: ShownRun['tone'];
  readonly text: string;
  readonly isSelected: boolean;
  readonly isStop: boolean;
  readonly onSelect: () => void;
}

function Box({ box, tone, text, isSelected, isStop, onSelect }: BoxProps) {
  const { path, name, x, y, callers } = box;
  const shared = callers.length > 1;
  const shownName = fitted(name, shared ? nameFits - 7 : nameFits);
  const shownText = fitted(text, textFits);
  return (
    <g
      role="tab"
      class={`box ${tone} ${isSelected ? 'selected' : ''}`}
      data-path={path}
      tabindex={isStop ? 0 : -1}
      aria-selected={isSelected}
      aria-controls={isSelected ? 'function' : undefined}
      aria-label={`${labelled(shownName, name)}${shared ? ' shared' : ''} ${labelled(shownText, text)}`}
      transform={`translate(${x} ${y})`}
      onClick={onSelect}
    >
      <rect class="frame" width={boxWidth} height={boxHeight} rx="4" />
      <Sign tone={tone} x={10} y={10} />
      <text class="name" x="34" y="22">
        {shownName}
      </text>{' '}
      {shared && (
        <text class="text" x={boxWidth - 10} y="22" text-anchor="end">
          shared
        </text>
      )}{' '}
      <text class="text" x="34" y="40">
        {shownText}
      </text>
    </g>
  );
}

function inWords({ calls, callers }: PlanBox, state = 'planned'): string {
  const parts = [state];
  if (calls.length > 0) parts.push(`calls ${calls.join(', ')}`);
  if (callers.length > 1) parts.push(`shared by ${callers.join(', ')}`);
  return parts.join('; ');
}

/** What is seen comes first, so that people who say what they see are understood. */
function labelled(shown: string, whole: string): string {
  return shown === whole ? whole : `${shown} (${whole})`;
}

function fitted(text: string, characters: number): string {
  return text.length <= characters ? text : `${text.slice(0, characters - 1)}…`;
}
