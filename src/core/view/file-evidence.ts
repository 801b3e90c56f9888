import type { Evidence } from '../evidence.ts';
import type { FileProof } from '../solution.ts';

/** What the file as it will be has to say for or against a result. */
export function fileEvidence(proof: FileProof): Evidence {
  return { source: 'file', weight: 0, note: fileText(proof) };
}

/** One sentence for people. */
export function fileText(proof: FileProof): string {
  if (!proof.proven) return proof.reason;
  if (proof.checks === 0) return 'The file will hold the very program that was run.';
  const on = proof.checks === 1 ? 'the one check' : `all ${proof.checks} checks`;
  return `The file as it will be does the same on ${on}.`;
}
