/** `src/a.py:Stack.push`; a Windows drive is no function name. */
export function splitOperand(operand: string): { readonly path: string; readonly name?: string } {
  const match = /^(.+\.[A-Za-z]+):([\p{L}_$][\p{L}\p{N}_$.]*)$/u.exec(operand);
  return match?.[1] && match[2] ? { path: match[1], name: match[2] } : { path: operand };
}
