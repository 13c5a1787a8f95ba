package network.cocoon.commands.collateral;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.regex.Pattern;
import network.cocoon.commands.collateral.CollateralTable.Found;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.http.Caller;
import network.cocoon.commands.http.HttpRefusal;
import network.cocoon.domain.attestation.tdx.PckAuthority;
import network.cocoon.domain.attestation.tdx.PlatformKind;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.api.CollateralApi;
import network.cocoon.wire.api.CollateralApi.Shelves;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the shelf to anybody, with how old it is; also what has expired, for its reader judges that. Only an enrolled
 * worker's question has the source asked.
 */
@RestController
class CollateralController {

    private static final Pattern FMSPC = Pattern.compile("[0-9a-f]{12}");

    private final CollateralTable table;
    private final InstantSource clock;

    CollateralController(CollateralTable table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    /** Encoded as evidence carries it. */
    @GetMapping(path = "/v1/collateral/{fmspc}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    ResponseEntity<byte[]> newest(@PathVariable String fmspc, @RequestParam String ca, Caller caller) {
        PlatformKind kind = kind(fmspc, ca);
        return table.newest(kind).map(this::answer).orElseThrow(() -> missing(kind, caller));
    }

    @GetMapping(path = "/v1/collateral/by-digest/{digest}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    ResponseEntity<byte[]> byDigest(@PathVariable Digest digest) {
        return table.of(digest)
                .map(this::answer)
                .orElseThrow(() -> HttpRefusal.NOT_FOUND.because("no collateral of this digest"));
    }

    @GetMapping("/v1/operator/collateral")
    Shelves shelves(Caller caller) {
        caller.operator();
        return new Shelves(table.shelves());
    }

    private ResponseEntity<byte[]> answer(Found found) {
        Instant fetched = found.fetchedAt();
        return ResponseEntity.ok()
                .header(
                        "Age",
                        Long.toString(Math.max(
                                0, Duration.between(fetched, clock.instant()).toSeconds())))
                .header(CollateralApi.DIGEST, found.digest().hex())
                .header(CollateralApi.FETCHED, fetched.toString())
                .header(CollateralApi.UNTIL, found.until().toString())
                .body(found.bytes());
    }

    private RefusedException missing(PlatformKind kind, Caller caller) {
        if (!(caller instanceof Caller.Worker)) {
            return HttpRefusal.NOT_FOUND.because("no worker asked for collateral of " + kind + " yet");
        }
        return table.ask(kind, clock.instant())
                ? new RefusedException(
                        CollateralRefusal.COLLATERAL_NOT_YET, "collateral of " + kind + " is being fetched")
                : new RefusedException(
                        CollateralRefusal.TOO_MANY_PLATFORM_KINDS,
                        "collateral of " + CollateralTable.MOST_KINDS + " kinds of platform is fetched already");
    }

    private static PlatformKind kind(String fmspc, String ca) {
        if (!FMSPC.matcher(fmspc).matches()) {
            throw HttpRefusal.MALFORMED.because("an FMSPC is 12 hexadecimal digits in lower case");
        }
        for (PckAuthority authority : PckAuthority.values()) {
            if (authority.query().equals(ca)) {
                return new PlatformKind(Bytes.of(HexFormat.of().parseHex(fmspc)), authority);
            }
        }
        throw HttpRefusal.MALFORMED.because("ca is platform or processor");
    }
}
