// The embedded engine beside llama.cpp, the same weights and threads, in turns; medians of all rounds.
//   java -jar cocoon-worker.jar model random DIR --gguf bf16,q4_0        once: 2.7 GB
//   node table.mjs cocoon-worker.jar DIR [threads] [batches] [prompt] [rounds]
import {execFileSync} from 'node:child_process';
import {availableParallelism} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const [jar, model, threads = String(availableParallelism()), batches = '1,4,8', prompt = '128', rounds = '1'] =
    process.argv.slice(2);
const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
const llama = join(dirname(fileURLToPath(import.meta.url)), 'llama.mjs');
const last = (command, args) => {
    const out = execFileSync(command, args, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26});
    return JSON.parse(out.trim().split('\n').at(-1));
};
const median = numbers => {
    const sorted = numbers.toSorted((a, b) => a - b);
    return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

function round(dtype, file) {
    const theirs = last(process.execPath, [llama, 'bench', join(model, file), batches, prompt, threads]);
    const ours = last(java, ['-jar', jar, 'bench', '--model', model, '--dtype', dtype,
        '--batch', batches, '--prompt', prompt, '--threads', threads]);
    return {ours, theirs};
}

/** Median of ours, of theirs, of the ratios, and all ratios where there are several. */
function compared(all, i, what) {
    const ours = all.map(one => one.ours.rows[i][what]);
    const theirs = all.map(one => one.theirs.rows[i][what]);
    const ratios = ours.map((own, at) => own / theirs[at]);
    const each = ratios.length > 1 ? ` (${ratios.map(ratio => ratio.toFixed(2)).join(', ')})` : '';
    return `${median(ours).toFixed(1).padStart(9)} ${median(theirs).toFixed(1).padStart(10)} `
        + median(ratios).toFixed(2).padStart(6) + each;
}

for (const [dtype, file] of [['bf16', 'model-bf16.gguf'], ['int4', 'model-q4_0.gguf']]) {
    const all = Array.from({length: Number(rounds)}, () => round(dtype, file));
    const read = all.map(one => one.ours.bandwidth / 1e9);
    console.log(`\n${dtype} beside llama.cpp ${file}, ${threads} threads, ${median(read).toFixed(1)} GB/s`);
    console.log('batch tokens  ours/s  llama.cpp  ratio');
    all[0].ours.rows.forEach((row, i) => {
        console.log(`${String(row.batch).padStart(5)} prompt ${compared(all, i, 'prefill')}`);
        console.log(`${String(row.batch).padStart(5)} answer ${compared(all, i, 'decode')}`);
        const shares = all.map(one => one.ours.rows[i].decodeShare);
        console.log(`${String(row.batch).padStart(5)} share of the bandwidth ${median(shares).toFixed(2)}`);
    });
}
