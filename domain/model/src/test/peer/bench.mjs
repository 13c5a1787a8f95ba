// The peer's side of QuoteBench: answers each line "SECONDS" on its input with the verifications it did a second, and with
// those a second of its processor time.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import qvl from '@phala/dcap-qvl';

const [quoteFile, collateralFile, at] = process.argv.slice(2);
const quote = readFileSync(quoteFile);
const collateral = JSON.parse(readFileSync(collateralFile, 'utf8'));

function once() {
  const status = qvl.verify(quote, collateral, Number(at)).status;
  if (status !== 'UpToDate') throw new Error(`the peer says ${status}`);
}

function rate(seconds) {
  const processor = process.cpuUsage();
  const started = performance.now();
  let count = 0;
  do {
    once();
    count++;
  } while (performance.now() - started < 1000 * seconds);
  const wall = (1000 * count) / (performance.now() - started);
  const { user, system } = process.cpuUsage(processor);
  return `${wall} ${(1e6 * count) / (user + system)}`;
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(rate(Number(line)));
}
