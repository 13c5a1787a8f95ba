package network.cocoon.workers.teesim;

import java.time.Duration;
import java.util.List;
import network.cocoon.domain.attestation.tdx.TcbStatus;
import network.cocoon.domain.kernel.Bytes;

/**
 * How what is minted departs from a healthy, current platform: for tests of what no real machine shows on demand.
 *
 * @param version 4 or 5 of the quote; 5 carries a TD report 1.5
 * @param level status of the TCB level that the platform matches
 * @param module status of the TDX module that runs: UP_TO_DATE, OUT_OF_DATE or REVOKED
 * @param quotingEnclave status of the quoting enclave: UP_TO_DATE, OUT_OF_DATE or REVOKED
 * @param moduleVersion 0 for a platform before module identities
 * @param hostUpdated whether TEE_TCB_SVN_2 of a version 5 quote shows the newest module
 * @param foreignEnclave whether another enclave of the same machine signs, which is not the quoting enclave
 * @param rtmr3 48 bytes
 * @param collateralAge how long ago the collateral was issued; it is good for 30 days
 */
public record Deviations(
        int version,
        TcbStatus level,
        TcbStatus module,
        TcbStatus quotingEnclave,
        int moduleVersion,
        boolean hostUpdated,
        List<String> advisories,
        long tdAttributes,
        long xfam,
        boolean pckRevoked,
        boolean pckCaRevoked,
        boolean tcbSigningRevoked,
        boolean lowComponents,
        boolean foreignEnclave,
        int evaluation,
        Bytes rtmr3,
        Duration collateralAge) {

    /** A version 4 quote of an UpToDate platform. */
    public static final Deviations NONE = new Deviations(
            4,
            TcbStatus.UP_TO_DATE,
            TcbStatus.UP_TO_DATE,
            TcbStatus.UP_TO_DATE,
            1,
            false,
            List.of(),
            1L << 28,
            0x602e7L,
            false,
            false,
            false,
            false,
            false,
            20,
            Bytes.of(new byte[48]),
            Duration.ofHours(1));

    public Deviations {
        advisories = List.copyOf(advisories);
        if (version != 4 && version != 5) {
            throw new IllegalArgumentException("quotes of version 4 and 5 are minted, not " + version);
        }
    }

    /** Starts from these deviations and changes some. */
    public Builder but() {
        return new Builder(this);
    }

    /** Collects changes; each method is named as the component it changes. */
    public static final class Builder {

        private int version;
        private TcbStatus level;
        private TcbStatus module;
        private TcbStatus quotingEnclave;
        private int moduleVersion;
        private boolean hostUpdated;
        private List<String> advisories;
        private long tdAttributes;
        private long xfam;
        private boolean pckRevoked;
        private boolean pckCaRevoked;
        private boolean tcbSigningRevoked;
        private boolean lowComponents;
        private boolean foreignEnclave;
        private int evaluation;
        private Bytes rtmr3;
        private Duration collateralAge;

        private Builder(Deviations from) {
            version = from.version;
            level = from.level;
            module = from.module;
            quotingEnclave = from.quotingEnclave;
            moduleVersion = from.moduleVersion;
            hostUpdated = from.hostUpdated;
            advisories = from.advisories;
            tdAttributes = from.tdAttributes;
            xfam = from.xfam;
            pckRevoked = from.pckRevoked;
            pckCaRevoked = from.pckCaRevoked;
            tcbSigningRevoked = from.tcbSigningRevoked;
            lowComponents = from.lowComponents;
            foreignEnclave = from.foreignEnclave;
            evaluation = from.evaluation;
            rtmr3 = from.rtmr3;
            collateralAge = from.collateralAge;
        }

        public Builder version(int value) {
            version = value;
            return this;
        }

        public Builder level(TcbStatus value) {
            level = value;
            return this;
        }

        public Builder module(TcbStatus value) {
            module = value;
            return this;
        }

        public Builder quotingEnclave(TcbStatus value) {
            quotingEnclave = value;
            return this;
        }

        public Builder moduleVersion(int value) {
            moduleVersion = value;
            return this;
        }

        public Builder hostUpdated(boolean value) {
            hostUpdated = value;
            return this;
        }

        public Builder advisories(List<String> value) {
            advisories = value;
            return this;
        }

        public Builder tdAttributes(long value) {
            tdAttributes = value;
            return this;
        }

        public Builder xfam(long value) {
            xfam = value;
            return this;
        }

        public Builder pckRevoked(boolean value) {
            pckRevoked = value;
            return this;
        }

        public Builder pckCaRevoked(boolean value) {
            pckCaRevoked = value;
            return this;
        }

        public Builder tcbSigningRevoked(boolean value) {
            tcbSigningRevoked = value;
            return this;
        }

        public Builder lowComponents(boolean value) {
            lowComponents = value;
            return this;
        }

        public Builder foreignEnclave(boolean value) {
            foreignEnclave = value;
            return this;
        }

        public Builder evaluation(int value) {
            evaluation = value;
            return this;
        }

        public Builder rtmr3(Bytes value) {
            rtmr3 = value;
            return this;
        }

        public Builder collateralAge(Duration value) {
            collateralAge = value;
            return this;
        }

        public Deviations build() {
            return new Deviations(
                    version,
                    level,
                    module,
                    quotingEnclave,
                    moduleVersion,
                    hostUpdated,
                    advisories,
                    tdAttributes,
                    xfam,
                    pckRevoked,
                    pckCaRevoked,
                    tcbSigningRevoked,
                    lowComponents,
                    foreignEnclave,
                    evaluation,
                    rtmr3,
                    collateralAge);
        }
    }
}
