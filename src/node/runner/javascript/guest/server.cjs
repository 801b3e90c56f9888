// The sandboxed server: takes orders on its channel until it is closed. See `protocol.ts` on the
// trusted side for the messages.
'use strict';
const { setImmediate } = require('node:timers');
const vm = require('node:vm');
const process = require('node:process');
const { Channel } = require('./channel.cjs');
const { harden } = require('./harden.cjs');
const { Judge } = require('./judge.cjs');
const { Program, Refused } = require('./program.cjs');
const { Realm } = require('./realm.cjs');
const { ServedProgram } = require('./served.cjs');
const { Standard } = require('./standard.cjs');
const { Workspaces } = require('./workspace.cjs');

const channelDescriptor = 3;
const maxFrameBytes = 64 * 1024 * 1024;
const exit = process.exit.bind(process);

class Server {
  constructor(channel) {
    this.channel = channel;
    this.served = undefined;
    this.workspaces = new Workspaces();
    this.ahead = undefined;
  }

  handle(order) {
    switch (order.op) {
      case 'batch':
        return this.batch(order);
      case 'modules':
        return this.workspaces.keep(order);
      case 'judge':
        return this.judge(new Judge(this.channel, this.takeRealm(), order));
      case 'serve':
        return this.serve(order);
      case 'peer':
        return this.served.answer(order.message);
      default:
        throw new Error(`unknown order ${order.op}`);
    }
  }

  /** @returns What is left to do in the next turn: by then Node has told of promises that nobody waited for. */
  judge(judge) {
    const hear = (reason) => judge.leave(reason);
    process.on('unhandledRejection', hear);
    judge.run();
    return () => {
      process.off('unhandledRejection', hear);
      judge.tell();
    };
  }

  batch({ programs, calls, limits }) {
    const realm = this.takeRealm();
    const prepared = prepareCalls(realm, calls);
    for (const [p, given] of programs.entries()) {
      const { calls: wanted } = given;
      const program = this.load(realm, p, given, limits);
      if (program !== undefined) {
        for (const c of wanted) {
          const call = prepared[c];
          if (call.makeArgs !== undefined && !('before' in call)) {
            call.before = program.argumentsText(call.makeArgs());
          }
          const record = program.call(call);
          const [kind, ms, ...rest] = record;
          this.channel.send([kind, p, c, ms, record.printed ?? null, ...rest]);
        }
        program.end();
      }
      if (p < programs.length - 1 && realm.changed()) return this.channel.send(['dirty', p]);
      this.channel.send(['finished', p]);
    }
    this.channel.send(['end']);
  }

  /** A realm that no program has used; made ahead, while nobody waited. */
  takeRealm() {
    const realm = this.ahead ?? new Realm();
    this.ahead = undefined;
    return realm;
  }

  prepare() {
    this.ahead ??= new Realm();
  }

  load(realm, index, { source, entry, modules }, limits) {
    try {
      const workspace = this.workspaces.find(modules);
      const program = new Program(realm, source, entry, limits, workspace);
      this.channel.send(['loaded', index]);
      return program;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.channel.send(['refused', index, error.message.slice(0, limits.outputBytes)]);
      return undefined;
    }
  }

  /** A program for a judge. What its calls may want of the realm is taken before it runs. */
  serve(order) {
    const realm = this.takeRealm();
    this.served = undefined;
    const standard = new Standard(realm);
    const program = this.load(realm, 0, order, order.limits);
    if (program === undefined) return;
    realm.kit.takePrinted();
    this.served = new ServedProgram(realm, standard, program, this.channel);
  }
}

/** Argument lists as functions of the realm, compiled once for all programs. */
function prepareCalls(realm, calls) {
  const literal = calls.map((call) =>
    call.kind === 'values' ? `() => ${call.args}` : 'undefined',
  );
  const makers = new vm.Script(`[${literal.join(',\n')}]`).runInContext(realm.context);
  return calls.map((call, i) => (call.kind === 'values' ? { makeArgs: makers[i] } : call));
}

const channel = new Channel(channelDescriptor, maxFrameBytes);
const server = new Server(channel);
// One dummy program compiles what the first real one would wait for.
warmUp();
harden();
server.prepare();
channel.send(['ready']);
turn();

function warmUp() {
  const realm = new Realm();
  const limits = {
    outputBytes: 1000,
    characters: 1000,
    depth: 10,
    items: 10,
    seed: 0,
  };
  const [call] = prepareCalls(realm, [{ kind: 'values', args: '[[1, "a"], {b: 2}]' }]);
  new Program(realm, 'function f(a, b) { return [a, b]; }', 'f', limits).call(call);
  realm.changed();
}

/** One order per turn of the event loop: between orders Node forgets rejected promises. */
function turn() {
  const order = channel.receive();
  if (order === undefined) exit(0);
  const rest = server.handle(order);
  if (typeof rest !== 'function') ahead();
  else
    setImmediate(() => {
      rest();
      ahead();
    });
}

function ahead() {
  server.prepare();
  setImmediate(turn);
}
