import { withoutExport } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import type { Candidate } from '../candidate.ts';
import { atColumnZero } from '../languages/target-code.ts';
import type { Task } from '../task.ts';

/** The operator that stands in the origin of code that the file has. */
export const writtenOperator = 'file';

/** The target as the file has it; undefined where it is only a stub. */
export function writtenCode(task: Task): Candidate | undefined {
  return task.target.isStub ? undefined : codeInFile(task);
}

/** The target as the file has it, stub or not. */
export function codeInFile({ target, contract, language: languageId }: Task): Candidate {
  const language = languageOf(languageId);
  const { text } = target.snapshot;
  const slice = text.slice(target.range.start, target.range.end).replaceAll('\r\n', '\n');
  const code = atColumnZero(slice, target);
  return {
    id: `${contract.name}/file`,
    contract: contract.name,
    code: target.kind === 'method' ? code : withoutExport(code, language),
    imports: [],
    origin: {
      operator: writtenOperator,
      action: '',
      sample: 0,
      model: '',
      temperature: 0,
      promptHash: '',
      tokens: 0,
    },
  };
}
