// Fetches what the owners' page is made of besides our own script: TON Connect's SDK and a QR code generator, each as npm
// packs it for browsers (versions and digests stand in package-lock.json). Usage: node prepare.mjs <target folder>.
// Nothing of it is committed, and at run time nothing is loaded from elsewhere.
import {execFileSync} from 'node:child_process';
import {copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createHash} from 'node:crypto';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(process.argv[2]);
const library = join(target, 'resources', 'META-INF', 'resources', 'owners', 'lib');

const stamp = join(target, 'stamp');
const inputs = ['package.json', 'package-lock.json', '.npmrc', 'prepare.mjs'];
const state = createHash('sha256').update(inputs.map(f => readFileSync(join(here, f), 'utf8')).join('\0')).digest('hex');
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) {
    process.exit(0);
}
mkdirSync(library, {recursive: true});
rmSync(stamp, {force: true});

// npm verifies the digests of the lock file; the cache serves it where there is no network.
for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
    copyFileSync(join(here, file), join(target, file));
}
execFileSync('npm', ['ci', '--prefer-offline', '--loglevel=error'],
    {cwd: target, stdio: 'inherit', shell: process.platform === 'win32'});

const modules = join(target, 'node_modules');
// Without the line that names a file of its sources: it is not here.
const sdk = readFileSync(join(modules, '@tonconnect', 'sdk', 'dist', 'tonconnect-sdk.min.js'), 'utf8');
writeFileSync(join(library, 'tonconnect-sdk.js'), sdk.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'));
copyFileSync(join(modules, '@tonconnect', 'sdk', 'LICENSE'), join(library, 'LICENSE-tonconnect-sdk.txt'));
copyFileSync(join(modules, 'qrcode-generator', 'dist', 'qrcode.js'), join(library, 'qrcode.js'));
writeFileSync(stamp, state);
