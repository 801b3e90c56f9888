import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ReportQuestion } from '../../../core/report/report.ts';
import type { PageMessage } from '../messages.ts';

export interface QuestionSectionProps {
  readonly question: ReportQuestion & { readonly number: number };
  readonly send: (message: PageMessage) => void;
  /** Called where the keyboard was in the question when it went. */
  readonly onGone: () => void;
}

/** Two readings of the description survive: shows the input on which they differ, and asks. */
export function QuestionSection({ question, send, onGone }: QuestionSectionProps) {
  const { call, choices, number } = question;
  const [isAnswered, setAnswered] = useState(false);
  const [isWriting, setWriting] = useState(false);
  const [expected, setExpected] = useState('');
  const section = useRef<HTMLElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const field = useId();

  useEffect(() => {
    if (isWriting) input.current?.focus();
  }, [isWriting]);
  // Before its elements go: the keyboard must not be lost with them.
  useLayoutEffect(
    () => () => {
      if (section.current?.contains(document.activeElement)) onGone();
    },
    [],
  );

  const answer = (given: { readonly choice?: number; readonly expected?: string }) => {
    if (isAnswered) return;
    setAnswered(true);
    send({ type: 'answer', question: number, ...given });
  };

  return (
    <section ref={section} class="question" aria-labelledby="question-title">
      <h2 id="question-title">Which did you mean?</h2>
      <p>The description can be read in more than one way. What should this give?</p>
      <p class="call">
        <code dir="ltr">{call}</code>
      </p>
      <div class="choices" role="group" aria-labelledby="question-title">
        {choices.map(({ shown, candidates }, index) => (
          <button
            type="button"
            class="choice"
            key={index}
            aria-disabled={isAnswered}
            onClick={() => answer({ choice: index })}
          >
            <code dir="ltr">{shown}</code>
            {candidates !== undefined && (
              <span class="voices">
                {candidates === 1 ? '1 candidate says so' : `${candidates} candidates say so`}
              </span>
            )}
          </button>
        ))}
      </div>
      <div class="ways">
        <button
          type="button"
          class="secondary"
          aria-expanded={isWriting}
          aria-disabled={isAnswered}
          onClick={() => setWriting(!isWriting)}
        >
          Neither: something else
        </button>
        <button
          type="button"
          class="secondary"
          aria-disabled={isAnswered}
          onClick={() => answer({})}
        >
          I cannot say
        </button>
      </div>
      {isWriting && (
        <div class="own">
          <label for={field}>The right result, as an expression</label>
          <input
            id={field}
            ref={input}
            type="text"
            dir="ltr"
            spellcheck={false}
            autocomplete="off"
            value={expected}
            onInput={(event) => setExpected(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && expected.trim() !== '') answer({ expected });
              if (event.key === 'Escape') setWriting(false);
            }}
          />
          <button
            type="button"
            aria-disabled={isAnswered || expected.trim() === ''}
            onClick={() => {
              if (expected.trim() !== '') answer({ expected });
            }}
          >
            Use this result
          </button>
        </div>
      )}
      <p class="hint">Your answer becomes a trusted example of this run, and the run goes on.</p>
    </section>
  );
}
