package network.cocoon.workers.tvm;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import java.util.SplittableRandom;

/**
 * The machine that the emulator believes in: no files, no environment, a clock that stands still and randomness from a
 * constant, so that the same calls give the same bytes. What a transaction sees of time and chance it is given.
 */
final class HostCalls {

    private static final long NO_SUCH_FILE = -44;
    private static final long BAD_DESCRIPTOR = 8;
    private static final int PAGE = 64 * 1024;
    private static final long SEED = 0x0C0C_0011L;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final int maxPages;

    /** @param maxPages the heap's bound, in pages of 64 KiB */
    HostCalls(int maxPages) {
        this.maxPages = maxPages;
    }

    /** @param name as the glue has it, without leading underscores */
    long[] call(String name, Instance instance, long[] args) {
        Memory memory = instance.memory();
        return switch (name) {
            case "random_get" -> {
                byte[] bytes = new byte[(int) args[1]];
                random.nextBytes(bytes);
                memory.write((int) args[0], bytes);
                yield one(0);
            }
            case "emscripten_asm_const_int" -> one(random.nextInt());
            case "clock_time_get" -> {
                memory.writeLong((int) args[2], 0);
                yield one(0);
            }
            case "emscripten_date_now" -> one(Double.doubleToRawLongBits(0));
            case "emscripten_get_heap_max" -> one((long) maxPages * PAGE);
            case "emscripten_resize_heap" -> one(grow(memory, args[0] & 0xFFFF_FFFFL) ? 1 : 0);
            case "environ_get" -> one(0);
            case "environ_sizes_get" -> {
                memory.writeI32((int) args[0], 0);
                memory.writeI32((int) args[1], 0);
                yield one(0);
            }
            case "fd_write" -> one(swallow(memory, args));
            case "fd_close", "fd_read", "fd_seek" -> one(BAD_DESCRIPTOR);
            case "syscall_openat", "syscall_stat64", "syscall_lstat64", "syscall_newfstatat" -> one(NO_SUCH_FILE);
            case "syscall_fcntl64", "syscall_fstat64", "syscall_getdents64", "syscall_ioctl" -> one(-BAD_DESCRIPTOR);
            case "munmap_js" -> one(0);
            case "tzset_js", "gmtime_js", "localtime_js", "emscripten_log_formatted" -> CxxExceptions.NOTHING;
            case "llvm_eh_typeid_for" -> one(args[0]);
            case "abort_js" -> throw new EmulatorException("the emulator aborted");
            default -> throw new EmulatorException("the emulator called " + name + ", which this host does not have");
        };
    }

    private boolean grow(Memory memory, long bytes) {
        long pages = (bytes + PAGE - 1) / PAGE;
        if (pages > maxPages) {
            return false;
        }
        // A fifth more than asked, as the glue does: each growth copies the whole heap.
        long roomy = Math.min(maxPages, Math.max(pages, memory.pages() * 6L / 5));
        return memory.grow((int) (roomy - memory.pages())) != -1;
    }

    /** What it prints is about itself; what a contract did comes back in its answer. */
    private static long swallow(Memory memory, long[] args) {
        int vector = (int) args[1];
        int written = 0;
        for (int i = 0; i < (int) args[2]; i++) {
            written += memory.readInt(vector + 8 * i + 4);
        }
        memory.writeI32((int) args[3], written);
        return 0;
    }

    private static long[] one(long value) {
        return new long[] {value};
    }
}
