import type { PrintOption } from '../languages/kit/session-form.ts';
import type { SessionStep, Want } from './example-setting.ts';

/** A statement of an interactive session, with the lines of the text that it takes. */
export interface DoctestStep extends SessionStep {
  readonly from: number;
  /** The line behind the last one. */
  readonly to: number;
}

const prompt = /^(\s*)>>>(?: |$)?/;
const continuation = /^\s*\.\.\.(?: |$)/;
const printOptions: ReadonlySet<string> = new Set<PrintOption>([
  'ELLIPSIS',
  'FLOAT_CMP',
  'NORMALIZE_WHITESPACE',
  'NUMBER',
]);

/**
 * The statements after `>>>` in a text with what stands below each, up to a blank line or the next
 * statement. What is skipped, or needs another machine, is no step.
 *
 * @param options What holds for all of them, as a project or file sets it.
 */
export function doctestSteps(
  lines: readonly string[],
  options: readonly PrintOption[] = [],
): readonly DoctestStep[] {
  const steps: DoctestStep[] = [];
  for (let at = 0; at < lines.length;) {
    const from = at;
    const first = prompt.exec(lines[at] ?? '');
    at += 1;
    if (!first) continue;
    const indent = first[1]?.length ?? 0;
    const source = [(lines[from] ?? '').slice(first[0].length)];
    while (continuation.test(lines[at] ?? '') && at < lines.length) {
      source.push((lines[at] ?? '').replace(continuation, ''));
      at += 1;
    }
    const shown: string[] = [];
    for (; at < lines.length; at += 1) {
      const line = lines[at] ?? '';
      if (line.trim() === '' || prompt.test(line) || /^\s*```/.test(line)) break;
      shown.push(line.slice(Math.min(indent, line.length - line.trimStart().length)).trimEnd());
    }
    const code = source.join('\n').trimEnd();
    const flags = flagsOf(code);
    if (flags.get('SKIP') === true || flags.get('REMOTE_DATA') === true) continue;
    const ignored = flags.get('IGNORE_OUTPUT') === true;
    steps.push({
      code,
      wants: ignored ? { kind: 'nothing' } : wantOf(shown, flags, options),
      from,
      to: at,
    });
  }
  return steps;
}

/** `# doctest: +ELLIPSIS, -SKIP` by name. */
function flagsOf(code: string): ReadonlyMap<string, boolean> {
  const flags = new Map<string, boolean>();
  for (const [, list = ''] of code.matchAll(/#\s*doctest:\s*([^\n]*)/g)) {
    for (const [, sign, name = ''] of list.matchAll(/([-+])\s*(\w+)/g))
      flags.set(name, sign === '+');
  }
  return flags;
}

function wantOf(
  shown: readonly string[],
  flags: ReadonlyMap<string, boolean>,
  usual: readonly PrintOption[],
): Want {
  if (shown.length === 0) return { kind: 'nothing' };
  if (/^Traceback \((?:most recent call|innermost) last\):/.test(shown[0] ?? '')) {
    const said = shown.slice(1).find((line) => /^[A-Za-z_]/.test(line));
    const exception = /^([A-Za-z_][\w.]*)\s*(?::|$)/.exec(said ?? shown.at(-1)?.trim() ?? '')?.[1];
    return { kind: 'raises', ...(exception === undefined ? {} : { exception }) };
  }
  const options = new Set<PrintOption>(usual);
  for (const [name, isOn] of flags) {
    if (!isPrintOption(name)) continue;
    if (isOn) options.add(name);
    else options.delete(name);
  }
  const text = shown.map((line) => (line.trim() === '<BLANKLINE>' ? '' : line)).join('\n');
  // Projects set this one for all their examples, in places that cannot all be known.
  if (text.includes('...') && flags.get('ELLIPSIS') !== false) options.add('ELLIPSIS');
  return { kind: 'shown', text, options: [...options], isOutput: true };
}

function isPrintOption(name: string): name is PrintOption {
  return printOptions.has(name);
}
