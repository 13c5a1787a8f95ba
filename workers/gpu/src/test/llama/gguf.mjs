// A Hugging Face directory of the Qwen3 family, with tied embeddings and weights in BF16, as GGUF with its own vocabulary
// (ggml's documentation, docs/gguf.md, version 3), so that llama.cpp can serve a trained model of ours.
//   node gguf.mjs DIR MODEL.gguf
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

const [directory, target] = process.argv.slice(2);
const json = name => JSON.parse(readFileSync(join(directory, name), 'utf8'));
const config = json('config.json');
const tokenizer = json('tokenizer.json');
const file = readFileSync(join(directory, 'model.safetensors'));
const headerSize = Number(file.readBigUInt64LE(0));
const {__metadata__: _, ...tensors} = JSON.parse(file.subarray(8, 8 + headerSize).toString('utf8'));

const ALIGNMENT = 32, UINT32 = 4, INT32 = 5, FLOAT32 = 6, TEXT = 8, LIST = 9;
const F32 = 0, BF16 = 30, NORMAL = 1, CONTROL = 3;
const number = (size, write) => { const b = Buffer.alloc(size); write(b); return b; };
const u32 = n => number(4, b => b.writeUInt32LE(n));
const u64 = n => number(8, b => b.writeBigUInt64LE(BigInt(n)));
const f32 = n => number(4, b => b.writeFloatLE(n));
const text = s => { const b = Buffer.from(s, 'utf8'); return Buffer.concat([u64(b.length), b]); };
const list = (type, values) => Buffer.concat([u32(type), u64(values.length), ...values]);

const tokens = [];
const types = [];
for (const [token, id] of Object.entries(tokenizer.model.vocab)) {
    tokens[id] = token;
    types[id] = NORMAL;
}
for (const {id, content} of tokenizer.added_tokens) {
    tokens[id] = content;
    types[id] = CONTROL;
}
const merges = tokenizer.model.merges.map(merge => Array.isArray(merge) ? merge.join(' ') : merge);
const key = name => `qwen3.${name}`;
const metadata = [
    ['general.architecture', TEXT, text('qwen3')],
    ['general.name', TEXT, text('reference')],
    [key('context_length'), UINT32, u32(config.max_position_embeddings)],
    [key('embedding_length'), UINT32, u32(config.hidden_size)],
    [key('block_count'), UINT32, u32(config.num_hidden_layers)],
    [key('feed_forward_length'), UINT32, u32(config.intermediate_size)],
    [key('attention.head_count'), UINT32, u32(config.num_attention_heads)],
    [key('attention.head_count_kv'), UINT32, u32(config.num_key_value_heads)],
    [key('attention.key_length'), UINT32, u32(config.head_dim)],
    [key('attention.value_length'), UINT32, u32(config.head_dim)],
    [key('attention.layer_norm_rms_epsilon'), FLOAT32, f32(config.rms_norm_eps)],
    [key('rope.freq_base'), FLOAT32, f32(config.rope_theta)],
    ['tokenizer.ggml.model', TEXT, text('gpt2')],
    ['tokenizer.ggml.pre', TEXT, text('qwen2')],
    ['tokenizer.ggml.tokens', LIST, list(TEXT, tokens.map(text))],
    ['tokenizer.ggml.token_type', LIST, list(INT32, types.map(u32))],
    ['tokenizer.ggml.merges', LIST, list(TEXT, merges.map(text))],
    ['tokenizer.ggml.eos_token_id', UINT32, u32(config.eos_token_id)],
    ['tokenizer.ggml.add_bos_token', 7, Buffer.from([0])],
];

const renamed = name => [
    ['model.embed_tokens', 'token_embd'], ['model.norm', 'output_norm'], ['model.layers.', 'blk.'],
    ['post_attention_layernorm', 'ffn_norm'], ['input_layernorm', 'attn_norm'],
    ['self_attn.q_norm', 'attn_q_norm'], ['self_attn.k_norm', 'attn_k_norm'],
    ['self_attn.q_proj', 'attn_q'], ['self_attn.k_proj', 'attn_k'], ['self_attn.v_proj', 'attn_v'],
    ['self_attn.o_proj', 'attn_output'],
    ['mlp.gate_proj', 'ffn_gate'], ['mlp.up_proj', 'ffn_up'], ['mlp.down_proj', 'ffn_down'],
].reduce((all, [from, to]) => all.replace(from, to), name);

// llama.cpp wants vectors in 32 bits; a BF16 is the upper half of one.
const widened = bytes => {
    const wide = Buffer.alloc(2 * bytes.length);
    for (let i = 0; i < bytes.length; i += 2) {
        bytes.copy(wide, 2 * i + 2, i, i + 2);
    }
    return wide;
};
const padded = bytes => Buffer.concat([bytes, Buffer.alloc((ALIGNMENT - bytes.length % ALIGNMENT) % ALIGNMENT)]);

const infos = [];
const datas = [];
let offset = 0;
for (const [name, {dtype, shape, data_offsets: [from, to]}] of Object.entries(tensors)) {
    if (dtype !== 'BF16') {
        throw new Error(`${name} is ${dtype}`);
    }
    const bytes = file.subarray(8 + headerSize + from, 8 + headerSize + to);
    const vector = shape.length === 1;
    const data = padded(vector ? widened(bytes) : bytes);
    infos.push(text(renamed(name)), u32(shape.length), ...shape.toReversed().map(u64), u32(vector ? F32 : BF16), u64(offset));
    datas.push(data);
    offset += data.length;
}
const head = Buffer.concat([
    Buffer.from('GGUF'), u32(3), u64(datas.length), u64(metadata.length),
    ...metadata.flatMap(([name, type, value]) => [text(name), u32(type), value]), ...infos,
]);
writeFileSync(target, Buffer.concat([padded(head), ...datas]));
