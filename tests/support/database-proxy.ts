import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** The network between the web servers and the database: of some length (`delayMs`, both ways together), or cut. */
export class DatabaseProxy {
  delayMs = 0;
  #port = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(private readonly target: number) {
    this.#server = createServer((near) => this.#carry(near));
  }

  /** Starts a proxy on a free port, to a port of this machine. */
  static async start(target: number): Promise<DatabaseProxy> {
    const proxy = new DatabaseProxy(target);
    await proxy.mend();
    return proxy;
  }

  /** The URL of a database by way of the proxy. */
  urlOf(url: string): string {
    const far = new URL(url);
    far.port = String(this.#port);
    return far.href;
  }

  /** Breaks every connection, and refuses new ones until it is mended. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  async mend(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (typeof address === 'object' && address) this.#port = address.port;
  }

  #carry(near: Socket): void {
    const far = connect({ port: this.target, host: '127.0.0.1', noDelay: true });
    near.setNoDelay(true);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
    near.on('data', (chunk) => far.write(chunk));
    // Timers of one length fire in order.
    far.on('data', (chunk) => {
      if (this.delayMs === 0) near.write(chunk);
      else setTimeout(() => near.writable && near.write(chunk), this.delayMs);
    });
  }
}
