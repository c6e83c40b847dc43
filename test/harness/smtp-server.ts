import { createServer, type AddressInfo, type Socket } from 'node:net';

/** What a mail server says instead of yes; `cut` breaks the connection when it has the whole mail. */
export interface SmtpManners {
  rcpt?: string;
  data?: string | 'cut';
}

/** An SMTP server with bad manners on demand, on loopback. `taken` are the mails that it has said yes to. */
export async function startSmtpServer() {
  const taken: string[] = [];
  const seen: string[] = [];
  const sockets = new Set<Socket>();
  let manners: SmtpManners = {};
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    const say = (line: string) => void socket.write(`${line}\r\n`);
    let text = '';
    let inBody = false;
    say('220 test');
    socket.on('data', (part) => {
      text += part.toString();
      for (;;) {
        if (inBody) {
          const end = text.indexOf('\r\n.\r\n');
          if (end === -1) return;
          const mail = text.slice(0, end);
          text = text.slice(end + 5);
          inBody = false;
          seen.push(mail);
          if (manners.data === 'cut') return void socket.destroy();
          if (manners.data === undefined) taken.push(mail);
          say(manners.data ?? '250 taken');
          continue;
        }
        const end = text.indexOf('\r\n');
        if (end === -1) return;
        const command = text.slice(0, end).toUpperCase();
        text = text.slice(end + 2);
        if (command === 'DATA') {
          inBody = true;
          say('354 go on');
        } else if (command === 'QUIT') {
          say('221 bye');
          socket.end();
        } else say(command.startsWith('RCPT') ? (manners.rcpt ?? '250 ok') : '250 ok');
      }
    });
  });
  const listen = (port: number) => new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise<void>((closed) => {
    for (const socket of sockets) socket.destroy();
    server.close(() => closed());
  });
  return {
    port,
    taken,
    /** All mails that came whole, also those that it did not say yes to. */
    seen,
    behave: (how: SmtpManners) => void (manners = how),
    close,
    reopen: () => listen(port),
  };
}
