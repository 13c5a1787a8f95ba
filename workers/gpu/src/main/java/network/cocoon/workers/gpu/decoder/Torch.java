package network.cocoon.workers.gpu.decoder;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The native library: its threads, and programs in it. */
public final class Torch {

    private Torch() {}

    // Loaded by the first use of the engine.
    private static Engine engine() {
        GivenLibrary.settle();
        return Engine.getEngine("PyTorch");
    }

    /**
     * Whether programs that this thread calls are made faster by their first two calls, which take half a second for the
     * step of a large model; they are unless told otherwise.
     */
    public static void optimise(boolean yes) {
        engine();
        JniUtils.setGraphExecutorOptimize(yes);
    }

    /** Whether there is one, and the library was built for it. */
    static boolean gpu() {
        return engine().defaultDevice().isGpu();
    }

    /** A scope of tensors in this memory, to be closed. */
    public static PtNDManager manager(Device device) {
        return (PtNDManager) engine().newBaseManager(device);
    }

    /** How many threads one operation may use, in this process. Results differ in the last bits between counts. */
    public static void threads(int count) {
        engine();
        JniUtils.setNumThreads(count);
    }

    /** A program from its archive. */
    public static PtSymbolBlock load(PtNDManager manager, byte[] archive) {
        try {
            return JniUtils.loadModule(manager, new ByteArrayInputStream(archive), false, false);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /** Calls a method whose result is one tensor, which belongs to {@code scope}. */
    public static PtNDArray call(PtNDManager scope, PtSymbolBlock program, String method, IValue... arguments) {
        try (IValue result = IValueUtils.runMethod(program, method, arguments)) {
            return result.toTensor(scope);
        }
    }
}
