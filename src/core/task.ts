import type { Test } from './check.ts';
import type { Contract } from './contract.ts';
import type { ModuleSet } from './module-set.ts';
import type { LanguageId, Snapshot, TextRange } from './text.ts';
import type { SteeringOf } from './steering.ts';

export type TargetKind = 'function' | 'method' | 'nested' | 'new';

/**
 * One function in one file. All ranges refer to `snapshot`. A `new` function is not in a file yet: its
 * ranges are empty.
 */
export interface Target {
  readonly snapshot: Snapshot;
  readonly kind: TargetKind;
  /** Dotted path from the module: `Stack.push`, `outer.inner`. */
  readonly qualifiedName: string;
  /** The whole declaration: decorators, `export`, `const f =` and the trailing `;` included. */
  readonly range: TextRange;
  /** The statements between signature and end; docstring included for Python. */
  readonly body: TextRange;
  /** The doc comment or docstring, where there is one. */
  readonly doc?: TextRange;
  /** The signature as written, decorators included, up to and including `:` or before `{`. */
  readonly signature: string;
  /** White space before the declaration's first line. */
  readonly indent: string;
  /**
   * Lines of the declaration, from 0, that begin inside of a string which documents nothing: their white space
   * is content. Absent where there are none, and in journals from before it was kept.
   */
  readonly linesInStrings?: readonly number[];
  readonly isStub: boolean;
}

/** A top-level statement of the target's module that binds names, as programs hold it. */
export interface ModuleStatement {
  readonly names: readonly string[];
  readonly code: string;
  /** The target needs it, so every program holds it; others are taken where something mentions them. */
  readonly needed?: true;
  /** It runs something when it is loaded. */
  readonly runs?: boolean;
  /** An import for tests that stands behind all else: what it imports may want this module in turn. */
  readonly last?: true;
  /** It says what other modules see of this one: they want it where they import it in turn. */
  readonly exports?: true;
  /**
   * It binds nothing and does something with these names of the module: programs that hold them all hold it
   * too. What it raises does not keep them from being loaded.
   */
  readonly acts?: readonly string[];
}

/** A module of the workspace that programs cannot import, as an import names it. */
export interface AbsentModule {
  readonly module: string;
  readonly why: AbsenceReason;
}

/**
 * `ignored`: an ignore file names it; `private`: it holds secrets by its name; `outside`: it lies
 * elsewhere; `too-large`: it is longer than a module may be; `limit`: there were enough others;
 * `unreadable`: it is no text; `not-found`: there is no such file.
 */
export type AbsenceReason =
  'ignored' | 'private' | 'outside' | 'too-large' | 'limit' | 'unreadable' | 'not-found';

/**
 * How a candidate becomes a program that runs without the rest of the workspace: what programs hold of
 * the module, in its own order, around the target, which is `open`, the candidate indented by `indent`,
 * and `close`, each on its own lines. For a plain function `open` and `close` are empty; for a member they
 * hold its class.
 */
export interface Scaffold {
  /** What stands above the target's outermost declaration. */
  readonly above?: readonly ModuleStatement[];
  /** What stands below it. */
  readonly below?: readonly ModuleStatement[];
  /** Before journals knew the module's order: all that the target needs, which stood above it. */
  readonly prelude?: string;
  /** What else the module had, then. */
  readonly offers?: readonly ModuleStatement[];
  /** Imports that tests may need beside those of the file: what shown declarations are made of. */
  readonly ofTests?: readonly ModuleStatement[];
  /** Names that the target mentions and no program can have: they come from other files. */
  readonly missing?: readonly string[];
  /** Files of the workspace that programs can import. */
  readonly modules?: ModuleSet;
  /** Imports of the target's file whose modules programs do without. */
  readonly absent?: readonly AbsentModule[];
  readonly open: string;
  readonly close: string;
  readonly indent: string;
}

/** What the model is told about the surroundings, by relevance under a token limit. */
export interface TaskContext {
  readonly imports: readonly string[];
  /** What the names mean that the file imports from its workspace, each under its module's name. */
  readonly imported?: readonly string[];
  /** Source of the module-level names the target uses, types of its parameters first. */
  readonly declarations: readonly string[];
  /** Header of the enclosing class with its other members' signatures; empty for a plain function. */
  readonly enclosing: string;
  /** Signatures of sibling functions, callers and tests that mention the target. */
  readonly related: readonly string[];
  /** Names that exist at module level: new helpers must not clash with them. */
  readonly moduleNames: readonly string[];
  /** Estimated tokens of all of the above. */
  readonly tokens: number;
}

/** The two kinds of module that JavaScript has: they import in different words. */
export type ModuleKind = 'module' | 'commonjs';

/** What was asked: a Target, what it must do, what is trusted about it and what surrounds it. */
export interface Task {
  readonly language: LanguageId;
  readonly target: Target;
  readonly contract: Contract;
  /** What the user added in their own words. */
  readonly instruction?: string;
  /** Trusted tests; those of the contract included. */
  readonly examples: readonly Test[];
  /** What the description says in words, or half: tests that are run and never decide alone. */
  readonly described?: readonly Test[];
  readonly context: TaskContext;
  readonly scaffold: Scaffold;
  /** What the project's settings make of the file, for where its name and text do not say it. */
  readonly moduleKind?: ModuleKind;
  /** A plan document to start from: text of the plan language whose root is the target. */
  readonly plan?: string;
  /** What the user said of functions of the plan once an earlier run had shown them. */
  readonly steering?: SteeringOf;
}
