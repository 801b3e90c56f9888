/** As much of a key as nobody writes by chance. Placeholders that are shorter are no secret. */
const telling = 8;

/**
 * What a server said, without the key that it was asked with, or a beginning of it where words were cut:
 * some repeat it when they refuse it, and what they say is shown and kept.
 */
export function withoutKey(said: string, key: string | undefined): string {
  if (key === undefined || key.length < telling) return said;
  const start = key.slice(0, telling);
  let shown = '';
  let at = 0;
  for (let from = said.indexOf(start); from >= 0; from = said.indexOf(start, at)) {
    let length = telling;
    while (length < key.length && said[from + length] === key[length]) length += 1;
    shown += `${said.slice(at, from)}[key]`;
    at = from + length;
  }
  return shown + said.slice(at);
}
