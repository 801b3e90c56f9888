const controls = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b[@-_]|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Text of a candidate with everything taken out that could steer a terminal. */
export function printable(text: string): string {
  return text.replace(controls, '');
}
