export function docCommentText(comment: string): string {
  const inside = comment.replace(/^\s*\/\*\*?/, '').replace(/\*\/\s*$/, '');
  return inside
    .split(/\r\n|\n/)
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd())
    .join('\n')
    .trim();
}
