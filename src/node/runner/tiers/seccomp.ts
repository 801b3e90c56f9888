/** Writes seccomp filters (classic BPF programs) from rules. */
import { auditArch, syscallNumber, type Machine } from './syscalls.ts';

/** A test on one argument of a call; on its lower 32 bits, except where all 64 are looked at: null and places. */
export type ArgumentTest =
  | { readonly argument: number; readonly is: number }
  | { readonly argument: number; readonly isNull: true }
  /** A place in memory: see `placeOfArgument`. */
  | { readonly argument: number; readonly isPlace: Place }
  /** All bits of `bits` are clear. */
  | { readonly argument: number; readonly clear: number }
  /** All bits of `bits` are set. */
  | { readonly argument: number; readonly set: number };

export type Verdict = 'allow' | 'kill' | { readonly errno: number };

/** The verdict on calls of these names where all tests hold; the first rule that fits decides. */
export interface Rule {
  readonly calls: readonly string[];
  readonly when?: readonly ArgumentTest[];
  readonly verdict: Verdict;
}

export interface FilterRules {
  readonly rules: readonly Rule[];
  readonly otherwise: Verdict;
}

/** Stands for the process's own id; `confine.py` puts it in when it installs the filter. */
export const ownPid = 0x50494421;

/** What stands in a filter for the lower and upper half of an address that `confine.py` draws and puts in. */
export interface Place {
  readonly low: number;
  readonly high: number;
}

/** Where the launcher has an argument of the call by which it becomes another program. */
export function placeOfArgument(argument: number): Place {
  const low = 0x50415430 + 2 * argument;
  return { low, high: low + 1 };
}

export const errno = { EPERM: 1, EACCES: 13, ENOTTY: 25, ENOSYS: 38 } as const;

const load = 0x20;
const and = 0x54;
const jumpEqual = 0x15;
const jumpAtLeast = 0x35;
const answer = 0x06;
/** Calls of the x32 interface have this bit; they are other numbers for the same things. */
const x32Bit = 0x40000000;

interface Instruction {
  readonly code: number;
  readonly yes: number;
  readonly no: number;
  readonly value: number;
}

/** The program's bytes: 8 per instruction, little-endian as both machines are. */
export function assembleFilter(filter: FilterRules, machine: Machine): Uint8Array {
  const program: Instruction[] = [
    op(load, 4),
    op(jumpEqual, auditArch[machine], 1, 0),
    op(answer, verdictValue('kill')),
    op(load, 0),
  ];
  if (machine === 'x86_64') {
    program.push(op(jumpAtLeast, x32Bit, 0, 1), op(answer, verdictValue('kill')));
  }
  for (const rule of filter.rules) {
    for (const name of rule.calls) {
      const number = syscallNumber(name, machine);
      if (number === undefined) continue;
      const body = ruleBody(rule);
      program.push(op(jumpEqual, number, 0, body.length), ...body);
    }
  }
  program.push(op(answer, verdictValue(filter.otherwise)));
  return encode(program);
}

/** Runs when the number fits. Falls through, with the number loaded again, where a test fails. */
function ruleBody(rule: Rule): Instruction[] {
  const verdict = op(answer, verdictValue(rule.verdict));
  const tests = (rule.when ?? []).map(testInstructions);
  if (tests.length === 0) return [verdict];
  const body: Instruction[] = [];
  let left = tests.reduce((sum, test) => sum + test.length, 0);
  for (const test of tests) {
    for (const instruction of test) {
      left -= 1;
      // A failing jump skips the remaining tests and the verdict.
      body.push(instruction.no < 0 ? { ...instruction, no: left + 1 } : instruction);
    }
  }
  return [...body, verdict, op(load, 0)];
}

/** `no` of -1 stands for: this rule does not fit. */
function testInstructions(test: ArgumentTest): Instruction[] {
  const low = 16 + 8 * test.argument;
  if ('isNull' in test) {
    return [op(load, low), op(jumpEqual, 0, 0, -1), op(load, low + 4), op(jumpEqual, 0, 0, -1)];
  }
  if ('isPlace' in test) {
    const { low: lower, high: upper } = test.isPlace;
    return [
      ...[op(load, low), op(jumpEqual, lower, 0, -1)],
      ...[op(load, low + 4), op(jumpEqual, upper, 0, -1)],
    ];
  }
  if ('is' in test) return [op(load, low), op(jumpEqual, test.is, 0, -1)];
  if ('clear' in test) return [op(load, low), op(and, test.clear), op(jumpEqual, 0, 0, -1)];
  return [op(load, low), op(and, test.set), op(jumpEqual, test.set, 0, -1)];
}

function op(code: number, value: number, yes = 0, no = 0): Instruction {
  return { code, value, yes, no };
}

function verdictValue(verdict: Verdict): number {
  if (verdict === 'allow') return 0x7fff0000;
  if (verdict === 'kill') return 0x80000000;
  return 0x00050000 | verdict.errno;
}

function encode(program: readonly Instruction[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(program.length * 8));
  for (const [i, { code, yes, no, value }] of program.entries()) {
    if (yes > 255 || no > 255) throw new Error('a rule of the filter is too long to jump over');
    bytes.setUint16(8 * i, code, true);
    bytes.setUint8(8 * i + 2, yes);
    bytes.setUint8(8 * i + 3, no);
    bytes.setUint32(8 * i + 4, value >>> 0, true);
  }
  return new Uint8Array(bytes.buffer);
}
