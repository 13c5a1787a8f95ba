package network.cocoon.domain.attestation.tdx;

import java.util.EnumSet;
import java.util.Set;
import network.cocoon.domain.kernel.Bytes;

/** Judges the attributes of a TD. Intel's library does not even refuse a TD under debug; a policy must. */
public final class TdPolicy {

    private static final long UNTRUSTED = 0xffL;
    private static final long SEPT_VE_DISABLE = 1L << 28;
    private static final long MIGRATABLE = 1L << 29;
    private static final long PKS = 1L << 30;
    private static final long KL = 1L << 31;
    private static final long PERFMON = 1L << 63;
    private static final long KNOWN = UNTRUSTED | SEPT_VE_DISABLE | MIGRATABLE | PKS | KL | PERFMON;
    /** x87 and SSE, which every TD has. */
    private static final long XFAM_REQUIRED = 0x3;
    /** Features that production TDs show; neither processor trace (bit 8) nor branch records (bit 15). */
    private static final long XFAM_ALLOWED = 0x65ae7L;

    private static final Bytes ZERO = Bytes.of(new byte[48]);

    private TdPolicy() {}

    /** Everything that speaks against the TD; empty for one that passes. */
    public static Set<TdFlag> flags(TdReport td) {
        Set<TdFlag> flags = EnumSet.noneOf(TdFlag.class);
        long attributes = td.tdAttributes();
        raise(flags, TdFlag.DEBUG, (attributes & UNTRUSTED) != 0);
        raise(flags, TdFlag.SEPT_VE_DISABLE_CLEAR, (attributes & SEPT_VE_DISABLE) == 0);
        raise(flags, TdFlag.MIGRATABLE, (attributes & MIGRATABLE) != 0);
        raise(flags, TdFlag.PKS, (attributes & PKS) != 0);
        raise(flags, TdFlag.KL, (attributes & KL) != 0);
        raise(flags, TdFlag.PERFMON, (attributes & PERFMON) != 0);
        raise(flags, TdFlag.RESERVED_BITS, (attributes & ~KNOWN) != 0);
        raise(flags, TdFlag.XFAM, (td.xfam() & XFAM_REQUIRED) != XFAM_REQUIRED || (td.xfam() & ~XFAM_ALLOWED) != 0);
        raise(
                flags,
                TdFlag.MRSERVICETD,
                td.update().filter(u -> !u.mrServiceTd().equals(ZERO)).isPresent());
        raise(flags, TdFlag.MRSIGNERSEAM, !td.mrSignerSeam().equals(ZERO));
        return flags;
    }

    /** MRCONFIGID, MROWNER and MROWNERCONFIG are zero: nobody but the measured software configures this TD. */
    public static boolean unowned(TdReport td) {
        return td.mrConfigId().equals(ZERO)
                && td.mrOwner().equals(ZERO)
                && td.mrOwnerConfig().equals(ZERO);
    }

    private static void raise(Set<TdFlag> flags, TdFlag flag, boolean raised) {
        if (raised) {
            flags.add(flag);
        }
    }
}
