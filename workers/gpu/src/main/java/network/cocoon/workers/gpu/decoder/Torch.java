package network.cocoon.workers.gpu.decoder;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
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

    private static final boolean PACKS_16 = packs(15);
    private static final boolean PACKS_32 = packs(6);
    private static final boolean PACKS_HALF = halves();

    private Torch() {}

    // Loaded by the first use of the engine.
    private static Engine engine() {
        Engine engine = Engine.getEngine("PyTorch");
        JniUtils.setGraphExecutorOptimize(false);
        return engine;
    }

    /** A scope of tensors, to be closed. */
    public static PtNDManager manager() {
        return (PtNDManager) engine().newBaseManager();
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

    /** Whether this processor computes in bfloat16 from weights laid out for it. */
    static boolean packs16() {
        return PACKS_16;
    }

    /** Whether 32-bit weights can be laid out for this processor. */
    static boolean packs32() {
        return PACKS_32;
    }

    /** Whether 32-bit numbers can be multiplied by weights that lie there as 16-bit floats. */
    static boolean packsHalf() {
        return PACKS_HALF;
    }

    private static boolean halves() {
        try (PtNDManager scope = manager();
                PtSymbolBlock program = load(scope, WeightProgram.archive());
                IValue one = IValue.from(1L)) {
            IValueUtils.runMethod(program, "places", one).close();
            return true;
        } catch (EngineException | IllegalArgumentException e) {
            return false;
        }
    }

    /** The library says so only by refusing. */
    private static boolean packs(int type) {
        try (PtNDManager scope = manager();
                PtSymbolBlock program = load(scope, WeightProgram.archive());
                PtNDArray some = number(scope, program, type);
                IValue weight = IValue.from(some)) {
            call(scope, program, "pack", weight).close();
            return true;
        } catch (EngineException | IllegalArgumentException e) {
            return false;
        }
    }

    private static PtNDArray number(PtNDManager scope, PtSymbolBlock program, int type) {
        try (IValue rows = IValue.from(32L);
                IValue columns = IValue.from(32L);
                IValue kind = IValue.from((long) type)) {
            return call(scope, program, "empty", rows, columns, kind);
        }
    }
}
