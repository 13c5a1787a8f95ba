// The embedded engine beside llama.cpp, the same weights and threads, one after the other.
//   java -jar cocoon-worker.jar model random DIR --gguf bf16,q4_0        once: 2.7 GB
//   node table.mjs cocoon-worker.jar DIR [threads] [batches] [prompt]
import {execFileSync} from 'node:child_process';
import {availableParallelism} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const [jar, model, threads = String(availableParallelism()), batches = '1,4,8', prompt = '128'] = process.argv.slice(2);
const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
const llama = join(dirname(fileURLToPath(import.meta.url)), 'llama.mjs');
const last = (command, args) => {
    const out = execFileSync(command, args, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26});
    return JSON.parse(out.trim().split('\n').at(-1));
};

for (const [dtype, file] of [['bf16', 'model-bf16.gguf'], ['int4', 'model-q4_0.gguf']]) {
    const theirs = last(process.execPath, [llama, 'bench', join(model, file), batches, prompt, threads]);
    const ours = last(java, ['-jar', jar, 'bench', '--model', model, '--dtype', dtype,
        '--batch', batches, '--prompt', prompt, '--threads', threads]);
    console.log(`\n${dtype} beside llama.cpp ${file}, ${threads} threads, ${(ours.bandwidth / 1e9).toFixed(1)} GB/s`);
    console.log('batch  prefill/s  llama.cpp  ratio  decode/s  llama.cpp  ratio');
    ours.rows.forEach((row, i) => {
        const other = theirs.rows[i];
        console.log([String(row.batch).padStart(5), row.prefill.toFixed(1).padStart(10), other.prefill.toFixed(1).padStart(10),
            (row.prefill / other.prefill).toFixed(2).padStart(6), row.decode.toFixed(1).padStart(9),
            other.decode.toFixed(1).padStart(10), (row.decode / other.decode).toFixed(2).padStart(6)].join(' '));
    });
}
