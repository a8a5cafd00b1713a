import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { Certificate } from './certificate.ts';

/** What a mail server does with a mail: takes it, refuses it for ever or for now, or takes it and dies before it says so. */
export type Behaviour = 'take' | 'refuse' | 'put off' | 'take and die';

/** A real mail server on loopback, with a mailbox that tests read. Behaves as told, to each address its own way. */
export class MailServer {
  readonly mails: ParsedMail[] = [];
  /** Of each of them, whether it came encrypted. */
  readonly encrypted: boolean[] = [];
  private readonly behaviours = new Map<string, Behaviour[]>();

  private constructor(
    private readonly server: SMTPServer,
    readonly url: string,
  ) {}

  /** `certificate`: what it shows on STARTTLS; without one it offers none. */
  static async start(certificate?: Pick<Certificate, 'cert' | 'key'>): Promise<MailServer> {
    let mailbox: MailServer | null = null;
    const sockets = new Set<Socket>();
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: certificate ? ['AUTH'] : ['AUTH', 'STARTTLS'],
      logger: false,
      ...certificate,
      onData(stream, session, done) {
        simpleParser(stream).then((mail) => {
          const [to] = session.envelope.rcptTo;
          const behaviour = mailbox?.behaviours.get(to?.address ?? '')?.shift() ?? 'take';
          if (behaviour === 'refuse') return done(toRefusal(550, 'No such mailbox'));
          if (behaviour === 'put off') return done(toRefusal(451, 'Try again later'));
          mailbox?.mails.push(mail);
          mailbox?.encrypted.push(session.secure);
          if (behaviour === 'take') return done();
          for (const socket of sockets) socket.destroy();
        }, done);
      },
      onRcptTo({ address }, _session, done) {
        const [next] = mailbox?.behaviours.get(address) ?? [];
        done(next === 'refuse' ? toRefusal(550, 'No such mailbox') : undefined);
      },
    });
    server.server.on('connection', (socket: Socket) => sockets.add(socket));
    server.on('error', () => {});
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    const { port } = server.server.address() as AddressInfo;
    mailbox = new MailServer(server, `smtp://127.0.0.1:${port}`);
    return mailbox;
  }

  /** Its address as that of another machine, which 0.0.0.0 is not known to be none of. */
  get farUrl(): string {
    return this.url.replace('127.0.0.1', '0.0.0.0');
  }

  /** What it does with the next mails to an address; further ones it takes. */
  behave(address: string, ...behaviours: Behaviour[]): void {
    this.behaviours.set(address, behaviours);
  }

  /** Mails to an address, in the order they came. */
  to(address: string): ParsedMail[] {
    return this.mails.filter(({ to }) => JSON.stringify(to ?? '').includes(`"${address}"`));
  }

  stop(): Promise<void> {
    return new Promise((done) => this.server.close(() => done()));
  }
}

const toRefusal = (responseCode: number, words: string) =>
  Object.assign(new Error(words), { responseCode });
