package network.cocoon.workers.gpu.decoder;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;

/**
 * Which layouts of matrices the library has for this processor; it says so only by refusing.
 *
 * @param brain whether it computes in bfloat16 from weights laid out for it
 * @param wide  whether 32-bit weights can be laid out
 * @param half  whether 32-bit numbers can be multiplied by weights that lie there as 16-bit floats
 */
record Packing(boolean brain, boolean wide, boolean half) {

    static Packing here() {
        return Found.HERE;
    }

    private static final class Found {
        // Found by a thread that ends, or whoever asks first keeps the library's helpers.
        static final Packing HERE = LoadingThread.call(Packing::find);
    }

    private static Packing find() {
        return new Packing(packs(Format.FLOAT_16), packs(Format.FLOAT_32), halves());
    }

    private static boolean halves() {
        try (PtNDManager scope = Torch.manager(Device.cpu());
                PtSymbolBlock program = Torch.load(scope, WeightProgram.archive("cpu"));
                IValue one = IValue.from(1L)) {
            IValueUtils.runMethod(program, "places", one).close();
            return true;
        } catch (EngineException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean packs(int type) {
        try (PtNDManager scope = Torch.manager(Device.cpu());
                PtSymbolBlock program = Torch.load(scope, WeightProgram.archive("cpu"));
                PtNDArray some = number(scope, program, type);
                IValue weight = IValue.from(some)) {
            Torch.call(scope, program, "pack", weight).close();
            return true;
        } catch (EngineException | IllegalArgumentException e) {
            return false;
        }
    }

    private static PtNDArray number(PtNDManager scope, PtSymbolBlock program, int type) {
        try (IValue rows = IValue.from(32L);
                IValue columns = IValue.from(32L);
                IValue kind = IValue.from((long) type)) {
            return Torch.call(scope, program, "empty", rows, columns, kind);
        }
    }
}
