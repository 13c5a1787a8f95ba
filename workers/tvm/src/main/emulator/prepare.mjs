// Fetches TON's emulator as npm packs it (version and digest stand in package-lock.json) and lays out what the build
// compiles and what the jar holds. Usage: node prepare.mjs <target folder>. Nothing of it is committed.
import {execFileSync} from 'node:child_process';
import {copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {createHash} from 'node:crypto';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(process.argv[2]);
const resources = join(target, 'resources', 'network', 'cocoon', 'workers', 'tvm');
const inputs = ['package.json', 'package-lock.json', '.npmrc', 'prepare.mjs'];

const stamp = join(target, 'stamp');
const state = createHash('sha256').update(inputs.map(f => readFileSync(join(here, f), 'utf8')).join('\0')).digest('hex');
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) {
    process.exit(0);
}
mkdirSync(resources, {recursive: true});
rmSync(stamp, {force: true});

// npm verifies the digests of the lock file; the cache serves it where there is no network.
for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
    copyFileSync(join(here, file), join(target, file));
}
execFileSync('npm', ['ci', '--prefer-offline', '--loglevel=error'],
    {cwd: target, stdio: 'inherit', shell: process.platform === 'win32'});

const sandbox = join(target, 'node_modules', '@ton', 'sandbox');
const require = createRequire(import.meta.url);
const wasm = Buffer.from(
    require(join(sandbox, 'dist/executor/emulator-emscripten.wasm.js')).EmulatorEmscriptenWasm, 'base64');
writeFileSync(join(target, 'emulator.wasm'), wasm);

// Emscripten shortens the names that module and host know each other by; only its JavaScript glue still knows them.
const glue = readFileSync(join(sandbox, 'dist/executor/emulator-emscripten.js'), 'utf8');
const imports = /wasmImports=\{([^}]*)\}/.exec(glue)[1].split(',').map(pair => pair.split(':'));
const exported = /function assignWasmExports\(wasmExports\)\{(.*?)\}var /.exec(glue)[1];
const exports = [...exported.matchAll(/(\w+)=(?:Module\["\w+"\]=|wasmMemory=|wasmTable=)?wasmExports\["(\w+)"\]/g)];
const start = /TTY\.init\(\);wasmExports\["(\w+)"\]\(\)/.exec(glue)[1];

const compiled = new WebAssembly.Module(wasm);
const known = new Set(imports.map(([short]) => short));
for (const wanted of WebAssembly.Module.imports(compiled)) {
    if (wanted.module !== 'a' || !known.has(wanted.name)) {
        throw new Error('the glue does not name import ' + wanted.module + '.' + wanted.name);
    }
}
const lines = [
    ...imports.map(([short, name]) => 'import.' + short + '=' + name),
    ...exports.map(([, name, short]) => 'export.' + name + '=' + short),
    'export.__wasm_call_ctors=' + start,
];
writeFileSync(join(resources, 'names.properties'), lines.sort().join('\n') + '\n');

// Mainnet's parameters. The slim ones leave out the validators: a get-method reads the whole dictionary on each call.
const boc = text => Buffer.from(text, 'base64');
writeFileSync(join(resources, 'config-slim.boc'), boc(require(join(sandbox, 'dist/config/slimConfig.js')).slimConfig));
writeFileSync(join(resources, 'LICENSE-ton-sandbox.txt'), readFileSync(join(sandbox, 'LICENSE')));
writeFileSync(stamp, state);
