/** White space with its beginning exchanged; what stands further left goes as far as it can. */
export function shifted(white: string, from: string, to: string): string {
  if (white.startsWith(from)) return to + white.slice(from.length);
  const missing = from.length - white.length;
  return missing <= 0 ? white : to.slice(0, Math.max(0, to.length - missing));
}

/** White space in levels of another width, where it is made of whole ones; as it is otherwise. */
export function rescaled(
  white: string,
  { own, unit }: { readonly own: string; readonly unit: string },
): string {
  const levels = white.length / own.length;
  return Number.isInteger(levels) && white === own.repeat(levels) ? unit.repeat(levels) : white;
}
