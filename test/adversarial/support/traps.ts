/** What hostile programs go for: secrets to read, servers to reach, folders to write to. */
import { createHash, randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const environmentCanary = 'COPPICE_CANARY';
/** Folders of the system where a program might leave a file. */
const openFolders = ['/tmp', '/var/tmp', '/dev/shm', '/run', '/', '/etc'];

export class Traps {
  /** Part of the name of every file that a hostile program tries to write. */
  readonly mark = `coppice-hostile-${randomBytes(6).toString('hex')}`;
  readonly canary = `CANARY-${randomBytes(12).toString('hex')}`;
  /** The expected result that no program can know. */
  readonly expected = `EXPECTED-SECRET-${randomBytes(12).toString('hex')}`;
  readonly home: string;
  readonly #servers: (Server | Socket)[] = [];
  readonly #contacts: string[] = [];
  readonly #homeBefore: string;
  #port = 0;

  private constructor() {
    this.home = realpathSync(mkdtempSync(join(tmpdir(), 'coppice-home-')));
    mkdirSync(join(this.home, '.ssh'));
    writeFileSync(join(this.home, '.ssh', 'id_rsa'), this.canary);
    process.env[environmentCanary] = this.canary;
    this.#homeBefore = this.#homeNow();
  }

  static async set(): Promise<Traps> {
    const traps = new Traps();
    await traps.#listen();
    return traps;
  }

  /** What `@NAME@` stands for in programs. */
  places(assets: string): Record<string, string> {
    return {
      HOME: this.home,
      MARK: this.mark,
      PORT: String(this.#port),
      PARENT: String(process.pid),
      ASSETS: assets,
    };
  }

  /** Everything that was touched; nothing of it may be. */
  violations(): string[] {
    const found = [...this.#contacts];
    if (this.#homeNow() !== this.#homeBefore) found.push('the home folder changed');
    for (const folder of openFolders) {
      for (const name of listing(folder)) {
        if (name.includes(this.mark)) found.push(`a file was written: ${join(folder, name)}`);
      }
    }
    return found;
  }

  async dispose(): Promise<void> {
    await Promise.all(
      this.#servers.map(
        (server) => new Promise<void>((resolve) => void server.close(() => resolve())),
      ),
    );
    Reflect.deleteProperty(process.env, environmentCanary);
    rmSync(this.home, { recursive: true, force: true });
  }

  async #listen(): Promise<void> {
    const server = createServer((socket) => {
      this.#contacts.push('a connection was made to the loopback server');
      socket.destroy();
    });
    const local = createServer((socket) => {
      this.#contacts.push('a connection was made to the socket in the home folder');
      socket.destroy();
    });
    const datagrams = createSocket('udp4');
    datagrams.on('message', () => this.#contacts.push('a datagram arrived'));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    this.#port = address.port;
    await new Promise<void>((resolve) => void local.listen(join(this.home, 'socket'), resolve));
    await new Promise<void>((resolve) => void datagrams.bind(this.#port, '127.0.0.1', resolve));
    this.#servers.push(server, local, datagrams);
  }

  #homeNow(): string {
    const hash = createHash('sha256');
    for (const entry of readdirSync(this.home, { recursive: true, withFileTypes: true })) {
      if (entry.name === 'socket') continue;
      const path = join(entry.parentPath, entry.name);
      hash.update(path).update(entry.isFile() ? readFileSync(path) : '/');
    }
    return hash.digest('hex');
  }
}

function listing(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}
