package network.cocoon.workers.operator.collateral;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.tdx.PlatformKind;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.workers.operator.collateral.CollateralFailure.Code;

/**
 * Intel's provisioning certification service, or a cache that speaks like it (Intel PCS API v4; Intel PCCS). Four answers
 * make one set of collateral; nothing in them is believed here.
 */
public final class PcsClient implements CollateralSource, AutoCloseable {

    private final PcsSettings settings;
    private final BoundedHttp http;

    public PcsClient(PcsSettings settings) {
        this.settings = settings;
        this.http = new BoundedHttp(settings.key(), settings.timeout());
    }

    @Override
    public Collateral fetch(PlatformKind kind) throws CollateralFailure {
        HttpResponse<byte[]> tcb =
                get("/tdx/certification/v4/tcb?fmspc=" + kind.fmspc().hex());
        SignedDocument tcbInfo = SignedDocument.cut("tcbInfo", tcb.body());
        Bytes tcbChain = IssuerChain.of(tcb.headers(), "TCB-Info-Issuer-Chain");
        HttpResponse<byte[]> qe = get("/tdx/certification/v4/qe/identity");
        SignedDocument identity = SignedDocument.cut("enclaveIdentity", qe.body());
        Bytes qeChain = IssuerChain.of(qe.headers(), "SGX-Enclave-Identity-Issuer-Chain");
        HttpResponse<byte[]> pck =
                get("/sgx/certification/v4/pckcrl?ca=" + kind.authority().query() + "&encoding=der");
        Bytes pckChain = IssuerChain.of(pck.headers(), "SGX-PCK-CRL-Issuer-Chain");
        HttpResponse<byte[]> root = http.get(settings.rootCrl());
        return new Collateral(
                tcbInfo.document(),
                tcbInfo.signature(),
                tcbChain,
                identity.document(),
                identity.signature(),
                qeChain,
                der(root.body()),
                der(pck.body()),
                pckChain);
    }

    private HttpResponse<byte[]> get(String path) throws CollateralFailure {
        return http.get(URI.create(settings.base() + path));
    }

    /** Intel serves lists as they are; its cache writes them in hexadecimal. */
    private static Bytes der(byte[] body) throws CollateralFailure {
        if (body.length == 0) {
            throw new CollateralFailure(Code.ANSWER_MALFORMED, "an empty revocation list");
        }
        // A DER list begins with a SEQUENCE, 0x30, which is also the digit 0: its hexadecimal begins with "30".
        if (body.length < 2 || body[0] != '3' || body[1] != '0') {
            return Bytes.of(body);
        }
        try {
            return Bytes.of(HexFormat.of().parseHex(new String(body, StandardCharsets.ISO_8859_1).strip()));
        } catch (IllegalArgumentException e) {
            throw new CollateralFailure(Code.ANSWER_MALFORMED, "a revocation list neither in DER nor in hexadecimal");
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
