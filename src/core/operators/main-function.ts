import type { FoundFunction, ParsedSource } from '../languages/parsed-source.ts';
import type { Subject } from '../languages/subject.ts';

/**
 * The function that is asked for: the last that is whole, else one with a body, else any. Of
 * several of its name those count that take as much, for a getter and a setter share one.
 */
export function namedMain(parsed: ParsedSource, subject: Subject): FoundFunction | undefined {
  const { contract, within } = subject;
  const named = parsed.functions.filter((found) => lastName(found) === contract.name);
  const wanted = ownParameters(contract.parameters).length;
  const reachable = named.filter(isReachable);
  // An answer may repeat the function that it stands in.
  const path = `.${within}.${contract.name}`;
  const inside = named.filter(({ qualifiedName }) => path.endsWith(`.${qualifiedName}`));
  const found = reachable.length > 0 || within === undefined ? reachable : inside;
  const alike = found.filter(({ parameters }) => ownParameters(parameters).length === wanted);
  const those = alike.some(({ isStub }) => !isStub) ? alike : found;
  const written = those.filter(({ isStub }) => !isStub);
  return written.findLast(isSound) ?? written[0] ?? those[0];
}

/** A function inside of another one is a part of that, whatever its name. */
function isReachable({ declaration }: FoundFunction): boolean {
  for (let { owner } = declaration; owner; { owner } = owner) if (owner.isFunction) return false;
  return true;
}

/** The one implemented function with as many parameters that no other one calls. */
export function likelyMain(parsed: ParsedSource, subject: Subject): FoundFunction | undefined {
  const wanted = ownParameters(subject.contract.parameters).length;
  const whole = parsed.functions.filter(
    (found) =>
      !found.isStub &&
      isReachable(found) &&
      (subject.member || !found.qualifiedName.includes('.')) &&
      ownParameters(found.parameters).length === wanted,
  );
  const called = new Set(
    parsed.functions.flatMap((found) =>
      found.isStub ? [] : found.mentions.filter((name) => name !== lastName(found)),
    ),
  );
  const roots = whole.filter((found) => !called.has(lastName(found)));
  return roots.length === 1 ? roots[0] : undefined;
}

/** True where all of it was read. */
export function isSound({ declaration }: FoundFunction): boolean {
  return !declaration.isCut && !declaration.node.hasError;
}

export function lastName({ declaration }: FoundFunction): string {
  return declaration.name;
}

/** Parameters without the receiver of a method. */
export function ownParameters<P extends { readonly name: string }>(parameters: readonly P[]): P[] {
  return parameters.filter(({ name }, index) => index > 0 || !/^(?:self|cls|this)$/.test(name));
}
