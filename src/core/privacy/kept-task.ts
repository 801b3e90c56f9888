import type { TextRange } from '../text.ts';
import { dataWithoutSecrets, mask, maskedText } from './secrets.ts';
import type { Scaffold, Task } from '../task.ts';

/** True where programs of this task need a text that was masked: they would run on another one. */
export function lacksSecrets({ scaffold, examples }: Task): boolean {
  const { prelude, above = [], below = [], modules } = scaffold;
  const needed = [...above, ...below].filter((statement) => statement.needed);
  return JSON.stringify([prelude, needed, modules, examples]).includes(mask);
}

/**
 * A task as a journal keeps it: secrets masked in everything that it holds, the file's text included.
 * Its ranges are those of the masked text.
 */
export function taskToKeep(task: Task): Task {
  const { target, scaffold, ...rest } = task;
  const { text, placeOf } = maskedText(target.snapshot.text);
  const moved = ({ start, end }: TextRange): TextRange => ({
    start: placeOf(start),
    end: placeOf(end),
  });
  const { snapshot, range, body, doc, ...words } = target;
  return {
    ...dataWithoutSecrets(rest),
    scaffold: scaffoldToKeep(scaffold),
    target: {
      ...dataWithoutSecrets(words),
      snapshot: { ...snapshot, text },
      range: moved(range),
      body: moved(body),
      ...(doc ? { doc: moved(doc) } : {}),
    },
  };
}

/** Files of packages stay as they are: they are public, may be large, and run as they were published. */
function scaffoldToKeep({ modules: set, ...rest }: Scaffold): Scaffold {
  if (set === undefined) return dataWithoutSecrets(rest);
  const modules = set.modules.map((module) =>
    module.isPackage === true ? module : dataWithoutSecrets(module),
  );
  return {
    ...dataWithoutSecrets(rest),
    modules: { ...dataWithoutSecrets({ home: set.home }), modules },
  };
}
