export const usage = `Coppice writes functions that have been run before you read them.

Usage
  coppice grow FILE[:FUNCTION] [options]   grow a stub; prints the plan, then the diff
  coppice grow FILE --task "…" [options]   grow a new function from a description
  coppice grow PLAN.parsel --out FILE      grow a plan
  coppice plan FILE[:FUNCTION]             check a plan, or show the plan of existing code
  coppice runs [--all]                     list the runs of this folder; all: proposals and checks too
  coppice resume RUN [options]             go on where a run stopped
  coppice replay RUN                       show a finished run again; asks no model
  coppice sent RUN                         show every request a run sent to the model
  coppice sandbox                          show how candidates are isolated here
  coppice diagnose [options]               say what is missing; asks the model for a few tokens
  coppice demo [--keep]                    the whole way on the examples, from a recording

Model
  --base-url URL        a model server (or COPPICE_BASE_URL)
  --model NAME          the model to ask (or COPPICE_MODEL)
  --small MODEL         another model for inputs, tests and labels: NAME, or NAME@URL for another server
  --pool MODELS         models for candidates, separated by commas: the one whose candidates survive gets more
  --api API             auto, chat, responses, messages or gemini (or COPPICE_API): how to ask it
  COPPICE_API_KEY       its key; local servers need none
  --recording FILE      answer from a recording instead of a model
  --record FILE         keep the model's answers in a recording
  --origin TEXT         where the answers come from, kept in the recording
  --keep-reasoning      keep in the journal what the model thinks aloud
  --forget              with diagnose: forget what was learnt of the model before

Search
  --strategy NAME       funcoder (default), resample, reflexion, optimise, divide, parsel
  --selector NAME       balance (default), cascade, codet, b4, …
  --samples N           candidates for each function (default 5)
  --depth N             levels of helpers (default 6)
  --temperature T       sampling temperature (default 0.8)
  --max-tokens N        output limit of one answer (default 2048)
  --effort EFFORT       how much the model is to reason: auto, none, minimal, low, medium, high, xhigh
  --reasoning-tokens N  room for reasoning beside it (default: as much as the model needs)
  --budget-tokens N     tokens the run may use (default 200000; 0: no limit)
  --budget-seconds N    seconds the run may take
  --seed N              the same seed and answers give the same result (default 1)
  --example "f(1) == 2" a trusted example; may be repeated

Output
  --apply               write the change into the file where it is proven
  --apply=unproven      write it where it is unproven, too
  --out FILE            where the code of a plan, or the plan of code, goes
  --fresh               ask the model again where an earlier run of the plan did
  --fork                resume a run that no longer fits as a new one
  --json                print the run as a stream of JSON lines
  --runs DIR            where runs are kept (default: the user's state folder)
  --python PATH         the interpreter that runs Python candidates
  --allow-unsandboxed   run candidates without isolation where there is none

Exit codes: 0 proven, 1 failed: nothing usable, 2 usage, 3 model or sandbox unavailable,
4 unproven, 130 stopped. More: docs/verdicts.md
`;
