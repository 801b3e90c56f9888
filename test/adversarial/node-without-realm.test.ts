import assert from 'node:assert/strict';
import { once } from 'node:events';
import { javascriptGuestProgram } from '../../src/node/runner/javascript/javascript-harness.ts';
import { findNode } from '../../src/node/runner/javascript/node-interpreter.ts';
import { findPython } from '../../src/node/runner/python/python-interpreter.ts';
import { defaultPolicy } from '../../src/node/runner/policy.ts';
import { chooseTier } from '../../src/node/runner/tiers/choose.ts';
import { fillIn } from './support/hostile-program.ts';
import { assets, workingTiers } from './support/runners.ts';
import { markName, processesLeft } from './support/sandboxed-processes.ts';
import { Traps } from './support/traps.ts';

/** What a candidate could do that had taken over its whole process: everything that Node can. */
const takenOver = `
const fs = require('fs');
const attempts = {
  readHome: () => fs.readFileSync('@HOME@/.ssh/id_rsa', 'utf8'),
  listHome: () => fs.readdirSync('@HOME@'),
  readOtherEnvironment: () => fs.readFileSync('/proc/@PARENT@/environ', 'latin1'),
  readOtherMemory: () => fs.openSync('/proc/@PARENT@/mem'),
  write: () => fs.writeFileSync('/tmp/@MARK@-node', 'x'),
  writeHarness: () => fs.appendFileSync('@ASSETS@/javascript/guest/server.cjs', ''),
  link: () => fs.symlinkSync('@HOME@', '/tmp/@MARK@-link'),
  shell: () => { const r = require('child_process').spawnSync('/bin/sh', ['-c', 'echo > /tmp/@MARK@-sh']); if (r.error) throw r.error; },
  fork: () => { const r = require('child_process').spawnSync(process.execPath, ['-v']); if (r.error) throw r.error; },
  killParent: () => process.kill(process.ppid, 'SIGKILL'),
  killOther: () => process.kill(@PARENT@, 'SIGKILL'),
  native: () => process.dlopen({ exports: {} }, '@HOME@/x.node'),
  chmod: () => fs.chmodSync('@ASSETS@', 0o777),
  utimes: () => fs.utimesSync('@ASSETS@/javascript/guest/server.cjs', 1, 1),
  watch: () => fs.watch('@ASSETS@/javascript/guest/server.cjs', { persistent: false }).close(),
};
const done = [];
for (const [name, attempt] of Object.entries(attempts)) {
  try { attempt(); done.push(name); } catch {}
}
const net = require('net');
const out = (name, socket) => new Promise((resolve) => {
  socket.on('connect', () => { done.push(name); resolve(); });
  socket.on('error', resolve);
});
const dgram = require('dgram');
const datagram = () => new Promise((resolve) => {
  try {
    const socket = dgram.createSocket('udp4');
    socket.on('error', resolve);
    socket.send('out', @PORT@, '127.0.0.1', (error) => { if (!error) done.push('datagram'); resolve(); });
  } catch (error) { resolve(error); }
});
(async () => {
  await out('connect', net.connect(@PORT@, '127.0.0.1'));
  await out('connectUnix', net.connect('@HOME@/socket'));
  await datagram();
  fs.writeSync(3, JSON.stringify({ done, environment: process.env }));
  process.exit(0);
})();
`;

const { tiers } = await workingTiers();

describe('a Node process that a candidate has taken over', () => {
  for (const name of tiers) {
    it(`can do nothing behind ${name}`, async () => {
      const traps = await Traps.set();
      const searchPath = process.env['PATH'] ?? '';
      const python = await findPython({ searchPath });
      const node = await findNode({ path: searchPath, ownFile: process.execPath, electron: false });
      const choice = await chooseTier({
        assets,
        searchPath,
        allowUnsandboxed: false,
        only: [name],
        ...(python.ok ? { python: python.value } : {}),
      });
      assert.ok(choice.ok && node.ok);
      const environment = { ...defaultPolicy.environment, [markName]: traps.mark };
      const program = javascriptGuestProgram(
        {
          tier: choice.value.tier,
          policy: { ...defaultPolicy, environment },
          node: node.value,
          assets,
        },
        256,
        0,
      );
      const script = fillIn(takenOver, traps.places(assets));
      const child = choice.value.tier.launch({ ...program, args: ['-e', script] });
      const channel = child.stdio[3];
      assert.ok(channel !== undefined && channel !== null && 'read' in channel);
      let told = '';
      channel.on('data', (chunk: Buffer) => (told += chunk.toString()));
      let problem = '';
      child.stderr?.on('data', (chunk: Buffer) => (problem += chunk.toString()));
      await once(child, 'close');
      assert.notEqual(told, '', problem);
      const { done, environment: seen } = JSON.parse(told) as {
        done: string[];
        environment: Record<string, string>;
      };
      assert.deepEqual(done, []);
      assert.ok(!JSON.stringify(seen).includes(traps.canary));
      assert.deepEqual(traps.violations(), []);
      assert.deepEqual(await processesLeft(traps.mark, 2000), []);
      await traps.dispose();
    });
  }
});
