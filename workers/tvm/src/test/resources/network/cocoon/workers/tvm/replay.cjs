// Replays recorded calls on the same WebAssembly under Node: node replay.cjs <emulator folder> <file of calls>.
// Each line of the file is {call, args, answer}; prints how many answers were the same bytes, and the first that was not.
const {readFileSync} = require('node:fs');
const {join} = require('node:path');

const executor = join(process.argv[2], 'node_modules/@ton/sandbox/dist/executor');
const wasmBinary = Buffer.from(
    require(join(executor, 'emulator-emscripten.wasm.js')).EmulatorEmscriptenWasm, 'base64');

const create = require(join(executor, 'emulator-emscripten.js'));

const start = async () => {
    const module = await create({wasmBinary});
    const emulators = new Map();
    const text = value => {
        const length = module.lengthBytesUTF8(value) + 1;
        const at = module._malloc(length);
        module.stringToUTF8(value, at, length);
        return at;
    };
    return (call, args) => {
        if (call === 'get') {
            return module.UTF8ToString(module._run_get_method(...args.map(text)));
        }
        const [config, account, message, params] = args;
        if (!emulators.has(config)) {
            emulators.set(config, module._create_emulator(text(config), 0));
        }
        return module.UTF8ToString(
            module._emulate_with_emulator(emulators.get(config), 0, text(account), text(message), text(params)));
    };
};

// How long it took, and the emulator's own log with the time of day, differ from run to run.
const lasting = answer => {
    try {
        const {logs, ...rest} = JSON.parse(answer);
        delete rest.output?.elapsed_time;
        return JSON.stringify(rest);
    } catch {
        return answer;
    }
};

(async () => {
    let run = await start();
    let same = 0;
    for (const line of readFileSync(process.argv[3], 'utf8').split('\n').filter(Boolean)) {
        const {call, args, answer} = JSON.parse(line);
        let own;
        try {
            own = run(call, args);
        } catch (e) {
            // A number is a C++ exception that nobody caught; the instance is of no more use.
            own = typeof e === 'number' ? 'threw' : String(e);
            run = await start();
        }
        if (lasting(own) !== lasting(answer)) {
            console.log('different: ' + call + '\n' + own + '\n' + answer + '\n' + JSON.stringify(args.slice(1)));
            process.exit(1);
        }
        same++;
    }
    console.log('same: ' + same);
})();
