package network.cocoon.workers.gpu.tee;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.kernel.Bytes;

/**
 * The kernel's configfs-tsm interface in a TDX guest (Linux 6.7 and newer): one directory a request, 64 bytes in, a
 * quote out, and a generation that must have moved by one, or somebody else wrote in between.
 *
 * <p>Not run on TDX hardware.
 */
public final class TdxGuest implements QuoteSource {

    public static final Path REPORTS = Path.of("/sys/kernel/config/tsm/report");

    private static final int REPORT_DATA = 64;
    private static final int ATTEMPTS = 5;

    private final TsmFs kernel;
    private final CollateralFrom collateral;
    private final RandomGenerator random;

    /**
     * @param reports    {@link #REPORTS}
     * @param collateral this platform's current collateral
     * @param random     for names of request directories
     */
    public TdxGuest(Path reports, CollateralFrom collateral, RandomGenerator random) {
        this(new KernelTsmFs(reports), collateral, random);
    }

    TdxGuest(TsmFs kernel, CollateralFrom collateral, RandomGenerator random) {
        this.kernel = kernel;
        this.collateral = collateral;
        this.random = random;
    }

    @Override
    public byte[] quote(byte[] reportData) throws IOException {
        if (reportData.length != REPORT_DATA) {
            throw new IllegalArgumentException("report data has 64 bytes");
        }
        IOException last = new IOException("no attempt made");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return trim(request(reportData));
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IOException(
                "the TDX guest driver gave no quote in " + ATTEMPTS + " attempts; is configfs mounted and " + REPORTS
                        + " present?",
                last);
    }

    private byte[] request(byte[] reportData) throws IOException {
        byte[] name = new byte[8];
        random.nextBytes(name);
        String entry = "cocoon-" + HexFormat.of().formatHex(name);
        kernel.mkdir(entry);
        try {
            String provider = text(entry, "provider");
            if (!provider.equals("tdx_guest")) {
                throw new IOException("the report provider is " + provider + ", not tdx_guest");
            }
            long before = generation(entry);
            kernel.write(entry, "inblob", reportData);
            byte[] quote = kernel.read(entry, "outblob");
            if (generation(entry) != before + 1) {
                throw new IOException("another writer used this request");
            }
            return quote;
        } finally {
            kernel.rmdir(entry);
        }
    }

    private long generation(String entry) throws IOException {
        try {
            return Long.parseLong(text(entry, "generation"));
        } catch (NumberFormatException e) {
            throw new IOException("the driver's generation is no number", e);
        }
    }

    private String text(String entry, String attribute) throws IOException {
        return new String(kernel.read(entry, attribute), StandardCharsets.US_ASCII).strip();
    }

    @Override
    public Collateral collateral(Bytes quote) throws IOException {
        return collateral.forQuote(quote);
    }

    @Override
    public String describe() {
        return "tdx";
    }

    /** Cloud guests get the whole transfer buffer, zero padded; only the quote itself may be hashed or sent. */
    private static byte[] trim(byte[] raw) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        if (raw.length < 54) {
            throw new IOException("the driver's answer is no quote");
        }
        int version = Short.toUnsignedInt(in.getShort(0));
        long body = version >= 5 ? 54 + Integer.toUnsignedLong(in.getInt(50)) : 48 + 584;
        if (body + 4 > raw.length) {
            throw new IOException("the driver's answer is shorter than its quote");
        }
        long end = body + 4 + Integer.toUnsignedLong(in.getInt((int) body));
        if (end > raw.length) {
            throw new IOException("the driver's answer is shorter than its quote");
        }
        for (int i = (int) end; i < raw.length; i++) {
            if (raw[i] != 0) {
                throw new IOException("something other than padding follows the quote");
            }
        }
        return Arrays.copyOf(raw, (int) end);
    }
}
