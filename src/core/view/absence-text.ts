import type { AbsenceReason, AbsentModule } from '../task.ts';

const reasons: Readonly<Record<AbsenceReason, string>> = {
  ignored: 'an ignore file names it',
  private: 'by its name it holds secrets',
  outside: 'it lies outside the workspace folder',
  'too-large': 'it is too large',
  limit: 'programs are given no more modules',
  unreadable: 'it cannot be read as text',
  'not-found': 'there is no such file',
};

/** Says which module candidates have to do without, and why. */
export function absenceText({ module, why }: AbsentModule): string {
  return `Candidates run without "${module}": ${reasons[why]}. Those that use it fail.`;
}
