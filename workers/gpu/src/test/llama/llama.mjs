// llama.cpp as an independent reference for the embedded engine, through the npm package node-llama-cpp.
//   npm install --no-save                                           once, in this folder
//   node llama.mjs logits MODEL.gguf 1,2,3 [threads]              log-probabilities after the tokens, as JSON
//   node llama.mjs bench MODEL.gguf 1,4,8 128 [threads] [steps]   tokens a second: prefill, decoding at each batch
import {availableParallelism} from 'node:os';
import {getLlama, LlamaLogLevel} from 'node-llama-cpp';

const [command, file, list, ...rest] = process.argv.slice(2);
const numbers = list.split(',').map(Number);
const llama = await getLlama({gpu: false, build: 'never', logLevel: LlamaLogLevel.error, maxThreads: 0});
const model = await llama.loadModel({modelPath: file});

const median = values => {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

// Flash attention and a cache of 16 bits, which are the defaults, differ from sums in 32 bits by up to 5e-3.
async function logits() {
    const threads = Number(rest[0] ?? availableParallelism());
    const context = await model.createContext({contextSize: 256, flashAttention: false, experimentalKvCacheKeyType: 'F32', experimentalKvCacheValueType: 'F32', threads: {ideal: threads, min: threads}});
    const sequence = context.getSequence();
    const input = numbers.map((token, i) =>
        i < numbers.length - 1 ? token : [token, {generateNext: {probabilities: true, options: {temperature: 1, topK: 0, topP: 1, minP: 0}}}]);
    const output = await sequence.controlledEvaluate(input);
    const probabilities = output.at(-1).next.probabilities;
    const logprobs = [];
    for (const [token, probability] of probabilities) {
        logprobs[token] = Math.log(probability);
    }
    console.log(JSON.stringify({tokens: numbers, logprobs}));
}

async function bench() {
    const prompt = Number(rest[0] ?? 128);
    const threads = Number(rest[1] ?? availableParallelism());
    const steps = Number(rest[2] ?? 32);
    const most = Math.max(...numbers);
    const rows = [];
    console.log(`llama.cpp, ${threads} threads, ${prompt}-token prompts: ${file.split('/').at(-1)}`);
    console.log('batch  prefill/s  decode/s');
    for (const batch of numbers) {
        const context = await model.createContext({
            contextSize: prompt + steps + 16, sequences: batch, batchSize: Math.max(prompt, 512),
            threads: {ideal: threads, min: threads}, batching: {dispatchSchedule: 'nextCycle'},
        });
        const size = model.fileInsights.ggufFileInfo?.metadata?.tokenizer?.ggml?.tokens?.length ?? 512;
        const tokens = Array.from({length: prompt}, (_, i) => (i * 7919 + 13) % size);
        const sequences = Array.from({length: batch}, () => context.getSequence());
        const prefills = [];
        for (let i = 0; i < Math.max(5, batch); i++) {
            const sequence = sequences[i % batch];
            await sequence.clearHistory();
            const from = performance.now();
            await sequence.evaluateWithoutGeneratingNewTokens(tokens);
            prefills.push(prompt * 1000 / (performance.now() - from));
        }
        const decodes = [];
        for (let step = 0; step < steps + 2; step++) {
            const from = performance.now();
            await Promise.all(sequences.map((sequence, slot) =>
                sequence.controlledEvaluate([[(step * 104729 + slot * 31) % size, {generateNext: {token: true, options: {temperature: 0}}}]])));
            if (step >= 2) {
                decodes.push(batch * 1000 / (performance.now() - from));
            }
        }
        const row = {batch, prefill: median(prefills), decode: median(decodes)};
        rows.push(row);
        console.log(`${String(batch).padStart(5)}  ${row.prefill.toFixed(1).padStart(9)}  ${row.decode.toFixed(1).padStart(8)}`);
        await context.dispose();
    }
    console.log(JSON.stringify({engine: 'llama.cpp', file: file.split('/').at(-1), threads, prompt, rows}));
}

await (command === 'logits' ? logits() : bench());
process.exit(0);
