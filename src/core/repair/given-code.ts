import { codeBlocks } from '../languages/kit/code-blocks.ts';
import type { Language } from '../languages/language.ts';
import { languageOf } from '../languages/languages.ts';
import { fenced } from '../languages/assertion-text.ts';
import type { Candidate } from '../candidate.ts';
import { readImplementations } from '../operators/implement.ts';
import { namesIn } from '../languages/names-in.ts';
import type { Parser } from '../ports.ts';
import { defaultSettings } from '../settings.ts';
import { implementInput, targetJob } from '../strategies/job.ts';
import type { Task } from '../task.ts';

/**
 * Code that somebody proposes for a task's target, read as leniently as a model's answer. Undefined
 * where it does not hold the function.
 */
export async function givenCode(
  task: Task,
  code: string,
  parser: Parser,
): Promise<Candidate | undefined> {
  const language = languageOf(task.language);
  const { name } = task.contract;
  // A model's answer may call its only function as it likes; who gives code means the one they name.
  const text = /^\s*```/.test(code) ? code : fenced(code, language.fence);
  if (!(await mentions(text, name, language, parser))) return undefined;
  const sample = { text, finish: 'stop' } as const;
  const reply = {
    samples: [sample],
    usage: { promptTokens: 0, completionTokens: 0, estimated: false },
    model: '',
    notices: [],
  };
  const input = implementInput({ task, settings: defaultSettings }, targetJob(task), 1);
  const [read] = await readImplementations(reply, input, parser);
  if (read === undefined) return undefined;
  return {
    id: `${task.contract.name}/given`,
    contract: task.contract.name,
    ...read,
    origin: {
      operator: 'given',
      action: '',
      sample: 0,
      model: '',
      temperature: 0,
      promptHash: '',
      tokens: 0,
    },
  };
}

/** True where the code in a text, and not its comments or strings alone, holds a name. */
async function mentions(
  text: string,
  name: string,
  language: Language,
  parser: Parser,
): Promise<boolean> {
  for (const block of codeBlocks(text, language)) {
    const { mentioned } = await namesIn(block.text, language, parser);
    if (mentioned.includes(name)) return true;
  }
  return false;
}
