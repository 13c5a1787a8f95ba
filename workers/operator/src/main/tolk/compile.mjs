// Compiles the contracts and writes, for each, a properties file with its code and the code's hash.
// Usage: node compile.mjs <target folder>. The committed files lie in src/main/resources; a test compares.
// The payout wallet is not compiled: it is the published Highload V3 as an npm package carries it.
import {execFileSync} from 'node:child_process';
import {copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createHash} from 'node:crypto';
import {createRequire} from 'node:module';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {withoutDispatch} from './without-dispatch.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(process.argv[2]);
const contracts = ['escrow', 'exit', 'registry'];

const stamp = join(target, 'stamp');
const inputs = readdirSync(here).sort().map(f => f + '\0' + readFileSync(join(here, f), 'utf8')).join('\0');
const state = createHash('sha256').update(inputs).digest('hex');
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) {
    process.exit(0);
}
mkdirSync(join(target, 'code'), {recursive: true});
rmSync(stamp, {force: true});

// npm verifies the digests of the lock file; the cache serves it where there is no network.
for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
    copyFileSync(join(here, file), join(target, file));
}
execFileSync('npm', ['ci', '--prefer-offline', '--loglevel=error'],
    {cwd: target, stdio: 'inherit', shell: process.platform === 'win32'});

const write = (name, hash, code) =>
    writeFileSync(join(target, 'code', name + '.properties'), `hash=${hash.toLowerCase()}\ncode=${code}\n`);

const {runTolkCompiler} = createRequire(import.meta.url)(join(target, 'node_modules', '@ton', 'tolk-js'));
for (const name of contracts) {
    const result = await runTolkCompiler({
        entrypointFileName: name + '.tolk',
        fsReadCallback: path => readFileSync(join(here, path.endsWith('.tolk') ? path : path + '.tolk'), 'utf8'),
        optimizationLevel: 2,
    });
    if (result.status === 'error') {
        throw new Error(result.message);
    }
    if (result.stderr) {
        process.stderr.write(result.stderr);
    }
    const code = Buffer.from(result.codeBoc64, 'base64');
    const made = name === 'registry' ? withoutDispatch(code) : {hash: result.codeHashHex, code};
    write(name, made.hash, made.code.toString('hex'));
}

const wrapper = join(target, 'node_modules', '@tonkite', 'highload-wallet-v3', 'dist', 'highload-wallet-v3-code.js');
// The hash that its authors publish with their source; the test computes it again from the code.
write('highload-wallet-v3', '11acad7955844090f283bf238bc1449871f783e7cc0979408d3f4859483e8525',
    /'(b5ee9c72[0-9a-f]+)'|"(b5ee9c72[0-9a-f]+)"/.exec(readFileSync(wrapper, 'utf8')).slice(1).find(Boolean));
writeFileSync(stamp, state);
