import type { Candidate } from '../candidate.ts';
import { outdentRest } from '../languages/kit/indent.ts';
import { languageFacts } from '../languages/kit/facts.ts';
import { withoutExport } from '../languages/kit/subject.ts';
import type { Task } from '../task.ts';

/** The target as the file has it; undefined where it is only a stub. */
export function writtenCode({ target, contract, language }: Task): Candidate | undefined {
  if (target.isStub) return undefined;
  const { family } = languageFacts(language);
  const { text } = target.snapshot;
  const slice = text.slice(target.range.start, target.range.end).replaceAll('\r\n', '\n');
  return {
    id: `${contract.name}/file`,
    contract: contract.name,
    code: withoutExport(outdentRest(slice, target.indent, family)),
    imports: [],
    origin: {
      operator: 'file',
      action: '',
      sample: 0,
      model: '',
      temperature: 0,
      promptHash: '',
      tokens: 0,
    },
  };
}
