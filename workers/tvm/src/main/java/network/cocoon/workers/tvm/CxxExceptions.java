package network.cocoon.workers.tvm;

import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * C++ exceptions as Emscripten's JavaScript has them (emscripten, src/lib/libexceptions.js): a throw is a host exception,
 * a call that may throw goes through {@code invoke_*}, and the record in front of the thrown object says what it is.
 */
final class CxxExceptions {

    // struct __cxa_exception, before the thrown object (system/lib/libcxxabi/src/cxa_exception.h).
    private static final int RECORD = 24;
    private static final int TYPE = 4;
    private static final int DESTRUCTOR = 8;
    private static final int CAUGHT = 12;
    private static final int RETHROWN = 13;
    private static final int ADJUSTED = 16;

    private final Memory memory;
    private final ExportFunction stackGet;
    private final ExportFunction stackRestore;
    private final ExportFunction setThrew;
    private final ExportFunction setTempRet;
    private final ExportFunction increment;
    private final ExportFunction decrement;
    private final ExportFunction canCatch;
    private final ExportFunction pointer;

    private final Deque<Integer> caught = new ArrayDeque<>();
    private int last;
    private int uncaught;

    CxxExceptions(Instance instance, ModuleNames names) {
        this.memory = instance.memory();
        this.stackGet = instance.export(names.exported("_emscripten_stack_get_current"));
        this.stackRestore = instance.export(names.exported("__emscripten_stack_restore"));
        this.setThrew = instance.export(names.exported("_setThrew"));
        this.setTempRet = instance.export(names.exported("__emscripten_tempret_set"));
        this.increment = instance.export(names.exported("___cxa_increment_exception_refcount"));
        this.decrement = instance.export(names.exported("___cxa_decrement_exception_refcount"));
        this.canCatch = instance.export(names.exported("___cxa_can_catch"));
        this.pointer = instance.export(names.exported("___cxa_get_exception_ptr"));
    }

    /** {@code invoke_*}: calls the function behind a pointer; a C++ exception ends here as a flag that the caller reads. */
    long[] invoke(Instance instance, long[] args, boolean returns) {
        long stack = stackGet.apply()[0];
        int function = instance.table(0).requiredRef((int) args[0]);
        long[] passed = new long[args.length - 1];
        System.arraycopy(args, 1, passed, 0, passed.length);
        try {
            long[] result = instance.getMachine().call(function, passed);
            return returns ? result : NOTHING;
        } catch (CxxThrown thrown) {
            stackRestore.apply(stack);
            setThrew.apply(1, 0);
            return returns ? new long[] {0} : NOTHING;
        }
    }

    static final long[] NOTHING = new long[0];

    long[] raise(long[] args) {
        int object = (int) args[0];
        memory.writeI32(object - RECORD + ADJUSTED, 0);
        memory.writeI32(object - RECORD + TYPE, (int) args[1]);
        memory.writeI32(object - RECORD + DESTRUCTOR, (int) args[2]);
        last = object;
        uncaught++;
        throw new CxxThrown();
    }

    long[] raiseAgain() {
        Integer object = caught.pollLast();
        if (object == null) {
            throw new EmulatorException("the emulator rethrew without an exception");
        }
        if (memory.read(object - RECORD + RETHROWN) == 0) {
            caught.addLast(object);
            memory.writeByte(object - RECORD + RETHROWN, (byte) 1);
            memory.writeByte(object - RECORD + CAUGHT, (byte) 0);
            uncaught++;
        }
        last = object;
        throw new CxxThrown();
    }

    long[] resume(long[] args) {
        if (last == 0) {
            last = (int) args[0];
        }
        throw new CxxThrown();
    }

    long[] beginCatch(long[] args) {
        int object = (int) args[0];
        if (memory.read(object - RECORD + CAUGHT) == 0) {
            memory.writeByte(object - RECORD + CAUGHT, (byte) 1);
            uncaught--;
        }
        memory.writeByte(object - RECORD + RETHROWN, (byte) 0);
        caught.addLast(object);
        increment.apply(object);
        return pointer.apply(object);
    }

    long[] endCatch() {
        setThrew.apply(0, 0);
        Integer object = caught.pollLast();
        if (object == null) {
            throw new EmulatorException("the emulator ended a catch that never began");
        }
        decrement.apply(object);
        last = 0;
        return NOTHING;
    }

    long[] uncaught() {
        return new long[] {uncaught};
    }

    /** {@code __cxa_find_matching_catch_N}: which of these types takes what was thrown. */
    long[] findCatch(long[] types) {
        if (last == 0) {
            setTempRet.apply(0);
            return new long[] {0};
        }
        int adjusted = last - RECORD + ADJUSTED;
        memory.writeI32(adjusted, last);
        int thrown = memory.readInt(last - RECORD + TYPE);
        if (thrown == 0) {
            setTempRet.apply(0);
            return new long[] {last};
        }
        int match = thrown;
        for (long wanted : types) {
            int type = (int) wanted;
            if (type == 0 || type == thrown) {
                break;
            }
            if (canCatch.apply(type, thrown, adjusted)[0] != 0) {
                match = type;
                break;
            }
        }
        setTempRet.apply(match);
        return new long[] {last};
    }
}
