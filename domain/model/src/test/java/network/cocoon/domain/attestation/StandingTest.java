package network.cocoon.domain.attestation;

import static network.cocoon.domain.attestation.check.AttestationRefusal.COLLATERAL_NOT_CURRENT;
import static network.cocoon.domain.attestation.check.AttestationRefusal.KEY_NOT_CURRENT;
import static network.cocoon.domain.attestation.check.AttestationRefusal.MEASUREMENT_NOT_ALLOWED;
import static network.cocoon.domain.attestation.check.AttestationRefusal.PLATFORM_NOT_ADMITTED;
import static network.cocoon.domain.attestation.check.AttestationRefusal.REVOKED_CERTIFICATE;
import static network.cocoon.domain.attestation.check.AttestationRefusal.TCB_EVALUATION_BELOW_FLOOR;
import static network.cocoon.domain.attestation.check.AttestationRefusal.TCB_STATUS_NOT_ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import network.cocoon.domain.attestation.check.AttestationRefusal;
import network.cocoon.domain.attestation.tdx.TcbStatus;
import org.junit.jupiter.api.Test;

class StandingTest {

    @Test
    void what_speaks_against_a_machine_withdraws_its_key() {
        assertThat(standing(REVOKED_CERTIFICATE, "")).isInstanceOf(Standing.Withdrawn.class);
        assertThat(standing(PLATFORM_NOT_ADMITTED, "")).isInstanceOf(Standing.Withdrawn.class);
        assertThat(standing(TCB_STATUS_NOT_ACCEPTED, TcbStatus.REVOKED.intelName()))
                .isInstanceOf(Standing.Withdrawn.class);
        assertThat(standing(TCB_STATUS_NOT_ACCEPTED, TcbStatus.OUT_OF_DATE.intelName()))
                .isInstanceOf(Standing.Withdrawn.class);
    }

    @Test
    void what_only_asks_for_something_newer_ends_it() {
        assertThat(standing(TCB_STATUS_NOT_ACCEPTED, TcbStatus.TD_RELAUNCH_ADVISED.intelName()))
                .isInstanceOf(Standing.Ends.class);
        assertThat(standing(TCB_EVALUATION_BELOW_FLOOR, "")).isInstanceOf(Standing.Ends.class);
        assertThat(standing(MEASUREMENT_NOT_ALLOWED, "")).isInstanceOf(Standing.Ends.class);
    }

    @Test
    void time_alone_does_neither() {
        assertThat(standing(KEY_NOT_CURRENT, "")).isEqualTo(new Standing.Holds());
        assertThat(standing(COLLATERAL_NOT_CURRENT, "")).isEqualTo(new Standing.Holds());
    }

    @Test
    void a_revoked_measurement_counts_before_anything_else() {
        assertThat(Standing.of(refused(KEY_NOT_CURRENT, ""), true)).isInstanceOf(Standing.Withdrawn.class);
    }

    private static Standing standing(AttestationRefusal code, String detail) {
        return Standing.of(refused(code, detail), false);
    }

    private static Verdict refused(AttestationRefusal code, String detail) {
        return new Verdict.Refused(code, detail, List.of());
    }
}
