package network.cocoon.workers.tvm;

import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One instance of the compiled module and its C functions, which take and give strings. For one thread. */
final class WasmEmulator {

    /** 512 MiB; a transaction needs less than a tenth. */
    private static final int MAX_PAGES = 8192;

    private static final ModuleNames NAMES = new ModuleNames();

    private final Instance instance;
    private final ExportFunction malloc;
    private final ExportFunction free;
    private final ExportFunction create;
    private final ExportFunction emulate;
    private final ExportFunction runGetMethod;
    private @Nullable CxxExceptions exceptions;

    WasmEmulator() {
        WasmModule module = EmulatorModule.load();
        HostCalls host = new HostCalls(MAX_PAGES);
        ImportValues imports =
                ImportValues.builder().withFunctions(functions(module, host)).build();
        // Chicory's default memory: its faster one, of byte arrays, fails on the atomic reads that this module has.
        this.instance = Instance.builder(module)
                .withMachineFactory(EmulatorModule::create)
                .withImportValues(imports)
                .withMemoryLimits(limits(module))
                .build();
        this.exceptions = new CxxExceptions(instance, NAMES);
        this.malloc = export("_malloc");
        this.free = export("_free");
        this.create = export("_create_emulator");
        this.emulate = export("_emulate_with_emulator");
        this.runGetMethod = export("_run_get_method");
        export("__wasm_call_ctors").apply();
    }

    /** A handle on an emulator with these parameters of the network. */
    int create(String config, int verbosity) {
        int text = put(config);
        int handle = (int) create.apply(text, verbosity)[0];
        free.apply(text);
        return handle;
    }

    /** @param libraries 0 for none */
    String emulate(int handle, @Nullable String libraries, String account, String message, String params) {
        int[] texts = {libraries == null ? 0 : put(libraries), put(account), put(message), put(params)};
        return take(emulate.apply(handle, texts[0], texts[1], texts[2], texts[3]), texts);
    }

    String runGetMethod(String params, String stack, String config) {
        int[] texts = {put(params), put(stack), put(config)};
        return take(runGetMethod.apply(texts[0], texts[1], texts[2]), texts);
    }

    /** Bytes of heap; it never shrinks. */
    long heap() {
        return 64L * 1024 * instance.memory().pages();
    }

    private ExportFunction export(String name) {
        return instance.export(NAMES.exported(name));
    }

    private int put(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int at = (int) malloc.apply(bytes.length + 1)[0];
        if (at == 0) {
            throw new EmulatorException("the emulator's heap is full");
        }
        instance.memory().write(at, bytes);
        instance.memory().writeByte(at + bytes.length, (byte) 0);
        return at;
    }

    private String take(long[] result, int[] texts) {
        int at = (int) result[0];
        String text = instance.memory().readCString(at);
        free.apply(at);
        for (int given : texts) {
            if (given != 0) {
                free.apply(given);
            }
        }
        return text;
    }

    private List<ImportFunction> functions(WasmModule module, HostCalls host) {
        List<ImportFunction> functions = new ArrayList<>();
        module.importSection().stream().forEach(wanted -> {
            if (wanted instanceof FunctionImport function) {
                FunctionType type = module.typeSection().getType(function.typeIndex());
                String name = NAMES.imported(function.name());
                functions.add(new HostFunction(function.module(), function.name(), type, handle(name, type, host)));
            }
        });
        return functions;
    }

    private WasmFunctionHandle handle(String name, FunctionType type, HostCalls host) {
        if (name.startsWith("invoke_")) {
            boolean returns = !type.returns().isEmpty();
            return (calling, args) -> cxx().invoke(calling, args, returns);
        }
        String bare = name.replaceFirst("^_+", "");
        if (bare.startsWith("cxa_find_matching_catch_")) {
            return (_, args) -> cxx().findCatch(args);
        }
        return switch (bare) {
            case "cxa_throw" -> (_, args) -> cxx().raise(args);
            case "cxa_rethrow" -> (_, _) -> cxx().raiseAgain();
            case "resumeException" -> (_, args) -> cxx().resume(args);
            case "cxa_begin_catch" -> (_, args) -> cxx().beginCatch(args);
            case "cxa_end_catch" -> (_, _) -> cxx().endCatch();
            case "cxa_uncaught_exceptions" -> (_, _) -> cxx().uncaught();
            default -> (calling, args) -> host.call(bare, calling, args);
        };
    }

    private CxxExceptions cxx() {
        if (exceptions == null) {
            throw new EmulatorException("the emulator threw before it was there");
        }
        return exceptions;
    }

    private static MemoryLimits limits(WasmModule module) {
        int initial = module.memorySection()
                .orElseThrow(() -> new EmulatorException("the emulator has no memory of its own"))
                .getMemory(0)
                .limits()
                .initialPages();
        return new MemoryLimits(initial, MAX_PAGES);
    }
}
