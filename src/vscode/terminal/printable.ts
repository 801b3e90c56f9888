import { unseen } from '../../core/unseen.ts';

const controls = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b[@-_]/g;

/** Text of a candidate with everything taken out that could steer a terminal or cannot be seen. */
export function printable(text: string): string {
  return text.replace(controls, '').replace(unseen, (c) => (c === '\n' || c === '\t' ? c : ''));
}
