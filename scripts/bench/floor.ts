// The least that a program must do which answers with these metrics: parse what the API answered, write the bytes.
// A process of its own, so that its cost is measured like the exporter's. Arguments: the file of the bytes, then those of the answers.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const [body = Buffer.alloc(0), ...answers] = process.argv.slice(2).map((file) => readFileSync(file));
const server = createServer((_request, response) => {
  for (const answer of answers) JSON.parse(answer.toString('utf8'));
  response.end(body);
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ ready: true, part: 'floor', url: `http://127.0.0.1:${port}/` })}\n`);
});
process.once('SIGTERM', () => process.exit(0));
