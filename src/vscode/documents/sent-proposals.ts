import type { SentRequest } from '../../core/engine/runs.ts';
import type { Coppice } from '../../node/coppice.ts';

/** Proposals whose requests are shown: the latest of a file. */
const most = 20;

/** What was sent to have functions of a file proposed, in the order of sending, from the journals. */
export async function sentProposals(
  coppice: Pick<Coppice, 'listSide' | 'sent'>,
  uri: string,
): Promise<readonly SentRequest[]> {
  const proposals = (await coppice.listSide()).flatMap((run) =>
    'state' in run && run.strategy === 'propose' && run.uri === uri ? [run.id] : [],
  );
  const latest = proposals.slice(0, most).toReversed();
  const sent = await Promise.all(latest.map((run) => coppice.sent(run)));
  return sent.flatMap((each) => (each.ok ? each.value : []));
}
