package network.cocoon.workers.gpu.tee;

import java.io.IOException;

/** The four things done to the kernel's report directory, so that a test can be the kernel. Names are relative to it. */
interface TsmFs {

    /** The kernel creates the attribute files with the directory. */
    void mkdir(String entry) throws IOException;

    /** To the end: the kernel reports sizes of 0 or 4096 whatever is inside. */
    byte[] read(String entry, String attribute) throws IOException;

    /** In one write: the driver takes all of it or nothing. */
    void write(String entry, String attribute, byte[] content) throws IOException;

    void rmdir(String entry) throws IOException;
}
