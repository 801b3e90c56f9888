import { useEffect, useRef, useState } from 'preact/hooks';
import type { FunctionReport } from '../../../core/report/report.ts';
import type { PageMessage, ShownRun } from '../messages.ts';
import { EvidenceSection } from './evidence-section.tsx';
import { Matrix } from './matrix.tsx';
import { PlanSection } from './plan-section.tsx';
import { QuestionSection } from './question-section.tsx';
import { Sign } from './sign.tsx';
import { TestsSection } from './tests-section.tsx';

export interface ReportPageProps {
  readonly shown: ShownRun;
  readonly matrix: FunctionReport | undefined;
  readonly send: (message: PageMessage) => void;
}

/** The whole page. It is drawn again and again; what did not change keeps its elements. */
export function ReportPage({ shown, matrix, send }: ReportPageProps) {
  const { title, tone, state, facts, messages, question, function: pane } = shown;
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <main>
      <header>
        <h1 ref={heading} tabIndex={-1}>
          <Sign tone={tone} />
          <code dir="ltr">{title}</code>
          <span class="state">{state}</span>
        </h1>
        <div class="actions">
          {shown.canStop && (
            <button type="button" class="secondary" onClick={() => send({ type: 'stop' })}>
              Stop
            </button>
          )}
          {shown.canReview && (
            <button type="button" onClick={() => send({ type: 'review' })}>
              Review
            </button>
          )}
        </div>
        <p class="facts">{facts.join(' · ')}</p>
        {messages.map((text) => (
          <p class="message" key={text}>
            {text}
          </p>
        ))}
      </header>
      <Announcer text={question ? `Which did you mean? ${question.call}` : `${title}: ${state}`} />
      {question && (
        <QuestionSection
          key={question.number}
          question={question}
          send={send}
          onGone={() => heading.current?.focus({ preventScroll: true })}
        />
      )}
      <PlanSection shown={shown} onSelect={(path) => send({ type: 'select', path })} />
      {pane && (
        <div id="function" role="tabpanel" aria-labelledby="function-name">
          <header class="function">
            <h2 id="function-name">
              <Sign tone={pane.tone} />
              <code dir="ltr">{pane.name}</code>
              <span class="state">{pane.text}</span>
            </h2>
            <p class="signature">
              <code dir="ltr">{pane.signature}</code>
            </p>
            {pane.description !== '' && <p class="description">{pane.description}</p>}
            {pane.notes.map((note) => (
              <p class="message" key={note}>
                {note}
              </p>
            ))}
          </header>
          {matrix && (
            <>
              <Matrix
                key={pane.path}
                name={pane.name}
                report={matrix}
                onOpen={(candidate) => send({ type: 'open', path: pane.path, candidate })}
              />
              <EvidenceSection report={matrix} />
              <TestsSection report={matrix} />
            </>
          )}
        </div>
      )}
    </main>
  );
}

/** Says what changed to those who do not see it, once things stand still for a moment. */
function Announcer({ text }: { readonly text: string }) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), 400);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p class="unseen" role="status" aria-live="polite">
      {said}
    </p>
  );
}
