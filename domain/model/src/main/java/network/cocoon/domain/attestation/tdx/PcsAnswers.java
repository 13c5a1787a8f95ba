package network.cocoon.domain.attestation.tdx;

import network.cocoon.domain.kernel.Bytes;

/** What a verification needs from Intel's provisioning certification service, byte for byte as served. */
public interface PcsAnswers {

    Bytes tcbInfo();

    Bytes tcbInfoSignature();

    Bytes tcbInfoIssuerChain();

    Bytes qeIdentity();

    Bytes qeIdentitySignature();

    Bytes qeIdentityIssuerChain();

    Bytes rootCaCrl();

    Bytes pckCrl();

    Bytes pckCrlIssuerChain();
}
