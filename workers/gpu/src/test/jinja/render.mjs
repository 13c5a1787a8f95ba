// Renders the conversations and the constructs with the reference, for JinjaReferenceTest to compare with.
import {execFileSync} from 'node:child_process';
import {copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(process.argv[2]);
mkdirSync(target, {recursive: true});
const lock = join(here, 'package-lock.json');
const installed = join(target, 'package-lock.json');
const fresh = existsSync(join(target, 'node_modules')) && existsSync(installed)
    && readFileSync(installed, 'utf8') === readFileSync(lock, 'utf8');
if (!fresh) {
    for (const file of ['.npmrc', 'package.json', 'package-lock.json']) {
        copyFileSync(join(here, file), join(target, file));
    }
    // npm verifies the digests of the lock file; the cache serves it where there is no network.
    execFileSync('npm', ['ci', '--prefer-offline', '--loglevel=error'],
        {cwd: target, stdio: 'inherit', shell: process.platform === 'win32'});
}
const {Template} = createRequire(join(target, 'index.js'))('@huggingface/jinja');

function rendered(template, variables) {
    try {
        const text = new Template(template).render(variables);
        // It writes a mapping that is joined to a string as JavaScript does; nobody means that.
        return text.includes('[object ') ? {} : {text};
    } catch {
        return {};
    }
}

const read = (name) => JSON.parse(readFileSync(join(here, name), 'utf8'));
const cases = [];
for (const file of readdirSync(join(here, 'templates')).sort()) {
    const template = readFileSync(join(here, 'templates', file), 'utf8');
    for (const {name, variables} of read('conversations.json')) {
        cases.push({name: `${file}: ${name}`, template, variables, ...rendered(template, variables)});
    }
}
for (const {template, variables} of read('constructs.json')) {
    cases.push({name: template, template, variables, ...rendered(template, variables)});
}
writeFileSync(join(target, 'expected.json'), JSON.stringify(cases));
