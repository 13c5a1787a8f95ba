package network.cocoon.workers.teesim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.KeyStatement;
import network.cocoon.domain.attestation.TrustDomain;
import network.cocoon.domain.attestation.Verdict;
import network.cocoon.domain.attestation.check.AttestationRefusal;
import network.cocoon.domain.attestation.check.Check;
import network.cocoon.domain.attestation.tdx.TcbStatus;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftwareTeeTest {

    private final Minted minted = new Minted();

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void whatItMintsIsAcceptedUnderItsOwnRoot(int version) {
        Evidence evidence =
                minted.evidence(Deviations.NONE.but().version(version).build());

        Verdict verdict = minted.verdict(evidence);

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Accepted.class, accepted -> {
            assertThat(accepted.domain()).isEqualTo(new TrustDomain.Simulated(Digest.sha256(minted.tee.rootDer())));
            assertThat(accepted.tcbStatus()).isEqualTo(TcbStatus.UP_TO_DATE);
            assertThat(accepted.measurement()).isEqualTo(minted.tee.measurement());
            assertThat(accepted.platformId()).isEqualTo(minted.tee.platformId());
            assertThat(accepted.checks()).allMatch(Check::passed);
        });
    }

    @Test
    void intelsRootBelievesNothingOfIt() {
        Verdict verdict = AttestationVerifier.intel().verify(minted.evidence(), minted.policy, Minted.NOW);

        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void anotherSimulatorBelievesNothingOfIt() {
        Verdict verdict = new Minted().verdict(minted.evidence());

        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void aQuoteNamesItsPlatform() {
        assertThat(AttestationVerifier.platformOf(Bytes.of(minted.tee.quote(new byte[64]))))
                .contains(minted.tee.platformId());
    }

    @Test
    void aRelayedQuoteDoesNotVouchForOtherKeys() {
        Evidence honest = minted.evidence();
        KeyStatement other = minted.statement("gpu_" + "f".repeat(32), minted.tee.platformId());

        assertRefused(new Evidence(honest.quote(), honest.collateral(), other), AttestationRefusal.KEY_NOT_BOUND);
    }

    @Test
    void aStatementCannotClaimAnotherPlatform() {
        KeyStatement statement = minted.statement("gpu_" + "0".repeat(32), "0".repeat(32));

        assertRefused(
                new Evidence(Bytes.of(minted.tee.quote(statement.reportData())), minted.tee.collateral(), statement),
                AttestationRefusal.PLATFORM_MISMATCH);
    }

    @Test
    void collateralExpires() {
        assertThat(minted.verifier.verify(minted.evidence(), minted.policy, Minted.NOW.plus(Duration.ofDays(31))))
                .isInstanceOfSatisfying(Verdict.Refused.class, r -> assertThat(r.code())
                        .isEqualTo(AttestationRefusal.COLLATERAL_NOT_CURRENT));
    }

    @Test
    void keysExpireBeforeTheirCollateral() {
        assertThat(minted.verifier.verify(minted.evidence(), minted.policy, Minted.NOW.plus(Duration.ofHours(1))))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class, r -> assertThat(r.code()).isEqualTo(AttestationRefusal.KEY_NOT_CURRENT));
    }

    @Test
    void evidenceSurvivesItsEncoding() {
        Evidence evidence = minted.evidence();

        assertThat(Evidence.decode(evidence.encode())).isEqualTo(evidence);
    }

    @Test
    void theSameDirectoryIsTheSameSimulator(@TempDir Path directory) throws IOException {
        SoftwareTee first = SoftwareTee.open(directory, InstantSource.fixed(Minted.NOW), new SecureRandom());
        SoftwareTee second =
                SoftwareTee.open(directory, InstantSource.fixed(Minted.NOW.plusSeconds(9)), new SecureRandom());

        assertThat(second.rootDer()).isEqualTo(first.rootDer());
        assertThat(second.platformId()).isEqualTo(first.platformId());
        try (var files = Files.list(directory)) {
            assertThat(files).singleElement().satisfies(file -> assertThat(Files.getPosixFilePermissions(file))
                    .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        }
    }

    private void assertRefused(Evidence evidence, AttestationRefusal code) {
        assertThat(minted.verdict(evidence))
                .isInstanceOfSatisfying(Verdict.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo(code));
    }
}
