import { once } from 'node:events';
import {
  Agent,
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { createRandom } from '#app/features/records/gradings/order-rules.ts';

/** A bad network between browsers and the server: what it does to a request. */
export type Fault =
  | 'request dropped'
  | 'reply dropped'
  | 'request cut'
  | 'reply cut'
  | 'delayed'
  | 'duplicated'
  | 'reordered';

/** How likely each fault is; what is left of 1 goes through untouched. */
const shares: Record<Fault, number> = {
  'request dropped': 0.05,
  'reply dropped': 0.08,
  'request cut': 0.03,
  'reply cut': 0.04,
  delayed: 0.08,
  duplicated: 0.08,
  reordered: 0.07,
};

type Reply = { status: number; headers: IncomingMessage['headers']; body: Buffer };
type Held = { path: string; release: () => void; after: number };

/** An HTTP proxy that harms what goes through it, by a random stream of each sender. */
export class FaultProxy {
  readonly counts: Record<Fault | 'requests', number> = {
    'request dropped': 0,
    'reply dropped': 0,
    'request cut': 0,
    'reply cut': 0,
    delayed: 0,
    duplicated: 0,
    reordered: 0,
    requests: 0,
  };
  /** Called once a save was passed on to the server and is not answered yet. */
  onSave: (() => void) | null = null;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #randoms = new Map<string, () => number>();
  #senders = new Map<string, string>();
  #target = 0;
  readonly #held = new Set<Held>();
  readonly #server: Server;

  private constructor(private readonly seed: number) {
    this.#server = createServer((incoming, outgoing) => {
      this.#handle(incoming, outgoing).catch(() => outgoing.destroy());
    });
  }

  /** Starts a proxy on a free port. */
  static async start(seed: number): Promise<FaultProxy> {
    const proxy = new FaultProxy(seed);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  /** Where requests go to, and who sends them: names by cookie, each with a random stream of its own. */
  connect(target: number, senders: Map<string, string>): void {
    this.#target = target;
    this.#senders = senders;
  }

  get origin(): string {
    const address = this.#server.address();
    return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
  }

  /** Lets go what is held back, and ends. */
  async stop(): Promise<void> {
    for (const held of this.#held) held.release();
    this.#server.closeAllConnections();
    this.#server.close();
    this.#agent.destroy();
  }

  #randomOf({ headers }: IncomingMessage): () => number {
    const sender = this.#senders.get(headers.cookie ?? '') ?? 'nobody';
    const random = this.#randoms.get(sender) ?? createRandom(this.seed, `network of ${sender}`);
    this.#randoms.set(sender, random);
    return random;
  }

  #pick(random: () => number, save: boolean): Fault | null {
    let at = random();
    for (const [fault, share] of Object.entries(shares) as [Fault, number][]) {
      at -= share;
      // Only saves may come at any later time: a form is not sent again on its own.
      if (at < 0) return fault === 'reordered' && !save ? null : fault;
    }
    return null;
  }

  async #handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { url = '', method } = incoming;
    const save = method === 'POST' && url.endsWith('/responses');
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const random = this.#randomOf(incoming);
    const fault = this.#pick(random, save);
    this.counts.requests += 1;
    if (fault) this.counts[fault] += 1;
    const pass = () => this.#pass(incoming, body, save);

    if (fault === 'request dropped') return void outgoing.destroy();
    if (fault === 'request cut') {
      await this.#cutRequest(incoming, body);
      return void outgoing.destroy();
    }
    // What is overtaken: the sender hears nothing, or gives up, and sends again meanwhile.
    if (fault === 'reordered') {
      if (random() < 0.5) outgoing.destroy();
      await this.#hold(url, 1 + Math.floor(random() * 3));
    }
    if (fault === 'delayed') await pause(random() * 150);
    const again = () => pass().catch(() => null);
    const twin = fault === 'duplicated' ? pause(random() * 20).then(again) : null;
    const reply = await pass();
    // The second of two saves may come after newer ones.
    if (!save) await twin;
    if (save) this.#letGo(url);
    if (fault === 'reply dropped' || outgoing.destroyed) return void outgoing.destroy();
    if (fault === 'delayed' && random() < 0.5) await pause(random() * 150);
    outgoing.writeHead(reply.status, reply.headers);
    if (fault !== 'reply cut') return void outgoing.end(reply.body);
    outgoing.write(reply.body.subarray(0, Math.floor(reply.body.length / 2)));
    await pause(2);
    outgoing.destroy();
  }

  #open({ url, method, headers }: IncomingMessage): ClientRequest {
    const { connection: _own, ...passed } = headers;
    const target = { host: 'localhost', port: this.#target, agent: this.#agent };
    return request({ ...target, path: url, method, headers: passed });
  }

  /** Sends a request to the server. Rejects when the server is away, or ends before it has answered. */
  async #pass(incoming: IncomingMessage, body: Buffer, save: boolean): Promise<Reply> {
    const upstream = this.#open(incoming);
    upstream.end(body);
    if (save) {
      this.onSave?.();
      this.onSave = null;
    }
    const [response]: IncomingMessage[] = await once(upstream, 'response');
    if (!response) throw new Error('No response.');
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    const { 'transfer-encoding': _chunked, connection: _own, ...headers } = response.headers;
    const whole = Buffer.concat(chunks);
    return {
      status: response.statusCode ?? 502,
      headers: { ...headers, 'content-length': String(whole.length) },
      body: whole,
    };
  }

  /** Sends half of a request's body and hangs up. */
  async #cutRequest(incoming: IncomingMessage, body: Buffer): Promise<void> {
    const upstream = this.#open(incoming);
    upstream.on('error', () => {});
    upstream.write(body.subarray(0, Math.floor(body.length / 2)));
    await pause(5);
    upstream.destroy();
  }

  /** Waits until so many later saves of the same attempt were answered, but not for ever. */
  #hold(path: string, after: number): Promise<void> {
    return new Promise((resolve) => {
      const held = { path, after, release: done };
      const timer = setTimeout(done, 2000);
      const all = this.#held.add(held);
      function done() {
        clearTimeout(timer);
        all.delete(held);
        resolve();
      }
    });
  }

  #letGo(path: string): void {
    for (const held of [...this.#held]) {
      if (held.path === path) held.after -= 1;
      if (held.after <= 0) held.release();
    }
  }
}
