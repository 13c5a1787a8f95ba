/**
 * TON's own transaction emulator inside the JVM: {@link network.cocoon.workers.tvm.Tvm}. Usable alone, as a
 * library for testing contracts. The WebAssembly is compiled to bytecode when this module is built; what is left here is
 * the host that Emscripten's JavaScript would be.
 */
@NullMarked
package network.cocoon.workers.tvm;

import org.jspecify.annotations.NullMarked;
